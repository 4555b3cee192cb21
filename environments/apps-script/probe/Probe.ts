/** One open question about the platform, asked of the platform. */
export interface Probe {
  /** Key of the expectation. */
  id: string;
  /** What is asked, for people. */
  question: string;
  /** The answer as a short text. What is thrown becomes `throws: message`. */
  ask: (tools: ProbeTools) => string;
}

export interface ProbeTools {
  /** An empty scratch tab of 20 rows and 10 columns, made anew for each probe that asks for it. */
  scratch(): GoogleAppsScript.Spreadsheet.Sheet;
}

export function answerOf(probe: Probe, tools: ProbeTools): string {
  try {
    return probe.ask(tools);
  } catch (error) {
    return `throws: ${messageOf(error)}`;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether something is thrown at the call, or only when writes are sent. */
export function whenThrown(action: () => void): string {
  try {
    action();
  } catch (error) {
    return `at the call: ${messageOf(error)}`;
  }
  try {
    SpreadsheetApp.flush();
  } catch (error) {
    return `at the flush: ${messageOf(error)}`;
  }
  return 'nothing';
}

/** A cell's value with its type. */
export function show(value: unknown): string {
  if (Object.prototype.toString.call(value) === '[object Date]') return 'date';
  return typeof value === 'string' ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
}
