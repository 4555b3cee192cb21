import { isConfigurationException } from '../../../src/Core/Exceptions';
import type { DueDigest, DueEntry } from '../../../src/Imports/DueDigest';
import type { ImportDefinition, SecretScope } from '../../../src/Imports/ImportDefinition';
import { describeSchedule, type Schedule } from '../../../src/Imports/Schedule';
import { maskSecret, secretSlots } from '../../../src/Imports/SecretValues';
import { connectorOf, declarationsOf } from '../Connecting';
import type { Runtime } from '../Runtime';
import { isSignedIn, signInOfImport } from '../sign-in/CollectSignIn';
import { SecretStore } from '../state/SecretStore';

/** What may be told of a key: never the key. */
export interface SecretView {
  path: string;
  label: string;
  isRequired: boolean;
  isSet: boolean;
  /** The last four characters behind dots; absent where it is not set, or not this user's to read. */
  hint?: string;
}

/** One import for a page or a dialog. JSON; times are ISO texts. */
export interface ImportView {
  id: string;
  name: string;
  source: string;
  values: Record<string, unknown>;
  secrets: SecretView[];
  /** Where keys come by signing in; absent where they do not. */
  signIn?: { label: string; isSignedIn: boolean };
  secretScope: SecretScope;
  schedule: Schedule;
  scheduleText: string;
  owner: string;
  isMine: boolean;
  state: 'idle' | 'running' | 'paused' | 'failing';
  dueAt?: string;
  /** Since when, and why, it fails. */
  failure?: { since: string; message: string };
  /** Why its settings cannot be looked at: its source is not to be had. `secrets` is then empty. */
  problem?: string;
}

export function viewOf(runtime: Runtime, definition: ImportDefinition, digest: DueDigest): ImportView {
  const { id, name, source, values, secretScope, schedule, owner } = definition;
  const entry = digest.imports[id];
  const incident = entry?.incident && !entry.incident.isOver ? entry.incident : undefined;
  return {
    id,
    name,
    source,
    values,
    ...secretsOrProblem(runtime, definition),
    secretScope,
    schedule,
    scheduleText: describeSchedule(schedule),
    owner: owner.name,
    isMine: owner.id === runtime.me.id,
    state: stateOf(entry, incident !== undefined),
    ...(entry?.dueAt === undefined ? {} : { dueAt: new Date(entry.dueAt).toISOString() }),
    ...(incident
      ? { failure: { since: new Date(incident.since).toISOString(), message: incident.message } }
      : {}),
  };
}

/** One import whose source is gone must not hide all others. */
function secretsOrProblem(
  runtime: Runtime,
  definition: ImportDefinition,
): Pick<ImportView, 'secrets' | 'signIn' | 'problem'> {
  try {
    const secrets = secretViews(runtime, definition);
    const signIn = signInOfImport(definition);
    if (!signIn) return { secrets };
    const isSet = (path: string) => secrets.some(each => each.path === path && each.isSet);
    return { secrets, signIn: { label: signIn.label, isSignedIn: isSignedIn(signIn, isSet) } };
  } catch (error) {
    if (!isConfigurationException(error)) throw error;
    return { secrets: [], problem: error.message };
  }
}

function stateOf(entry: DueEntry | undefined, isFailing: boolean): ImportView['state'] {
  const { open = [] } = entry ?? {};
  if (open.some(({ isPaused }) => !isPaused)) return 'running';
  if (open.length) return 'paused';
  return isFailing ? 'failing' : 'idle';
}

export function secretViews(runtime: Runtime, definition: ImportDefinition): SecretView[] {
  const { id, source, values, secretScope, secretNames } = definition;
  const slots = secretSlots(declarationsOf(connectorOf(source)), values);
  if (!slots.length) return [];
  const readable = new SecretStore(runtime.userProperties, runtime.documentProperties).read(id, secretScope);
  return slots.map(slot => {
    const secret = readable[slot.path];
    const isSet = secret !== undefined || secretNames.includes(slot.path);
    return { ...slot, isSet, ...(secret === undefined ? {} : { hint: maskSecret(secret) }) };
  });
}
