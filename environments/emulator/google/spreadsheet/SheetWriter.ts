import { cellName, type Box } from './A1';
import { isCellError, MAX_TEXT_LENGTH, type CellValue } from './Cell';
import { contentOf, type CellContent, type CellInput, type TypingContext } from './Coercion';
import { protects, type ProtectionModel } from './Protection';
import type { SheetModel } from './SheetModel';
import { PROTECTED, SheetsError, TOO_LONG } from './SheetsError';
import { withFormat, type StyleChange } from './Style';
import { allowedTexts, isValid, type ValidationRule } from './Validation';

/** Who writes, and how a write ends that is refused in the middle. */
export interface Writer {
  user: string;
  typing: TypingContext;
  /** `partial`: cells before the refused one, row by row, are written. `nothing`: none is. Google does not say. */
  failedWrite: 'partial' | 'nothing';
}

/** Content by row and column counted from 0 within the box. `format` is the cell's own number format. */
export type ContentSource = (row: number, column: number, format: string) => CellContent;

const OUTSIDE = 'The coordinates of the range are outside the dimensions of the sheet.';

/** Refuses boxes that the grid no longer has and files that are not the user's to edit. */
export function requireWritable(sheet: SheetModel, box: Box, user: string): void {
  const { grid, file } = sheet;
  if (!file.sheets.includes(sheet)) throw new SheetsError(`Sheet ${String(sheet.id)} not found`);
  file.requireEditor(user);
  if (box.row + box.rows - 1 > grid.maxRows || box.column + box.columns - 1 > grid.maxColumns)
    throw new SheetsError(OUTSIDE);
}

function requireValid(sheet: SheetModel, row: number, column: number, value: CellValue): void {
  const rule = sheet.grid.rule(row, column);
  if (!rule || rule.allowInvalid) return;
  const texts = (range: string) => sheet.rangeTexts(range);
  if (isValid(rule, value, texts)) return;
  throw new SheetsError(
    `The data you entered in cell ${cellName(row, column)} violates the data validation rules set on this cell.${advice(rule, texts)}`,
  );
}

function advice(rule: ValidationRule, texts: (range: string) => string[]): string {
  if (rule.helpText !== undefined && rule.helpText !== '') return ` ${rule.helpText}`;
  if (!rule.criteria.startsWith('VALUE_IN_')) return '';
  return ` Please enter one of the following values: ${allowedTexts(rule, texts).join(', ')}.`;
}

class CellWriter {
  private readonly barriers: readonly ProtectionModel[];

  constructor(
    private readonly sheet: SheetModel,
    box: Box,
    writer: Writer,
  ) {
    this.barriers = sheet.barriers(box, writer.user);
  }

  check(row: number, column: number, content?: CellContent): void {
    if (this.barriers.some(each => protects(each, row, column))) throw new SheetsError(PROTECTED);
    if (!content) return;
    const { value, formula } = content;
    const length = formula?.length ?? (typeof value === 'string' ? value.length : 0);
    if (length > MAX_TEXT_LENGTH) throw new SheetsError(TOO_LONG);
    if (this.sheet.hasRules && formula === undefined) requireValid(this.sheet, row, column, value);
  }

  write(row: number, column: number, content: CellContent): void {
    const { grid } = this.sheet;
    grid.setContent(row, column, content.value, content.formula);
    if (content.format === undefined || grid.format(row, column) !== '') return;
    const cells = grid.ensureRow(row);
    cells.styles = withFormat(cells.styles, column, content.format);
  }

  get isFree(): boolean {
    return this.barriers.length === 0;
  }
}

/** Writes contents into a box, row by row, as one write of Sheets. */
export function writeContents(sheet: SheetModel, box: Box, source: ContentSource, writer: Writer): void {
  requireWritable(sheet, box, writer.user);
  const cells = new CellWriter(sheet, box, writer);
  const each = (visit: (row: number, column: number, content: CellContent) => void) => {
    for (let r = 0; r < box.rows; r += 1) {
      for (let c = 0; c < box.columns; c += 1) {
        const [row, column] = [box.row + r, box.column + c];
        visit(row, column, source(r, c, sheet.grid.format(row, column)));
      }
    }
  };
  if (writer.failedWrite === 'nothing') {
    each((row, column, content) => {
      cells.check(row, column, content);
    });
  }
  each((row, column, content) => {
    cells.check(row, column, content);
    cells.write(row, column, content);
  });
}

/** What `setValues` does. `inputs` are rows of the box's size. */
export function writeInputs(
  sheet: SheetModel,
  box: Box,
  inputs: readonly (readonly CellInput[])[],
  writer: Writer,
): void {
  const { typing } = writer;
  writeContents(sheet, box, (r, c, format) => contentOf(inputs[r]?.[c] ?? null, format, typing), writer);
}

/** Visits every cell of a box that a protection does not keep the user out of; the first that it does is refused. */
export function changeCells(
  sheet: SheetModel,
  box: Box,
  writer: Writer,
  change: (row: number, column: number) => void,
): void {
  requireWritable(sheet, box, writer.user);
  const cells = new CellWriter(sheet, box, writer);
  for (let row = box.row; row < box.row + box.rows; row += 1) {
    for (let column = box.column; column < box.column + box.columns; column += 1) {
      if (!cells.isFree) cells.check(row, column);
      change(row, column);
    }
  }
}

export function changeStyles(sheet: SheetModel, box: Box, change: StyleChange, writer: Writer): void {
  requireWritable(sheet, box, writer.user);
  const cells = new CellWriter(sheet, box, writer);
  if (!cells.isFree) changeCells(sheet, box, writer, () => undefined);
  sheet.grid.changeStyles(box, change);
}

/** Empties the contents of a box; formats, notes and rules stay. */
export function clearContents(sheet: SheetModel, box: Box, writer: Writer): void {
  const { grid } = sheet;
  // Rows and columns past the last one with content have nothing to clear.
  const rows = Math.min(box.rows, Math.max(grid.rows.length - box.row + 1, 1));
  const columns = Math.min(box.columns, Math.max(grid.lastColumn() - box.column + 1, 1));
  requireWritable(sheet, box, writer.user);
  changeCells(sheet, { ...box, rows, columns }, writer, (row, column) => {
    grid.setContent(row, column, null);
  });
}

export function setNote(sheet: SheetModel, row: number, column: number, note: string): void {
  sheet.grid.setSparse(row, column, 'notes', note === '' ? undefined : note);
}

export function setRule(
  sheet: SheetModel,
  row: number,
  column: number,
  rule: ValidationRule | undefined,
): void {
  if (rule) sheet.hasRules = true;
  sheet.grid.setSparse(row, column, 'rules', rule);
}

/**
 * What `appendRow` does: types a row below the last one with content. It looks at no number format, not even `@`, and
 * makes room in the grid.
 */
export function appendInputs(sheet: SheetModel, inputs: readonly CellInput[], writer: Writer): void {
  const row = sheet.grid.lastRow() + 1;
  requireWritable(sheet, { row: 1, column: 1, rows: 1, columns: 1 }, writer.user);
  const { grid } = sheet;
  if (row > grid.maxRows) sheet.insertLines('rows', grid.maxRows + 1, 1, grid.maxRows);
  if (inputs.length > grid.maxColumns)
    sheet.insertLines('columns', grid.maxColumns + 1, inputs.length - grid.maxColumns, grid.maxColumns);
  if (inputs.length === 0) return;
  const box = { row, column: 1, rows: 1, columns: inputs.length };
  writeContents(sheet, box, (_, c) => contentOf(inputs[c] ?? null, '', writer.typing), writer);
}

/** Compares as a sort does: numbers, texts, booleans, errors; nothing last, whatever the direction. */
export function compareCells(a: CellValue, b: CellValue, ascending: boolean): number {
  const rank = (value: CellValue) =>
    typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : typeof value === 'boolean' ? 2 : 3;
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const order = rank(a) - rank(b) || compareAlike(a, b);
  return ascending ? order : -order;
}

function compareAlike(a: CellValue, b: CellValue): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, 'en');
  if (isCellError(a) || isCellError(b)) return 0;
  return Number(a) - Number(b);
}
