import type { SpreadsheetState } from './spreadsheet/SpreadsheetState';
import type { StoredTrigger } from './triggers/StoredTrigger';

/** `callback`: a browser that another site sent back to the script. */
export type ExecutionKind =
  'editor' | 'menu' | 'page' | 'callback' | 'simple-trigger' | 'open-trigger' | 'time-trigger';

/** How Google's list of executions would show it. */
export type ExecutionStatus = 'running' | 'completed' | 'failed' | 'timed out';

/** One execution, as plain data. Times are milliseconds since 1970 on the virtual clock. */
export interface ExecutionRecord {
  id: string;
  user: string;
  functionName: string;
  kind: ExecutionKind;
  status: ExecutionStatus;
  startedAt: number;
  endedAt: number;
  /** What ended a failed or timed out execution. */
  error?: { name: string; message: string; stack: string };
  /** A copy of what the function returned; from a page: what the success handler is called with. */
  result?: unknown;
  /** Lines of console and Logger, each begun by its level. */
  log: string[];
  /** Full names of the service calls, in order. */
  calls: string[];
}

export interface Mail {
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo?: string;
  /** Sender's name. */
  name?: string;
  subject: string;
  body: string;
  htmlBody?: string;
  attachments: { name: string; contentType: string; bytes: number[] }[];
  sentAt: number;
}

/** What a user saw: an alert or prompt with its answer, or a page. */
export interface DialogRecord {
  kind: 'alert' | 'prompt' | 'modal' | 'modeless' | 'sidebar';
  title: string;
  message?: string;
  buttons?: string;
  html?: string;
  width?: number;
  height?: number;
  answer?: { button: string; text?: string };
  shownAt: number;
}

export interface ToastRecord {
  message: string;
  title: string;
  seconds: number;
  shownAt: number;
}

export interface QuotaUse {
  /** When the first use of this window was; the window is 24 hours. */
  since: number;
  used: number;
}

export interface UserState {
  email: string;
  /** Language of the user, e.g. `en`. */
  locale: string;
  account: 'consumer' | 'workspace';
  /** `all`: whatever the manifest asks for. */
  grantedScopes: 'all' | string[];
  properties: Record<string, string>;
  triggers: StoredTrigger[];
  /** Used amounts by the feature names of `Quotas.ts`. */
  quotas: Record<string, QuotaUse>;
  dialogs: DialogRecord[];
  toasts: ToastRecord[];
}

export interface CacheEntry {
  value: string;
  expiresAt: number;
}

export interface LibraryState {
  scriptProperties: Record<string, string>;
  caches: Record<string, Record<string, CacheEntry>>;
}

/** Everything that outlives an execution, as JSON; `Emulator.toJSON` adds the spreadsheet. */
export interface EmulatorState {
  version: 1;
  /** Virtual milliseconds since 1970. */
  now: number;
  scriptId: string;
  counters: { execution: number; trigger: number };
  scriptProperties: Record<string, string>;
  documentProperties: Record<string, string>;
  /** By `script`, `document` or `user:<email>`; entries in the order of their writing. */
  caches: Record<string, Record<string, CacheEntry>>;
  /** Locks that something outside this emulator holds, by scope as in `caches`: until when. */
  heldLocks: Record<string, number>;
  /** What libraries keep as their own, by script id. Absent until one keeps something. */
  libraries?: Record<string, LibraryState>;
  users: UserState[];
  outbox: Mail[];
  executions: ExecutionRecord[];
  /** Only in a saved state. */
  spreadsheet?: SpreadsheetState;
}

/** Google's list of executions goes back seven days. */
const KEPT = 7 * 24 * 60 * 60_000;

/** A deep copy by way of JSON, which is how a state is kept; executions older than seven days are left out. */
export function copyState(state: EmulatorState): EmulatorState {
  const executions = state.executions.filter(({ startedAt }) => startedAt > state.now - KEPT);
  return JSON.parse(JSON.stringify({ ...state, executions })) as EmulatorState;
}

/** Refuses a state that this version cannot read. */
export function assertReadable(state: EmulatorState): void {
  if ((state as { version: unknown }).version !== 1)
    throw new Error(
      `This emulator state has version ${String(state.version)}; this version of sheetbound reads version 1. ` +
        'Nothing was changed. Update sheetbound, or start with a new state file.',
    );
}
