/** One call of clasp. */
export interface ClaspJob {
  /** The words after `clasp`. */
  words: readonly string[];
  /** Working directory: clasp reads paths of `filePushOrder` from there. */
  folder: string;
}

/** What clasp did. An exit code of 0 alone proves nothing: clasp ends with it although it skipped a push. */
export interface ClaspResult {
  exitCode: number;
  stdout: string;
  stderr: string;
  /** HTTP status of Google's refusal, where it is known. */
  status?: number;
  /** It took too long and was ended; what it had sent may have arrived. */
  timedOut: boolean;
}

/** Where clasp is installed. */
export interface InstalledClasp {
  version: string;
  /** The script that its command runs. */
  bin: string;
  /** The module with `makeProgram`, which lets one process do several calls; absent where clasp has none such. */
  program?: string;
  /** A version that Sheetbound is not tested with: what to tell. */
  note?: string;
}

/** From the process that holds clasp. */
export type FromClasp = { kind: 'ready' } | { kind: 'unusable' } | { kind: 'done'; result: ClaspResult };
