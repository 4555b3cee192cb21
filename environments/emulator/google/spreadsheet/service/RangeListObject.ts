import { serviceObject } from '../../ServiceObject';
import { captureInput, type CellContent, type CellInput } from '../Coercion';
import { changeCells, changeStyles, setNote, writeContents, writeInputs } from '../SheetWriter';
import { clearBox, clearParts, type ClearParts } from './Clearing';
import type { RangeRef, SheetsContext } from './SheetsContext';
import { styleSetters } from './StyleWrites';

const NAME = 'SpreadsheetApp.RangeList';
type Methods = Record<string, (self: object, ...args: unknown[]) => unknown>;

const NOTHING: ClearParts = { contents: false, formats: false, notes: false, validations: false };

/** `SpreadsheetApp.RangeList`: one call for many ranges of a tab. */
export function rangeListObject(context: SheetsContext, ranges: readonly RangeRef[]): object {
  /** Each range is a write of its own within the one call. */
  const each = (self: object, effect: (range: RangeRef) => void): object => {
    for (const range of ranges)
      context.write(range.sheet.file, () => {
        effect(range);
      });
    return self;
  };
  const clear = (self: object, parts: ClearParts): object => {
    for (const range of ranges) clearBox(context, range, parts);
    return self;
  };
  const methods: Methods = {
    ...styleSetters<object>(context, NAME, (self, change) =>
      each(self, ({ sheet, box }) => {
        changeStyles(sheet, box, change, context.writer(sheet.file));
      }),
    ),
    setValue: (self, ...args) => {
      if (args.length !== 1) throw context.mismatch(`${NAME}.setValue`, args);
      const input = captureInput(args[0], context.host.realm);
      return each(self, ({ sheet, box }) => {
        const rows = Array.from({ length: box.rows }, () => new Array<CellInput>(box.columns).fill(input));
        writeInputs(sheet, box, rows, context.writer(sheet.file));
      });
    },
    setFormula: (self, ...args) => {
      const text = context.text(args[0], `${NAME}.setFormula`, args);
      const content: CellContent =
        text === '' ? { value: null } : { value: null, formula: text.startsWith('=') ? text : `=${text}` };
      return each(self, ({ sheet, box }) => {
        writeContents(sheet, box, () => content, context.writer(sheet.file));
      });
    },
    setNote: (self, note) => {
      const text = note === null || note === undefined ? '' : String(note);
      return each(self, ({ sheet, box }) => {
        changeCells(sheet, box, context.writer(sheet.file), (row, column) => {
          setNote(sheet, row, column, text);
        });
      });
    },
    clear: (self, ...args) => clear(self, clearParts(context, `${NAME}.clear`, args)),
    clearContent: self => clear(self, { ...NOTHING, contents: true }),
    clearFormat: self => clear(self, { ...NOTHING, formats: true }),
    clearNote: self => clear(self, { ...NOTHING, notes: true }),
    clearDataValidations: self => clear(self, { ...NOTHING, validations: true }),
    getRanges: () => context.host.realm.array(ranges.map(range => context.rangeObject(range))),
  };
  return serviceObject(context.host, NAME, methods, { passesSelf: true });
}
