import CliTable from 'cli-table3';
import { oneLine } from './Terminal';

/** Longest cell of a table in characters, unless a table says otherwise. */
const LONGEST_CELL = 60;

/** A table of plain text, the same on a terminal and in a file. Columns named in `right` are aligned to the right. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
  longest = LONGEST_CELL,
): string {
  const table = new CliTable({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map(name => (right.includes(name) ? 'right' : 'left')),
  });
  for (const row of rows) table.push(row.map(cell => shorten(oneLine(cell), longest)));
  return table.toString();
}

function shorten(text: string, longest: number): string {
  const characters = [...text];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}
