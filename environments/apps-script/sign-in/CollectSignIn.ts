import { declaredSignIns, type DeclaredSignIn } from '../../../src/Core/Auth/SignIns';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import type { Secrets } from '../../../src/Imports/SecretValues';
import { connectorOf, declarationsOf } from '../Connecting';
import type { Runtime } from '../Runtime';
import { SecretStore } from '../state/SecretStore';
import { SignInStore } from './SignInStore';

/** The sign-in that the chosen option of an import offers. */
export function signInOfImport({ source, values }: ImportDefinition): DeclaredSignIn | undefined {
  const declarations = declarationsOf(connectorOf(source));
  return declaredSignIns(declarations).find(({ choice, option }) => {
    const given = values[choice] ?? declarations[choice]?.default;
    return (isChoice(given) ? given.value : given) === option;
  });
}

function isChoice(value: unknown): value is { value: unknown } {
  return typeof value === 'object' && value !== null && 'value' in value;
}

/** Paths without which the import cannot run, and that a sign-in fills. */
export function neededFills({ params, items, choice }: DeclaredSignIn): string[] {
  return Object.values(params.mapping)
    .filter(item => items[item]?.isRequired)
    .map(item => `${choice}.${item}`);
}

/** Whether what signing in brings is there: what the import cannot do without, and anything at all. */
export function isSignedIn(declared: DeclaredSignIn, has: (path: string) => boolean): boolean {
  return declared.fills.some(has) && neededFills(declared).every(has);
}

/**
 * Puts what a sign-in brought among the keys of its import, wherever those are. Undefined: nothing came since. Only
 * the owner's own sign-in counts: keys of others are none of a colleague's business.
 */
export function collectSignIn(runtime: Runtime, definition: ImportDefinition): Secrets | undefined {
  const { id, secretScope, owner, secretNames } = definition;
  if (owner.id !== runtime.me.id) return undefined;
  const arrivals = new SignInStore(runtime.userProperties);
  const stored = arrivals.read(id);
  if (stored?.stage !== 'arrived') return undefined;
  const store = new SecretStore(runtime.userProperties, runtime.documentProperties);
  const secrets = { ...store.read(id, secretScope), ...stored.secrets };
  store.write(id, secretScope, secrets);
  const names = [...new Set([...secretNames, ...Object.keys(stored.secrets)])];
  if (names.length !== secretNames.length) runtime.imports.save({ ...definition, secretNames: names });
  arrivals.forget(id);
  return secrets;
}
