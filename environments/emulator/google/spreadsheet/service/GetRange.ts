import { parseRange, splitSheetName, type Box } from '../A1';
import type { SpreadsheetModel, Tab } from '../SpreadsheetModel';
import type { RangeRef, SheetsContext } from './SheetsContext';

const OUTSIDE = 'The coordinates of the range are outside the dimensions of the sheet.';

function startRefusal(box: Box): string | undefined {
  if (box.row < 1) return 'The starting row of the range is too small.';
  if (box.column < 1) return 'The starting column of the range is too small.';
  if (box.rows < 1) return 'The number of rows in the range must be at least 1.';
  if (box.columns < 1) return 'The number of columns in the range must be at least 1.';
  return undefined;
}

/** Refuses a box that does not lie in the grid, in Google's words. */
export function requireInside(context: SheetsContext, sheet: Tab, box: Box): Box {
  const numbers = [box.row, box.column, box.rows, box.columns];
  if (!numbers.every(Number.isFinite))
    throw context.host.exception('The coordinates or dimensions of the range are invalid.');
  const refusal = startRefusal(box);
  if (refusal !== undefined) throw context.host.exception(refusal);
  const { maxRows, maxColumns } = sheet.grid;
  if (box.row + box.rows - 1 > maxRows || box.column + box.columns - 1 > maxColumns)
    throw context.host.exception(OUTSIDE);
  return box;
}

/** Finds A1, R1C1 or a named range; a tab title in front wins over `sheet`. */
export function findRange(
  context: SheetsContext,
  file: SpreadsheetModel,
  sheet: Tab,
  text: string,
): RangeRef {
  const named = file.namedRanges.find(({ name }) => name.toLowerCase() === text.toLowerCase());
  if (named) return { sheet: file.sheet(named.sheetId), box: named.box };
  const { sheet: title, range } = splitSheetName(text);
  const target = title === undefined ? sheet : file.findSheet(title);
  const box = target && parseRange(range, { rows: target.grid.maxRows, columns: target.grid.maxColumns });
  if (!target || !box) throw context.host.exception('Range not found');
  return { sheet: target, box: requireInside(context, target, box) };
}

/** `Sheet.getRange` in its forms: by numbers, or by A1 notation. */
export function getRange(context: SheetsContext, sheet: Tab, args: readonly unknown[]): RangeRef {
  const method = 'SpreadsheetApp.Sheet.getRange';
  if (args.length === 1 && typeof args[0] === 'string') return findRange(context, sheet.file, sheet, args[0]);
  if (args.length < 2 || args.length > 4) throw context.mismatch(method, args);
  const [row = 0, column = 0, rows = 1, columns = 1] = args.map(value => {
    if (typeof value === 'number') return Math.trunc(value);
    return context.integer(value, method, args);
  });
  return { sheet, box: requireInside(context, sheet, { row, column, rows, columns }) };
}
