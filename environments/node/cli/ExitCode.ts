/** What the shell is told. Scripts depend on these numbers. */
export const EXIT_CODE = {
  /** Everything asked for was done. */
  DONE: 0,
  /** The import, or a part of it, failed; what was stored before stays. */
  FAILED: 1,
  /** The command, the configuration or the state file cannot be used; nothing was fetched. */
  INVALID: 2,
  /** Stopped or out of time; the same command goes on. */
  PAUSED: 3,
} as const;

export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];
