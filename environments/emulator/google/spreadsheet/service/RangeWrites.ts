import { columnNumber, type Box } from '../A1';
import { captureInput, type CellContent, type CellInput } from '../Coercion';
import { sortRows, type SortKey } from '../SheetSort';
import {
  changeCells,
  requireWritable,
  setNote,
  writeContents,
  writeInputs,
  type Writer,
} from '../SheetWriter';
import { clearBox, clearParts, nothingBut, type ClearParts } from './Clearing';
import { ruleWrites } from './RuleWrites';
import { styleWrites } from './StyleWrites';
import { copyCells, type CopyParts } from './CopyCells';
import { requireShape } from './DataShape';
import { requireInside } from './GetRange';
import type { RangeMethods, RangeTarget } from './RangeMethods';
import type { SheetsContext } from './SheetsContext';

const NAME = 'SpreadsheetApp.Range';

/** Takes over a grid of values that must have the range's size. */
function inputs(context: SheetsContext, box: Box, method: string, args: readonly unknown[]): CellInput[][] {
  const rows = context.rows(args[0], method, args);
  requireShape(context, rows, box);
  return rows.map(row => Array.from(row, value => captureInput(value, context.host.realm)));
}

function formulaContent(text: string): CellContent {
  if (text === '') return { value: null };
  return { value: null, formula: text.startsWith('=') ? text : `=${text}` };
}

/** A note as Google keeps it: numbers get the decimal of a Java double. */
function noteText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' && Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function contentWrites(context: SheetsContext): RangeMethods {
  const write = ({ sheet, box, self }: RangeTarget, effect: (writer: Writer) => void): object => {
    requireInside(context, sheet, box);
    context.write(sheet.file, () => {
      effect(context.writer(sheet.file));
    });
    return self;
  };
  return {
    setValues: (range, ...args) => {
      const { sheet, box } = range;
      if (args.length !== 1) throw context.mismatch(`${NAME}.setValues`, args);
      const rows = inputs(context, box, `${NAME}.setValues`, args);
      return write(range, writer => {
        writeInputs(sheet, box, rows, writer);
      });
    },
    setValue: (range, ...args) => {
      const { sheet, box } = range;
      if (args.length !== 1) throw context.mismatch(`${NAME}.setValue`, args);
      const input = captureInput(args[0], context.host.realm);
      const rows = Array.from({ length: box.rows }, () => new Array<CellInput>(box.columns).fill(input));
      return write(range, writer => {
        writeInputs(sheet, box, rows, writer);
      });
    },
    setFormula: (range, ...args) => {
      const text = context.text(args[0], `${NAME}.setFormula`, args);
      return write(range, writer => {
        writeContents(range.sheet, range.box, () => formulaContent(text), writer);
      });
    },
    setFormulas: (range, ...args) => {
      const rows = context.rows(args[0], `${NAME}.setFormulas`, args);
      requireShape(context, rows, range.box);
      const texts = rows.map(row => row.map(text => context.text(text, `${NAME}.setFormulas`, args)));
      return write(range, writer => {
        writeContents(range.sheet, range.box, (r, c) => formulaContent(texts[r]?.[c] ?? ''), writer);
      });
    },
  };
}

function clears(context: SheetsContext): RangeMethods {
  const clear =
    (part: keyof ClearParts): RangeMethods[string] =>
    range => {
      clearBox(context, range, nothingBut(part));
      return range.self;
    };
  return {
    clear: (range, ...args) => {
      clearBox(context, range, clearParts(context, `${NAME}.clear`, args));
      return range.self;
    },
    clearContent: clear('contents'),
    clearFormat: clear('formats'),
    clearNote: clear('notes'),
    clearDataValidations: clear('validations'),
  };
}

function noteWrites(context: SheetsContext): RangeMethods {
  const write = (
    { sheet, box, self }: RangeTarget,
    note: (row: number, column: number) => string,
  ): object => {
    context.write(sheet.file, () => {
      changeCells(sheet, box, context.writer(sheet.file), (row, column) => {
        setNote(sheet, row, column, note(row - box.row, column - box.column));
      });
    });
    return self;
  };
  return {
    setNote: (range, note) => write(range, () => noteText(note)),
    setNotes: (range, ...args) => {
      const rows = context.rows(args[0], `${NAME}.setNotes`, args);
      requireShape(context, rows, range.box);
      const texts = rows.map(row => row.map(noteText));
      return write(range, (r, c) => texts[r]?.[c] ?? '');
    },
  };
}

/** `Range.sort` takes a column, `{column, ascending}`, or an array of either. */
function sortKeys(context: SheetsContext, args: readonly unknown[]): SortKey[] {
  const list = Array.isArray(args[0]) ? (args[0] as unknown[]) : [args[0]];
  return list.map(spec => {
    if (typeof spec === 'number') return { column: spec, ascending: true };
    if (typeof spec !== 'object' || spec === null || !('column' in spec))
      throw context.mismatch(`${NAME}.sort`, args);
    const column = typeof spec.column === 'string' ? columnNumber(spec.column) : Number(spec.column);
    return { column, ascending: !('ascending' in spec) || spec.ascending !== false };
  });
}

function arrange(context: SheetsContext): RangeMethods {
  return {
    sort: ({ sheet, box, self }, ...args) => {
      const keys = sortKeys(context, args);
      context.write(sheet.file, () => {
        requireWritable(sheet, box, context.host.user);
        sheet.requireEditable(box, context.host.user);
        sortRows(sheet, box, keys);
      });
      return self;
    },
    copyTo: (range, ...args) => {
      const target = context.ranges.get(args[0]);
      const [, options] = args;
      if (!target || (options !== undefined && (typeof options !== 'object' || options === null)))
        throw context.mismatch(`${NAME}.copyTo`, args);
      if (args.length > 2) throw context.notEmulated(`${NAME}.copyTo with a paste type`);
      const { contentsOnly, formatOnly } = (options ?? {}) as Record<string, unknown>;
      const parts: CopyParts = contentsOnly === true ? 'contents' : formatOnly === true ? 'formats' : 'all';
      context.write(range.sheet.file, () => {
        copyCells(range, target, parts, context.writer(target.sheet.file));
      });
      return undefined;
    },
  };
}

/** Everything that changes what a Range holds. Setters give the range back. */
export function rangeWrites(context: SheetsContext): RangeMethods {
  return {
    ...contentWrites(context),
    ...clears(context),
    ...noteWrites(context),
    ...ruleWrites(context),
    ...styleWrites(context),
    ...arrange(context),
  };
}
