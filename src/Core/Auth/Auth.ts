import type { FetchRequest, PropertyScope } from '../EnvironmentAdapter';
import type { Steps } from '../FetchProtocol';

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
   * refused together cause one renewal: `refused` is the request as it was signed, so that its token can be compared
   * with the present one. Absent where nothing can be renewed: an API key, a password, a signature.
   */
  renew?(refused: FetchRequest): void;
  /**
   * Gets a token before the first request, as steps: whoever signs for several accounts has theirs fetched together.
   * What fails here is left to `sign`, which repeats and throws. Absent where nothing is fetched one by one.
   */
  prepare?(): Steps<void>;
  /** Values to keep out of texts, fetched tokens among them. Grows while tokens are fetched. */
  secrets(): readonly string[];
}

/** What a strategy knows of the source that it signs for: `source.authContext()`. */
export interface AuthContext {
  /** Who speaks in messages. */
  speaker: string;
  /** Where a replaced refresh token is kept: with whoever entered it, or for all editors of the file. */
  secretScope: PropertyScope;
  /** Repetitions of a failed token request after the first attempt. */
  maxRetries: number;
  /** Milliseconds before the first repetition. */
  initialDelay: number;
  /** Told of every request for a token. */
  onRequest(): void;
  /** Everything secret that was entered for the source, also what this strategy does not use: a service may repeat it. */
  sourceSecrets(): readonly string[];
}
