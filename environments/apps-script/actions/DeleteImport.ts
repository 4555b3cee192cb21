import { Cancelled } from '../Dialogs';
import { textOf, type Request } from '../Request';
import type { Runtime } from '../Runtime';
import { leaseOf } from '../Running';
import { DocumentRunState } from '../state/RunStates';
import { DocumentTabMemory } from '../state/DocumentTabMemory';
import { SignInStore } from '../sign-in/SignInStore';
import { forgetSuccessors } from '../state/ForgetSecrets';
import { SecretStore } from '../state/SecretStore';
import { syncTicker } from '../ticker/TickerTrigger';
import { chooseImport } from './ImportChoice';

export interface DeleteResult {
  importName: string;
  message: string;
}

/** Removes an import with its schedule, progress and keys. Its data tabs stay, as ordinary tabs. */
export function deleteImport(runtime: Runtime, request: Request | undefined): DeleteResult {
  const { documentProperties, userProperties, dialogs, imports, digest } = runtime;
  // Nobody is asked here: what shall go must be said.
  if (!dialogs && textOf(request, 'importId') === undefined)
    throw new Error('[Sheetbound] Say which import shall be removed: "importId". Nothing was removed.');
  const broken = imports.unreadable().find(({ id }) => id === textOf(request, 'importId'));
  const definition = broken ? undefined : chooseImport(runtime, request, 'Which import shall be removed?');
  const id = definition?.id ?? broken?.id ?? '';
  const name = definition?.name ?? id;
  const question = `Remove "${name}"? Its schedule, progress and keys go; its data stays in its tabs.`;
  if (dialogs && !dialogs.confirm('Remove import', question)) throw new Cancelled();
  // A run under way would write its progress again, for nobody.
  leaseOf(runtime, id).acquire();
  digest.update(known => {
    delete known.imports[id];
  });
  const secrets = new SecretStore(userProperties, documentProperties);
  const keys = (['user', 'document'] as const).flatMap(scope => Object.values(secrets.read(id, scope)));
  secrets.forget(id);
  forgetSuccessors(runtime, id, keys);
  new SignInStore(userProperties).forget(id);
  new DocumentRunState(documentProperties, id, name).delete();
  const tabs = new DocumentTabMemory(documentProperties);
  for (const target of tabs.targetsOf(id)) tabs.delete(target);
  documentProperties.delete(`sheetbound.lease.${id}`);
  imports.delete(id);
  syncTicker(runtime);
  const message = `"${name}" was removed. Its data tabs are left as they are.`;
  dialogs?.toast(message);
  return { importName: name, message };
}
