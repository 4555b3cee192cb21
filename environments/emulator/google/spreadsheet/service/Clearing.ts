import { changeCells, clearContents, setNote, setRule } from '../SheetWriter';
import type { RangeRef, SheetsContext } from './SheetsContext';
import { clearLooks } from './StyleWrites';

export interface ClearParts {
  contents: boolean;
  formats: boolean;
  notes: boolean;
  validations: boolean;
}

const CLEAR_OPTIONS: Record<string, keyof ClearParts> = {
  contentsOnly: 'contents',
  formatOnly: 'formats',
  commentsOnly: 'notes',
  validationsOnly: 'validations',
};

/** The parts that `clear(options)` empties; without options, contents and formats. */
export function clearParts(context: SheetsContext, method: string, args: readonly unknown[]): ClearParts {
  const [options] = args;
  const parts = { contents: false, formats: false, notes: false, validations: false };
  if (options === undefined) return { ...parts, contents: true, formats: true };
  if (typeof options !== 'object' || options === null) throw context.mismatch(method, args);
  for (const [name, isSet] of Object.entries(options)) {
    const part = CLEAR_OPTIONS[name];
    if (!part) throw context.notEmulated(`${method} with ${name}`);
    parts[part] = isSet === true;
  }
  const any = Object.values(parts).some(Boolean);
  return any ? parts : { ...parts, contents: true, formats: true };
}

export function clearBox(context: SheetsContext, { sheet, box }: RangeRef, parts: ClearParts): void {
  context.write(sheet.file, () => {
    const writer = context.writer(sheet.file);
    if (parts.contents) clearContents(sheet, box, writer);
    if (parts.formats) clearLooks(sheet, box, writer);
    if (!parts.notes && !parts.validations) return;
    const rows = Math.min(box.rows, Math.max(sheet.grid.rows.length - box.row + 1, 1));
    changeCells(sheet, { ...box, rows }, writer, (row, column) => {
      if (parts.notes) setNote(sheet, row, column, '');
      if (parts.validations) setRule(sheet, row, column, undefined);
    });
  });
}

/** Clears one part and leaves the others. */
export const nothingBut = (part: keyof ClearParts): ClearParts => ({
  contents: false,
  formats: false,
  notes: false,
  validations: false,
  [part]: true,
});
