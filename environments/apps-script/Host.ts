/**
 * The script that Sheetbound works for. Bound to a spreadsheet, it is this script itself; a library works for the
 * script that includes it, and is handed what Google would otherwise give it of its own.
 */
export interface Host {
  readonly spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet;
  /** Keeps executions apart that change the same stores: the script's or the document's, not a user's. */
  readonly lock: GoogleAppsScript.Lock.Lock;
  readonly documentProperties: GoogleAppsScript.Properties.Properties;
  readonly userProperties: GoogleAppsScript.Properties.Properties;
  /** Fetched access tokens of whoever runs the script. */
  readonly userCache: GoogleAppsScript.Cache.Cache;
  /** A function that returns a list of the script's own connectors; undefined: it has none. */
  readonly registerConnectors?: unknown;
}

/** In another file of the project, if its author wrote one. Looked at when it is asked for, never at load. */
declare const registerConnectors: unknown;

/** Each service is asked when it is needed: an idle wake-up needs one. */
const thisScript: Host = {
  get spreadsheet() {
    return SpreadsheetApp.getActiveSpreadsheet();
  },
  get lock() {
    return LockService.getScriptLock();
  },
  get documentProperties() {
    return PropertiesService.getDocumentProperties();
  },
  get userProperties() {
    return PropertiesService.getUserProperties();
  },
  get userCache() {
    return CacheService.getUserCache();
  },
  get registerConnectors() {
    return typeof registerConnectors === 'undefined' ? undefined : registerConnectors;
  },
};

let current: Host | undefined = thisScript;

/** Throws in a library that was called without `forHost`. */
export function host(): Host {
  if (current) return current;
  throw new Error(
    '[Sheetbound] This script is a library and keeps nothing of its own. Nothing was done. Call it by way of forHost({ ... }), see docs/as-a-library.md.',
  );
}

/** A library must not mix the data of the scripts that include it: without `forHost` nothing works. */
export function workForOthersOnly(): void {
  current = undefined;
}

/** What functions of the including script do with the library by themselves is for this host from now on. */
export function workOutsideFor(given: Host): void {
  if (current !== thisScript) current = given;
}

/** `action` as it works for this host, whichever one was at work before. */
export function boundTo<A extends unknown[], R>(given: Host, action: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    const before = current;
    current = given;
    try {
      return action(...args);
    } finally {
      current = before;
    }
  };
}
