import { declaredSignIns } from '../../../src/Core/Auth/SignIns';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { ConfigurationException, isConfigurationException, type Fault } from '../../../src/Core/Exceptions';
import { checkRun } from '../../../src/Core/RunSetup';
import { DEFINITION_VERSION, type ImportDefinition } from '../../../src/Imports/ImportDefinition';
import { OFF, parseSchedule } from '../../../src/Imports/Schedule';
import { splitSecrets, type Secrets } from '../../../src/Imports/SecretValues';
import { connectorOf, declarationsOf, sourceOf } from '../Connecting';
import { explaining } from '../Faults';
import { recordOf, textOf, type Request } from '../Request';
import type { Runtime } from '../Runtime';
import { SecretStore } from '../state/SecretStore';
import { checkDailyTime } from './ScheduleBudget';

/** Stands for a key that only a colleague can read, or that signing in will bring, while the rest of an import is checked. */
const UNREADABLE = 'not readable here';

const LONGEST_NAME = 60;

/** An import as it is to be saved, with the secrets that go elsewhere. */
export interface Draft {
  definition: ImportDefinition;
  secrets: Secrets;
}

/** Checked as a whole: every fault is named at once. Keys that are not given stay as they are. Saves nothing. */
export function draftOf(runtime: Runtime, request: Request): Draft {
  const known = textOf(request, 'id') ?? textOf(request, 'importId');
  const existing = known === undefined ? undefined : runtime.imports.get(known);
  const entry = connectorOf(textOf(request, 'source') ?? existing?.source ?? '');
  const declarations = declarationsOf(entry);
  const given = request['values'] === undefined ? (existing?.values ?? {}) : recordOf(request, 'values');
  const split = splitSecrets(declarations, given);
  const entered: Secrets = { ...split.secrets, ...textsOf(recordOf(request, 'secrets')) };
  const kept = existing ? oldSecrets(runtime, existing) : {};
  const { schedule, faults } = parseSchedule(
    request['schedule'] ?? existing?.schedule,
    EnvironmentAdapter.timeZone(),
  );
  const secrets = { ...kept, ...entered };
  const scope = textOf(request, 'secretScope') ?? existing?.secretScope ?? 'user';
  const name = textOf(request, 'name') ?? existing?.name ?? freeName(runtime, entry.manifest.title);
  const definition: ImportDefinition = {
    version: DEFINITION_VERSION,
    id: existing?.id ?? newId(entry.name),
    name,
    source: entry.name,
    values: split.values,
    secretScope: scope === 'document' ? 'document' : 'user',
    secretNames: [...new Set([...(existing?.secretNames ?? []), ...Object.keys(secrets)])],
    schedule: schedule ?? OFF,
    owner: existing?.owner ?? runtime.me,
  };
  const own = ownFaults(runtime, { existing, definition, scope, entered });
  checkDraft({ definition, secrets }, [...own, ...faults, ...checkDailyTime(runtime, definition)]);
  return { definition, secrets };
}

/** Throws one `ConfigurationException` with every fault of the draft. Sends no request. */
function checkDraft({ definition, secrets }: Draft, more: readonly Fault[]): void {
  const signedIn = declaredSignIns(declarationsOf(connectorOf(definition.source))).flatMap(
    ({ fills }) => fills,
  );
  const placeholders = [...definition.secretNames, ...signedIn].map(path => [path, UNREADABLE] as const);
  const faults = [...more];
  try {
    const source = sourceOf(definition, { ...Object.fromEntries(placeholders), ...secrets });
    explaining(
      () => checkRun(source, { type: 'INCREMENTAL' }),
      () => Object.values(secrets),
    );
  } catch (error) {
    if (!isConfigurationException(error)) throw error;
    faults.push(...error.faults);
  }
  if (faults.length) throw new ConfigurationException(definition.source, faults);
}

interface OwnCheck {
  existing: ImportDefinition | undefined;
  definition: ImportDefinition;
  scope: string;
  entered: Secrets;
}

/** What only the file can know: names that are taken, whose keys these are. */
function ownFaults(runtime: Runtime, { existing, definition, scope, entered }: OwnCheck): Fault[] {
  const faults: Fault[] = [];
  const { id, name } = definition;
  const others = runtime.imports.list().filter(other => other.id !== id);
  if (others.some(other => other.name.toLowerCase() === name.toLowerCase()))
    faults.push({ message: `Name: there is another import called "${name}". Give this one another name.` });
  if (name.length > LONGEST_NAME) faults.push({ message: `Name: at most ${LONGEST_NAME} characters.` });
  if (existing && existing.source !== definition.source)
    faults.push({
      message: `Source: "${name}" is an import of ${existing.source}; add another import for ${definition.source}.`,
    });
  if (scope !== 'user' && scope !== 'document')
    faults.push({
      message: `Who may use the key: "user" (only you) or "document" (everyone who edits the file), not "${scope}".`,
    });
  const isOthers = existing !== undefined && existing.owner.id !== runtime.me.id;
  if (isOthers && (Object.keys(entered).length || definition.secretScope !== existing.secretScope))
    faults.push({
      message: `Keys: those of "${name}" belong to ${existing.owner.name}. Take the schedule over to use your own.`,
    });
  const isNewSchedule = JSON.stringify(definition.schedule) !== JSON.stringify(existing?.schedule);
  if (isOthers && isNewSchedule && definition.schedule.every !== 'off')
    faults.push({
      parameter: 'Schedule',
      message: `Schedule: "${name}" runs as ${existing.owner.name}, with their keys. Take the schedule over to run it as you.`,
    });
  return faults;
}

function oldSecrets(runtime: Runtime, { id, secretScope, owner }: ImportDefinition): Secrets {
  const isReadable = secretScope === 'document' || owner.id === runtime.me.id;
  return isReadable
    ? new SecretStore(runtime.userProperties, runtime.documentProperties).read(id, secretScope)
    : {};
}

function textsOf(record: Record<string, unknown>): Secrets {
  return Object.fromEntries(
    Object.entries(record).flatMap(([path, value]) => {
      const text = value === null || value === undefined ? '' : String(value).trim();
      return text === '' ? [] : [[path, text]];
    }),
  );
}

function freeName(runtime: Runtime, title: string): string {
  const taken = runtime.imports.list().map(({ name }) => name.toLowerCase());
  for (let number = 1; ; number++) {
    const name = number === 1 ? title : `${title} ${number}`;
    if (!taken.includes(name.toLowerCase())) return name;
  }
}

/** Part of the identity of tabs and properties: short, of letters, digits and `-`. */
function newId(source: string): string {
  return `${source.slice(0, 24)}-${EnvironmentAdapter.getUuid().replace(/-/g, '').slice(0, 6)}`;
}
