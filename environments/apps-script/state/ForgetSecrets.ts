import { forgetGrants } from '../../../src/Core/Auth/GrantStore';
import type { Runtime } from '../Runtime';
import { SecretStore } from './SecretStore';

/**
 * What services put in place of keys that an import no longer has. Keys that another import has too are left alone:
 * without their successor it could not go on.
 */
export function forgetSuccessors(runtime: Runtime, importId: string, gone: readonly string[]): void {
  if (!gone.length) return;
  const { imports, userProperties, documentProperties } = runtime;
  const store = new SecretStore(userProperties, documentProperties);
  const others = imports
    .list()
    .filter(({ id }) => id !== importId)
    .flatMap(({ id, secretScope }) => Object.values(store.read(id, secretScope)));
  const unused = gone.filter(key => !others.includes(key));
  for (const properties of [userProperties, documentProperties]) forgetGrants(properties, unused);
}
