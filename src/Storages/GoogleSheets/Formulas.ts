const TEXT_OR_SHEET = /("(?:[^"]|"")*"|'(?:[^']|'')*'!)/;
const CELL = /(?<![\w$!.])(\$?[A-Za-z]{1,3})(\d+)(?![\w(.])/g;

/** Maps the row numbers of relative references to cells of the same tab; texts in the formula stay as they are. */
function mapRows(formula: string, map: (row: number) => string): string {
  return formula
    .split(TEXT_OR_SHEET)
    .map((part, i) =>
      i % 2 === 1
        ? part
        : part.replace(CELL, (_, letters: string, digits: string) => letters + map(Number(digits))),
    )
    .join('');
}

/** A formula as it reads in another row: what it takes from its own row it takes from the new one. */
export function movedFormula(formula: string, from: number, to: number): string {
  return mapRows(formula, row => String(row === from ? to : row));
}

/** The formula with rows counted from its own: equal down a column that was filled down. */
export function relativeFormula(formula: string, row: number): string {
  return mapRows(formula, each => `[${each - row}]`);
}
