import CliTable from 'cli-table3';
import { oneLine } from './Terminal';

/** Longest cell of a table in characters. */
const LONGEST_CELL = 60;

/** A table of plain text, the same on a terminal and in a file. Columns named in `right` are aligned to the right. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string {
  const table = new CliTable({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map(name => (right.includes(name) ? 'right' : 'left')),
  });
  for (const row of rows) table.push(row.map(cell => shorten(oneLine(cell))));
  return table.toString();
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST_CELL ? `${characters.slice(0, LONGEST_CELL - 1).join('')}…` : text;
}
