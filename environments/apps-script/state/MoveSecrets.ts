import { copyGrants, forgetGrants } from '../../../src/Core/Auth/GrantStore';
import type { SecretScope } from '../../../src/Imports/ImportDefinition';
import type { Runtime } from '../Runtime';

/**
 * What services put in place of keys goes with them, wherever they are kept from now on: without it those that are good
 * for one use are of none. It stays in the old place until `save` has said where the keys are.
 */
export function withSuccessors(
  runtime: Runtime,
  keys: readonly string[],
  { from, to }: { from: SecretScope; to: SecretScope },
  save: () => void,
): void {
  const storeOf = (scope: SecretScope) =>
    scope === 'document' ? runtime.documentProperties : runtime.userProperties;
  if (from !== to) copyGrants(storeOf(from), storeOf(to), keys);
  save();
  if (from !== to) forgetGrants(storeOf(from), keys);
}
