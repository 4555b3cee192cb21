/** A rectangle of cells, rows and columns from 1. `whole` remembers `A:C` or `2:5`, which is how it is written back. */
export interface Box {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly whole?: 'rows' | 'columns';
}

/** 1 -> A, 27 -> AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

export function columnNumber(letters: string): number {
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}

export function cellName(row: number, column: number): string {
  return columnLetters(column) + String(row);
}

export function boxName(box: Box): string {
  const last = { row: box.row + box.rows - 1, column: box.column + box.columns - 1 };
  if (box.whole === 'rows') return `${String(box.row)}:${String(last.row)}`;
  if (box.whole === 'columns') return `${columnLetters(box.column)}:${columnLetters(last.column)}`;
  const first = cellName(box.row, box.column);
  return box.rows === 1 && box.columns === 1 ? first : `${first}:${cellName(last.row, last.column)}`;
}

/** Splits `'My ''Sheet'''!A1` into tab title and the rest. */
export function splitSheetName(text: string): { sheet?: string; range: string } {
  const quoted = /^'((?:[^']|'')+)'!(.*)$/s.exec(text);
  if (quoted) return { sheet: (quoted[1] ?? '').replace(/''/g, "'"), range: quoted[2] ?? '' };
  const plain = /^([^'!]+)!(.*)$/s.exec(text);
  return plain ? { sheet: plain[1] ?? '', range: plain[2] ?? '' } : { range: text };
}

interface Corner {
  row?: number;
  column?: number;
}

function a1Corner(text: string): Corner | undefined {
  const match = /^\$?([a-z]{1,3})?\$?([1-9]\d*)?$/i.exec(text);
  if (!match || (match[1] === undefined && match[2] === undefined)) return undefined;
  return {
    ...(match[1] === undefined ? {} : { column: columnNumber(match[1]) }),
    ...(match[2] === undefined ? {} : { row: Number(match[2]) }),
  };
}

function r1c1Corner(text: string): Corner | undefined {
  const match = /^r([1-9]\d*)c([1-9]\d*)$/i.exec(text);
  return match ? { row: Number(match[1]), column: Number(match[2]) } : undefined;
}

function corner(text: string): Corner | undefined {
  return r1c1Corner(text) ?? a1Corner(text);
}

function span(a: number | undefined, b: number | undefined, limit: number, open: boolean) {
  if (a === undefined && b === undefined) return { start: 1, size: limit };
  if (a === undefined || b === undefined) {
    const start = a ?? b ?? 1;
    return open ? { start, size: Math.max(limit - start + 1, 1) } : undefined;
  }
  return { start: Math.min(a, b), size: Math.abs(a - b) + 1 };
}

/**
 * Reads A1 or R1C1 notation without a tab title. `5:7`, `D:F` and `A2:C` reach to the grid's edge; corners may come
 * in any order. Undefined when it is no range.
 */
export function parseRange(text: string, grid: { rows: number; columns: number }): Box | undefined {
  const parts = text.trim().split(':');
  const first = corner(parts[0] ?? '');
  if (parts.length === 1) {
    if (first?.row === undefined || first.column === undefined) return undefined;
    return { row: first.row, column: first.column, rows: 1, columns: 1 };
  }
  const second = parts.length === 2 ? corner(parts[1] ?? '') : undefined;
  if (!first || !second) return undefined;
  const rows = span(first.row, second.row, grid.rows, first.column !== undefined);
  const columns = span(first.column, second.column, grid.columns, first.row !== undefined);
  if (!rows || !columns) return undefined;
  const box = { row: rows.start, column: columns.start, rows: rows.size, columns: columns.size };
  if (first.row === undefined && second.row === undefined) return { ...box, whole: 'columns' };
  if (first.column === undefined && second.column === undefined) return { ...box, whole: 'rows' };
  return box;
}

export function contains(box: Box, row: number, column: number): boolean {
  return (
    row >= box.row && row < box.row + box.rows && column >= box.column && column < box.column + box.columns
  );
}

export function overlaps(a: Box, b: Box): boolean {
  return (
    a.row < b.row + b.rows &&
    b.row < a.row + a.rows &&
    a.column < b.column + b.columns &&
    b.column < a.column + a.columns
  );
}

export type Axis = 'rows' | 'columns';

/** Where an index is after `count` rows or columns were inserted before index `at`. */
export function afterInsert(index: number, at: number, count: number): number {
  return index >= at ? index + count : index;
}

/** A box after an insertion; one that the insertion falls into grows. */
export function boxAfterInsert(box: Box, axis: Axis, at: number, count: number): Box {
  const start = axis === 'rows' ? box.row : box.column;
  const size = axis === 'rows' ? box.rows : box.columns;
  const moved = {
    start: afterInsert(start, at, count),
    size: at > start && at < start + size ? size + count : size,
  };
  return withSpan(box, axis, moved);
}

/** A box after a deletion, undefined when nothing of it is left. */
export function boxAfterDelete(box: Box, axis: Axis, at: number, count: number): Box | undefined {
  const start = axis === 'rows' ? box.row : box.column;
  const end = start + (axis === 'rows' ? box.rows : box.columns);
  const move = (index: number) => (index <= at ? index : Math.max(at, index - count));
  const size = move(end) - move(start);
  return size > 0 ? withSpan(box, axis, { start: move(start), size }) : undefined;
}

function withSpan(box: Box, axis: Axis, span: { start: number; size: number }): Box {
  return axis === 'rows'
    ? { ...box, row: span.start, rows: span.size }
    : { ...box, column: span.start, columns: span.size };
}
