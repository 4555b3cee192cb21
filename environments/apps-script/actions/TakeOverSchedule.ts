import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { ConfigurationException } from '../../../src/Core/Exceptions';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import type { Secrets } from '../../../src/Imports/SecretValues';
import { recordOf, type Request } from '../Request';
import type { Runtime } from '../Runtime';
import { signInOfImport } from '../sign-in/CollectSignIn';
import { SecretStore } from '../state/SecretStore';
import { entryOf } from '../ticker/DigestRepair';
import { syncTicker } from '../ticker/TickerTrigger';
import { beginSignIn, showSignIn } from './SignIn';
import { chooseImport } from './ImportChoice';
import { secretViews, viewOf, type ImportView } from './ImportView';
import { checkDailyTime } from './ScheduleBudget';

/**
 * The import belongs to whoever calls this from now on and runs by their ticker. A key that only its former owner can
 * read has to be entered: in `secrets`, or in a dialog. Shared keys stay.
 */
export function takeOverSchedule(runtime: Runtime, request: Request | undefined): ImportView {
  const definition = chooseImport(runtime, request, 'Which import shall run as you?');
  const { id, owner, secretScope } = definition;
  if (owner.id === runtime.me.id) return viewOf(runtime, definition, runtime.digest.readOrNew());
  const taken: ImportDefinition = { ...definition, owner: runtime.me };
  const faults = checkDailyTime(runtime, taken);
  if (faults.length) throw new ConfigurationException(definition.source, faults);
  const store = new SecretStore(runtime.userProperties, runtime.documentProperties);
  const secrets = { ...store.read(id, secretScope), ...newKeys(runtime, definition, request) };
  store.write(id, secretScope, secrets);
  runtime.imports.save(taken);
  const digest = runtime.digest.update(known => {
    const entry = entryOf(taken, known.imports[id], EnvironmentAdapter.now());
    if (entry.open) entry.open = entry.open.map(run => (run.isPaused ? { ...run, by: runtime.me.id } : run));
    known.imports[id] = entry;
  });
  syncTicker(runtime);
  const view = viewOf(runtime, taken, digest);
  if (runtime.dialogs && definition.secretScope === 'user' && signInOfImport(taken))
    showSignIn(runtime, taken, beginSignIn(runtime, taken));
  runtime.dialogs?.toast(`"${view.name}" runs as you from now on. Schedule: ${view.scheduleText}.`);
  return view;
}

function newKeys(runtime: Runtime, definition: ImportDefinition, request: Request | undefined): Secrets {
  // What comes by signing in is nobody's to type: the new owner signs in.
  const signedInFor = signInOfImport(definition)?.fills ?? [];
  const missing = secretViews(runtime, definition).filter(
    ({ path, isSet, hint }) => isSet && hint === undefined && !signedInFor.includes(path),
  );
  const given = recordOf(request, 'secrets');
  const keys: Secrets = {};
  for (const { path, label } of missing) {
    const text = String(given[path] ?? '').trim();
    const typed =
      text === '' && runtime.dialogs
        ? runtime.dialogs.ask(label, `The key of ${definition.owner.name} is private. Enter your own:`)
        : text;
    if (typed === '')
      throw new Error(
        `[${definition.source}] "${definition.name}" needs your own key (${label}): that of ${definition.owner.name} is private. Nothing was changed.`,
      );
    keys[path] = typed;
  }
  return keys;
}
