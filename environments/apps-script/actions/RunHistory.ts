import { HISTORY_TAB } from '../file/HistoryTab';
import { numberOf, textOf, type Request } from '../Request';
import type { Runtime } from '../Runtime';

export interface HistoryResult {
  /** Latest first; by caption, as the cells show them. */
  runs: Record<string, string | number>[];
}

const DEFAULT_COUNT = 20;
const MOST = 500;

/** The latest runs, of one import with `importId`. From the menu: shows the tab. */
export function getRunHistory(runtime: Runtime, request: Request | undefined): HistoryResult {
  const id = textOf(request, 'importId');
  const count = Math.min(MOST, numberOf(request, 'limit') ?? DEFAULT_COUNT);
  const runs = runtime.history.latest(count, id === undefined ? undefined : runtime.imports.get(id).name);
  if (runtime.dialogs && !runtime.history.show())
    runtime.dialogs.alert(HISTORY_TAB, 'Nothing has run in this file yet.');
  return { runs };
}
