import type { StorageTarget } from '../../Core/AbstractStorage';
import type { Row } from '../../Core/Schema';
import { toInput, type CellInput } from './Cells';
import { byField, digestOf, withinUndoLimit, type TableChange } from './ChangeJournal';
import { captionInput, FORMATS, freshLayout, noteOf, setFormats } from './Header';
import { boundsOf, groupsOf, type Layout, type OwnedColumn } from './Layout';
import type { Sheet } from './Sheet';
import type { SheetClock } from './SheetClock';
import { FIRST_ROW } from './Table';
import type { TableKeys } from './TableKeys';
import { emptyWarning } from './PlanWarnings';
import { distinct } from './TablePlan';

/** The grid that `insertSheet` makes. */
const NEW_ROWS = 1000;
const NEW_COLUMNS = 26;
/** Above this many rows, columns that nothing stands in are given back: they count to the limit of the file. */
const MOST_ROWS_WITH_SPARE_COLUMNS = 20_000;

/** Cells by which a new tab's grid grows for so many rows. */
export function freshGrowth(fields: number, rows: number): number {
  const columns = rows > MOST_ROWS_WITH_SPARE_COLUMNS ? Math.max(fields, 1) : Math.max(fields, NEW_COLUMNS);
  return Math.max(rows + 1, NEW_ROWS) * columns - NEW_ROWS * NEW_COLUMNS;
}

/**
 * Fills a tab that was made just now: grid, looks, then header and rows in one write, then the markers. An execution
 * that ends in between leaves a tab that the next one recognises by its captions.
 */
export function fillFreshTab(
  target: StorageTarget,
  sheet: Sheet,
  records: readonly Row[],
  keys: TableKeys,
  clock: SheetClock,
  onChange: (change: TableChange) => void,
): { layout: Layout; added: number; warnings: string[] } {
  const layout = freshLayout(target);
  const { columns } = layout;
  if (!columns.length) return { layout, added: 0, warnings: [] };
  const wanted = distinct(target, records, keys);
  const rows: Row[] = [];
  const cells: CellInput[][] = [];
  for (const row of wanted) {
    const inputs = columns.map(({ field, type }) => toInput(row[field], type, clock));
    if (inputs.every(input => input === '')) continue;
    rows.push(row);
    cells.push(inputs);
  }
  fitColumns(sheet, columns.length, rows.length);
  sheet.setFrozenRows(1);
  formatNewGrid(sheet, columns);
  if (rows.length >= NEW_ROWS) sheet.insertRowsAfter(NEW_ROWS, rows.length + 1 - NEW_ROWS);
  if (rows.length) {
    const added = rows.map(
      (row, i) => [keys.ofRow(row), digestOf(byField(columns, cells[i] ?? []))] as const,
    );
    onChange(withinUndoLimit({ targetId: target.id, edits: [], added, removed: [] }));
  }
  const values: CellInput[][] = [columns.map(({ field }) => captionInput(target, field))];
  for (const row of cells) values.push(row);
  sheet.getRange(1, 1, values.length, columns.length).setValues(values);
  sheet.getRange(1, 1, 1, columns.length).setNotes([columns.map(({ field }) => noteOf(target, field))]);
  return { layout, added: rows.length, warnings: emptyWarning(wanted.length - rows.length) };
}

function fitColumns(sheet: Sheet, columns: number, rows: number): void {
  if (columns > NEW_COLUMNS) sheet.insertColumnsAfter(NEW_COLUMNS, columns - NEW_COLUMNS);
  else if (columns < NEW_COLUMNS && rows > MOST_ROWS_WITH_SPARE_COLUMNS)
    sheet.deleteColumns(columns + 1, NEW_COLUMNS - columns);
}

/** Shows days as days, in two calls at most. Rows that are inserted below look like those above them. */
function formatNewGrid(sheet: Sheet, columns: readonly OwnedColumn[]): void {
  const dated = columns.filter(({ type }) => FORMATS[type] !== undefined);
  if (!dated.length) return;
  const kinds = new Set(dated.map(({ type }) => type)).size;
  if (kinds === 1 ? groupsOf(dated).length <= 2 : dated.length === 2) {
    setFormats(sheet, dated, FIRST_ROW, NEW_ROWS - 1);
    return;
  }
  const { first, last } = boundsOf(dated);
  const formats = columns.slice(first - 1, last).map(({ type }) => FORMATS[type] ?? 'general');
  const grid = Array.from({ length: NEW_ROWS - 1 }, () => formats);
  sheet.getRange(FIRST_ROW, first, grid.length, formats.length).setNumberFormats(grid);
}
