import type { Tab } from '../SpreadsheetModel';
import type { SheetsContext } from './SheetsContext';

/** Refuses a tab that was deleted: objects of it refuse everything. */
export function requireLive(context: SheetsContext, sheet: Tab): void {
  if (!sheet.file.sheets.includes(sheet)) throw context.host.exception(`Sheet ${String(sheet.id)} not found`);
}
