import { deleteChunked, readChunked, writeChunked } from '../../../src/Core/ChunkedProperty';
import { isNamed } from '../../../src/Core/Exceptions';
import type { PropertyStore } from '../../../src/Core/EnvironmentAdapter';
import type { SecretScope } from '../../../src/Imports/ImportDefinition';
import type { Secrets } from '../../../src/Imports/SecretValues';

const PREFIX = 'sheetbound.secrets.';

/**
 * Keys of imports: with whoever entered them, where no colleague can read them, or in the document properties, where
 * every editor of the file can.
 */
export class SecretStore {
  constructor(
    private readonly user: PropertyStore,
    private readonly document: PropertyStore,
  ) {}

  read(importId: string, scope: SecretScope): Secrets {
    try {
      return JSON.parse(readChunked(this.storeOf(scope), PREFIX + importId) ?? '{}') as Secrets;
    } catch (error) {
      // What is damaged has to be entered anew; a service that fails says nothing about the key.
      if (isNamed(error, 'StateException') || isNamed(error, 'SyntaxError')) return {};
      throw error;
    }
  }

  write(importId: string, scope: SecretScope, secrets: Secrets): void {
    if (Object.keys(secrets).length)
      writeChunked(this.storeOf(scope), PREFIX + importId, JSON.stringify(secrets));
    else deleteChunked(this.storeOf(scope), PREFIX + importId);
  }

  /** Both places: what the present user can reach is gone afterwards. */
  forget(importId: string): void {
    deleteChunked(this.user, PREFIX + importId);
    deleteChunked(this.document, PREFIX + importId);
  }

  private storeOf(scope: SecretScope): PropertyStore {
    return scope === 'document' ? this.document : this.user;
  }
}
