import { ConfigurationException } from '../../../src/Core/Exceptions';
import type { ImportDefinition, SecretScope } from '../../../src/Imports/ImportDefinition';
import type { Secrets } from '../../../src/Imports/SecretValues';
import { recordOf, textOf, type Request } from '../Request';
import type { Runtime } from '../Runtime';
import { forgetSuccessors } from '../state/ForgetSecrets';
import { withSuccessors } from '../state/MoveSecrets';
import { SecretStore } from '../state/SecretStore';
import { chooseImport } from './ImportChoice';
import { secretViews, type SecretView } from './ImportView';

export interface CredentialsResult {
  importId: string;
  importName: string;
  secretScope: SecretScope;
  secrets: SecretView[];
}

/** What everybody must know before they choose. */
export const SHARING_CONSEQUENCE =
  'Everyone who can edit this file can then run the import, and can also read the key by editing the script.';

const FORGET = 'FORGET';

/**
 * Keys go in and never come out: `secrets` sets them (by parameter), `forget` removes them (a list, or `all`),
 * `secretScope` moves them between `user` and `document`. Whatever is asked, the answer says only what is set.
 */
export function manageCredentials(runtime: Runtime, request: Request | undefined): CredentialsResult {
  const definition = chooseImport(runtime, request, 'Whose credentials would you like to manage?');
  const views = secretViews(runtime, definition);
  const change = request ? changeOf(request, views) : ask(runtime, definition, views);
  const changed = apply(runtime, definition, views, change);
  const { id, name, secretScope } = changed;
  const secrets = secretViews(runtime, changed);
  return { importId: id, importName: name, secretScope, secrets };
}

interface Change {
  set: Secrets;
  forget: string[];
  scope: SecretScope | undefined;
}

function changeOf(request: Request, views: readonly SecretView[]): Change {
  // A field that was left blank changes nothing: a key is removed by `forget` only.
  const set = Object.fromEntries(
    Object.entries(recordOf(request, 'secrets'))
      .map(([path, value]) => [path, String(value ?? '').trim()] as const)
      .filter(([, text]) => text !== ''),
  );
  const given = request['forget'];
  const forget =
    given === 'all' ? views.map(({ path }) => path) : Array.isArray(given) ? given.map(String) : [];
  const scope = textOf(request, 'secretScope');
  const paths = views.map(({ path }) => path);
  const faults = [...Object.keys(set), ...forget]
    .filter(path => !paths.includes(path))
    .map(path => ({
      message: `${path}: this import has no such key. It has: ${paths.join(', ') || 'none'}.`,
    }));
  if (scope !== undefined && scope !== 'user' && scope !== 'document')
    faults.push({
      message: `Who may use the key: "user" (only you) or "document" (everyone who edits the file), not "${scope}".`,
    });
  if (faults.length) throw new ConfigurationException('Sheetbound', faults);
  return { set, forget, scope: scope as SecretScope | undefined };
}

function ask(
  { dialogs }: Runtime,
  { name, secretScope }: ImportDefinition,
  views: readonly SecretView[],
): Change {
  const change: Change = { set: {}, forget: [], scope: undefined };
  if (!dialogs) return change;
  if (!views.length) {
    dialogs.alert(`Credentials of ${name}`, 'This import needs no key.');
    return change;
  }
  for (const { path, label, isSet, hint } of views) {
    const present = isSet
      ? `There is one${hint === undefined ? '' : ` (${hint})`}. Type ${FORGET} to remove it.`
      : 'There is none.';
    const typed = dialogs.ask(label, `${present}\nType a new one, or leave it empty to change nothing.`);
    if (typed === FORGET) change.forget.push(path);
    else if (typed !== '') change.set[path] = typed;
  }
  const isShared = secretScope === 'document';
  const question = isShared
    ? 'Every editor of this file can use and read these keys. Keep it so? (No: only you.)'
    : `Only you can use these keys. Share them with everyone who can edit this file? ${SHARING_CONSEQUENCE}`;
  const wantsShared = dialogs.confirm('Who may use the keys?', question);
  if (wantsShared !== isShared) change.scope = wantsShared ? 'document' : 'user';
  return change;
}

function apply(
  runtime: Runtime,
  definition: ImportDefinition,
  views: readonly SecretView[],
  { set, forget, scope }: Change,
): ImportDefinition {
  const isChange = Object.keys(set).length > 0 || forget.length > 0 || scope !== undefined;
  if (!isChange) return definition;
  const { id, owner, secretScope, name } = definition;
  if (owner.id !== runtime.me.id)
    throw new Error(
      `[Sheetbound] The keys of "${name}" belong to ${owner.name}. Nothing was changed. Use Sheetbound > Advanced > Take over schedule to run it with your own.`,
    );
  const store = new SecretStore(runtime.userProperties, runtime.documentProperties);
  const before = store.read(id, secretScope);
  const secrets = { ...before, ...set };
  for (const path of forget) delete secrets[path];
  const target = scope ?? secretScope;
  store.write(id, target, secrets);
  if (target !== secretScope) store.write(id, secretScope, {});
  const gone = Object.values(before).filter(key => !Object.values(secrets).includes(key));
  forgetSuccessors(runtime, id, gone);
  const required = views.filter(({ isRequired }) => isRequired).map(({ path }) => path);
  const names = new Set([...definition.secretNames, ...Object.keys(secrets)]);
  for (const path of forget) if (!required.includes(path)) names.delete(path);
  const changed = { ...definition, secretScope: target, secretNames: [...names] };
  withSuccessors(runtime, Object.values(secrets), { from: secretScope, to: target }, () => {
    runtime.imports.save(changed);
  });
  runtime.dialogs?.toast(`The credentials of "${name}" were changed.`);
  return changed;
}
