/** An empty cell without quotes is null, a quoted empty one the empty text: the two are kept apart. */
export type Cell = string | null;

const LINE_END = '\r\n';
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$|^\ufeff/;

/** One line by RFC 4180, its line end included. */
export function formatLine(cells: readonly Cell[]): string {
  return cells.map(formatCell).join(',') + LINE_END;
}

function formatCell(cell: Cell): string {
  if (cell === null) return '';
  return cell === '' || NEEDS_QUOTES.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}

/** The lines of a text that comes in pieces. Lines end with LF or CRLF. Throws a SyntaxError where quotes do not match. */
export function* parseLines(pieces: Iterable<string>): Generator<Cell[], void> {
  let text = '';
  let line = 1;
  for (const piece of pieces) {
    text += piece;
    let start = 0;
    for (
      let found = parseLine(text, start, false, line);
      found;
      found = parseLine(text, start, false, line)
    ) {
      yield found.cells;
      start = found.next;
      line += 1;
    }
    text = text.slice(start);
  }
  const last = text === '' ? undefined : parseLine(text, 0, true, line);
  if (last) yield last.cells;
}

interface Parsed<T> {
  value: T;
  /** Where the text goes on. */
  next: number;
}

/** The line that begins at `start`, or undefined when its end has not come yet. */
function parseLine(
  text: string,
  start: number,
  isEnd: boolean,
  line: number,
): { cells: Cell[]; next: number } | undefined {
  const cells: Cell[] = [];
  for (let at = start; ; at += 1) {
    const cell = text[at] === '"' ? parseQuoted(text, at, isEnd, line) : parsePlain(text, at, isEnd);
    if (!cell) return undefined;
    cells.push(cell.value);
    at = cell.next;
    if (text[at] === ',') continue;
    const width = lineEndAt(text, at);
    if (width || (isEnd && at >= text.length)) return { cells, next: at + width };
    if (at >= text.length || (at === text.length - 1 && !isEnd)) return undefined;
    throw new SyntaxError(`Line ${line} has text after a closing quote.`);
  }
}

function lineEndAt(text: string, at: number): number {
  if (text[at] === '\n') return 1;
  return text[at] === '\r' && text[at + 1] === '\n' ? 2 : 0;
}

function parsePlain(text: string, start: number, isEnd: boolean): Parsed<Cell> | undefined {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end += 1;
  if (end >= text.length && !isEnd) return undefined;
  if (text[end] === '\n' && end > start && text[end - 1] === '\r') end -= 1;
  return { value: end === start ? null : text.slice(start, end), next: end };
}

function parseQuoted(text: string, start: number, isEnd: boolean, line: number): Parsed<Cell> | undefined {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end !== -1 && (isEnd || end + 1 < text.length))
    return { value: text.slice(start + 1, end).replace(/""/g, '"'), next: end + 1 };
  if (isEnd) throw new SyntaxError(`A quote in line ${line} is never closed.`);
  return undefined;
}
