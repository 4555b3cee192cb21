import type { FetchRequest } from '../EnvironmentAdapter';

/** Puts the credentials of one source into its requests. A source makes one in `createAuth()`. */
export interface Auth {
  /**
   * The request with its credentials, as a new object. Called for every attempt anew, because a signature holds for
   * one. May block while a token is fetched, with repetitions of its own; throws an `HttpRequestException` whose
   * `kind` is `refused` when the user has to sign in again.
   */
  sign(request: FetchRequest): FetchRequest;
  /**
   * Gets a new token whatever memory and cache say, because the API refused the one that was sent. Slices that are
   * refused together cause one renewal. Absent where nothing can be renewed: an API key, a password, a signature.
   */
  renew?(): void;
  /** Values to keep out of texts, fetched tokens among them. Grows while tokens are fetched. */
  secrets(): readonly string[];
}
