import { boundsOf, groupsOf, type OwnedColumn } from './Layout';
import { FORMATS, setFormats } from './Header';
import { FIRST_ROW, type Table } from './Table';
import type { AddedRow } from './TablePlan';

/** Adds rows to the grid of `rows` so that there are `lastRow`. */
export function growTo(table: Table, rows: number, lastRow: number): void {
  if (lastRow > rows) table.sheet.insertRowsAfter(rows, lastRow - rows);
}

/** Writes new rows from `row` down, one call for each range of neighbouring columns of ours. */
export function appendRows(table: Table, added: readonly AddedRow[], row: number): void {
  const { columns } = table.layout;
  for (const group of groupsOf(columns)) {
    const places = group.map(column => columns.indexOf(column));
    const values = added.map(({ cells }) => places.map(place => cells[place] ?? ''));
    table.sheet.getRange(row, group[0]?.index ?? 1, values.length, group.length).setValues(values);
  }
}

/** Shows the days of new rows as those of the last row are shown, which the user may have chosen. */
export function formatNewRows(table: Table, row: number, count: number): void {
  const dated = table.layout.columns.filter(({ type }) => FORMATS[type] !== undefined);
  if (!dated.length) return;
  if (row === FIRST_ROW) {
    setFormats(table.sheet, dated, row, count);
    return;
  }
  const { first, last } = boundsOf(dated);
  const formats = table.sheet.getRange(row - 1, first, 1, last - first + 1).getNumberFormats()[0] ?? [];
  const formatOf = ({ index, type }: OwnedColumn) => {
    const format = formats[index - first] ?? '';
    return /[ydh]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|general/gi, '')) ? format : (FORMATS[type] ?? '');
  };
  for (const format of new Set(dated.map(formatOf))) {
    for (const group of groupsOf(dated.filter(column => formatOf(column) === format)))
      table.sheet.getRange(row, group[0]?.index ?? 1, count, group.length).setNumberFormat(format);
  }
}
