import type { Tab } from '../SpreadsheetModel';
import type { SheetsContext } from './SheetsContext';

type Methods = Record<string, (...args: unknown[]) => unknown>;

/** An object of a tab that was deleted refuses everything. */
export function requireLive(context: SheetsContext, sheet: Tab, methods: Methods): Methods {
  const entries = Object.entries(methods).map(([name, method]): [string, Methods[string]] => [
    name,
    (...args) => {
      if (!sheet.file.sheets.includes(sheet))
        throw context.host.exception(`Sheet ${String(sheet.id)} not found`);
      return method(...args);
    },
  ]);
  return Object.fromEntries(entries);
}
