/** How a run stands or ended. PAUSED is not a failure: the next run goes on where this one stopped. */
export const EXECUTION_STATUS = {
  IN_PROGRESS: 'IN_PROGRESS',
  DONE: 'DONE',
  PAUSED: 'PAUSED',
  ERROR: 'ERROR',
} as const;

export type ExecutionStatus = (typeof EXECUTION_STATUS)[keyof typeof EXECUTION_STATUS];
