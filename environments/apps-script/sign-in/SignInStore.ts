import { deleteChunked, readChunked, writeChunked } from '../../../src/Core/ChunkedProperty';
import type { SignIn } from '../../../src/Core/Auth/AuthorizationCode';
import type { PropertyStore } from '../../../src/Core/EnvironmentAdapter';
import { isNamed } from '../../../src/Core/Exceptions';
import type { Secrets } from '../../../src/Imports/SecretValues';

const PREFIX = 'sheetbound.signIn.';
const VERSION = 1;

/** What is known of the latest sign-in of one import. */
export type StoredSignIn =
  | {
      /** The user is at the API's page. */
      stage: 'begun';
      /** Comes back in the state token: a link of before is refused by it. */
      attempt: string;
      /** The parameter whose option is signed in to. */
      choice: string;
      /** Without the state: Google keeps that. */
      signIn: SignIn;
    }
  | { stage: 'arrived'; secrets: Secrets }
  | { stage: 'failed'; message: string };

/**
 * The properties of whoever signs in: the only store that is certainly there when the browser comes back, because the
 * file is not. What has arrived waits there for the next execution that has the file.
 */
export class SignInStore {
  constructor(private readonly user: PropertyStore) {}

  /** Undefined too for what another version wrote, or what is damaged: it can be begun anew. */
  read(importId: string): StoredSignIn | undefined {
    try {
      const text = readChunked(this.user, PREFIX + importId);
      if (text === undefined) return undefined;
      const { version, ...stored } = JSON.parse(text) as StoredSignIn & { version: number };
      return version === VERSION ? (stored as StoredSignIn) : undefined;
    } catch (error) {
      if (isNamed(error, 'StateException') || isNamed(error, 'SyntaxError')) return undefined;
      throw error;
    }
  }

  write(importId: string, stored: StoredSignIn): void {
    writeChunked(this.user, PREFIX + importId, JSON.stringify({ version: VERSION, ...stored }));
  }

  forget(importId: string): void {
    deleteChunked(this.user, PREFIX + importId);
  }
}
