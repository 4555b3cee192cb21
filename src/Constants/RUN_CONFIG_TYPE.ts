/** Why a run happens. A manual backfill loads a range of days and leaves the cursors alone. */
export const RUN_CONFIG_TYPE = {
  INCREMENTAL: 'INCREMENTAL',
  MANUAL_BACKFILL: 'MANUAL_BACKFILL',
} as const;

export type RunConfigType = (typeof RUN_CONFIG_TYPE)[keyof typeof RUN_CONFIG_TYPE];
