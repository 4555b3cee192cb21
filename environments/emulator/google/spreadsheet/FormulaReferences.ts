import { boxAfterDelete, boxAfterInsert, columnLetters, columnNumber, type Axis, type Box } from './A1';

/** A corner as it is written, `$` and all. A whole column has no row. */
interface Corner {
  column?: number;
  row?: number;
  columnFixed: boolean;
  rowFixed: boolean;
}

/** A reference within a formula. */
interface Reference {
  sheet?: string;
  first: Corner;
  last?: Corner;
}

const CELL = String.raw`\$?[A-Za-z]{1,3}\$?[1-9]\d*`;
const REFERENCE = new RegExp(
  String.raw`"(?:[^"]|"")*"|(?<![\w.$])((?:'(?:[^']|'')+'|[\p{L}_][\p{L}\d_]*)!)?` +
    String.raw`(?:(${CELL})(?::(${CELL}))?|(\$?[A-Za-z]{1,3}):(\$?[A-Za-z]{1,3})|(\$?[1-9]\d*):(\$?[1-9]\d*))(?![\w(.!])`,
  'gu',
);

function parseCorner(text: string): Corner {
  const [, columnFixed, column, rowFixed, row] = /^(\$?)([A-Za-z]*)(\$?)(\d*)$/.exec(text) ?? [];
  const wholeRow = !column;
  return {
    ...(column ? { column: columnNumber(column) } : {}),
    ...(row ? { row: Number(row) } : {}),
    columnFixed: !wholeRow && columnFixed === '$',
    rowFixed: wholeRow ? columnFixed === '$' : rowFixed === '$',
  };
}

function cornerText(corner: Corner): string {
  const column =
    corner.column === undefined ? '' : (corner.columnFixed ? '$' : '') + columnLetters(corner.column);
  const row = corner.row === undefined ? '' : (corner.rowFixed ? '$' : '') + String(corner.row);
  return column + row;
}

function sheetOf(prefix: string | undefined): string | undefined {
  return prefix?.slice(0, -1).replace(/^'|'$/g, '').replace(/''/g, "'");
}

/** Rewrites the references of a formula; texts in quotes are left alone. undefined becomes `#REF!`. */
function rewrite(formula: string, change: (reference: Reference) => Reference | undefined): string {
  return formula.replace(
    REFERENCE,
    (
      whole: string,
      prefix?: string,
      a?: string,
      b?: string,
      c?: string,
      d?: string,
      e?: string,
      f?: string,
    ) => {
      const [first, last] = [a ?? c ?? e, b ?? d ?? f];
      if (first === undefined) return whole;
      const sheet = sheetOf(prefix);
      const reference = {
        ...(sheet === undefined ? {} : { sheet }),
        first: parseCorner(first),
        ...(last === undefined ? {} : { last: parseCorner(last) }),
      };
      const changed = change(reference);
      if (!changed) return '#REF!';
      const tail = changed.last ? `:${cornerText(changed.last)}` : '';
      return `${prefix ?? ''}${cornerText(changed.first)}${tail}`;
    },
  );
}

function moveAxis(
  reference: Reference,
  axis: Axis,
  move: (box: Box) => Box | undefined,
): Reference | undefined {
  const key = axis === 'rows' ? 'row' : 'column';
  const from = reference.first[key];
  const to = (reference.last ?? reference.first)[key];
  if (from === undefined || to === undefined) return reference;
  const [start, size] = [Math.min(from, to), Math.abs(to - from) + 1];
  const box = move({ row: start, column: start, rows: size, columns: size });
  if (!box) return undefined;
  const moved = {
    start: axis === 'rows' ? box.row : box.column,
    size: axis === 'rows' ? box.rows : box.columns,
  };
  const first = { ...reference.first, [key]: moved.start };
  if (!reference.last) return { ...reference, first };
  return { ...reference, first, last: { ...reference.last, [key]: moved.start + moved.size - 1 } };
}

/** Whether a reference without (undefined) or with this tab title points into the tab that changed. */
export type PointsThere = (sheet: string | undefined) => boolean;

export function afterInsertion(
  formula: string,
  there: PointsThere,
  axis: Axis,
  at: number,
  count: number,
): string {
  return rewrite(formula, reference =>
    there(reference.sheet)
      ? moveAxis(reference, axis, box => boxAfterInsert(box, axis, at, count))
      : reference,
  );
}

export function afterDeletion(
  formula: string,
  there: PointsThere,
  axis: Axis,
  at: number,
  count: number,
): string {
  return rewrite(formula, reference =>
    there(reference.sheet)
      ? moveAxis(reference, axis, box => boxAfterDelete(box, axis, at, count))
      : reference,
  );
}

/** References by column after a column moved from one position to another. */
export function afterColumnMove(
  formula: string,
  there: PointsThere,
  move: (column: number) => number,
): string {
  const corner = (each: Corner) =>
    each.column === undefined ? each : { ...each, column: move(each.column) };
  return rewrite(formula, reference => {
    if (!there(reference.sheet)) return reference;
    const first = corner(reference.first);
    return reference.last ? { ...reference, first, last: corner(reference.last) } : { ...reference, first };
  });
}

/** What a formula says when its cell is copied or sorted so many rows and columns further. */
export function shifted(formula: string, rows: number, columns: number): string {
  const shift = (value: number | undefined, fixed: boolean, by: number) =>
    value === undefined || fixed ? value : value + by;
  const corner = (each: Corner): Corner | undefined => {
    const row = shift(each.row, each.rowFixed, rows);
    const column = shift(each.column, each.columnFixed, columns);
    if ((row ?? 1) < 1 || (column ?? 1) < 1) return undefined;
    return { ...each, ...(row === undefined ? {} : { row }), ...(column === undefined ? {} : { column }) };
  };
  return rewrite(formula, reference => {
    const first = corner(reference.first);
    const last = reference.last && corner(reference.last);
    if (!first || (reference.last && !last)) return undefined;
    return last ? { ...reference, first, last } : { ...reference, first };
  });
}

/** Formulas name tabs by their title: a renamed tab takes its references along. */
export function afterRename(formula: string, from: string, to: string): string {
  return formula.replace(/"(?:[^"]|"")*"|('(?:[^']|'')+'|[\p{L}_][\p{L}\d_]*)!/gu, (whole, name?: string) => {
    if (name === undefined || sheetOf(`${name}!`) !== from) return whole;
    return /^[\p{L}_][\p{L}\d_]*$/u.test(to) ? `${to}!` : `'${to.replace(/'/g, "''")}'!`;
  });
}
