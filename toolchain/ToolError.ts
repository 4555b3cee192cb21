/**
 * A command of the toolchain cannot go on. The message says who speaks, what happened, what was and was not changed,
 * and what to do; it holds no token.
 */
export class ToolError extends Error {
  /** `kind` `invalid`: the command or the configuration has to be changed first (exit code 2); else exit code 1. */
  constructor(
    message: string,
    readonly kind: 'failed' | 'invalid' = 'failed',
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ToolError';
  }
}
