import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import type { Request } from '../Request';
import type { Runtime } from '../Runtime';
import { withSuccessors } from '../state/MoveSecrets';
import { SecretStore } from '../state/SecretStore';
import { entryOf } from '../ticker/DigestRepair';
import { syncTicker } from '../ticker/TickerTrigger';
import { draftOf, type Draft } from './ImportDraft';
import { askForImport } from './ImportForm';
import { viewOf, type ImportView } from './ImportView';
import { beginSignIn, showSignIn } from './SignIn';
import { requireOwnFile } from './ReconnectFile';

/**
 * Saves a new import or a change of one, checked as a whole: every fault is named at once and nothing is saved. Keys
 * that are not given stay as they are.
 */
export function saveImport(runtime: Runtime, request: Request | undefined): ImportView {
  requireOwnFile(runtime);
  const draft = request || !runtime.dialogs ? draftOf(runtime, request ?? {}) : askForImport(runtime);
  const view = store(runtime, draft);
  if (runtime.dialogs && view.signIn?.isSignedIn === false && view.isMine)
    showSignIn(runtime, draft.definition, beginSignIn(runtime, draft.definition));
  return view;
}

/** Keys first: a definition without its key would run as if there were none. */
function store(runtime: Runtime, { definition, secrets }: Draft): ImportView {
  const { id, secretScope, owner } = definition;
  const secretStore = new SecretStore(runtime.userProperties, runtime.documentProperties);
  const isMine = owner.id === runtime.me.id;
  const before = isMine ? runtime.imports.find(id)?.secretScope : undefined;
  if (isMine) {
    secretStore.write(id, secretScope, secrets);
    if (before !== undefined && before !== secretScope) secretStore.write(id, before, {});
  }
  withSuccessors(runtime, Object.values(secrets), { from: before ?? secretScope, to: secretScope }, () => {
    runtime.imports.save(definition);
  });
  const digest = runtime.digest.update(known => {
    known.imports[id] = entryOf(definition, known.imports[id], EnvironmentAdapter.now());
  });
  if (isMine) syncTicker(runtime);
  const view = viewOf(runtime, definition, digest);
  runtime.dialogs?.toast(`"${view.name}" was saved. Schedule: ${view.scheduleText}.`);
  return view;
}
