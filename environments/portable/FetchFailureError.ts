import type { FetchFailure } from '../../src/Core/EnvironmentAdapter';

/** What `Environment.fetch` throws when no answer came. Known by its literal `name`. */
export class FetchFailureError extends Error {
  readonly failure: FetchFailure;

  constructor(failure: FetchFailure) {
    super(failure.message);
    this.name = 'FetchFailureError';
    this.failure = failure;
  }
}
