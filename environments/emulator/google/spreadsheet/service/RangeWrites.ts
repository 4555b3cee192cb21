import { columnNumber, type Box } from '../A1';
import { captureInput, type CellContent, type CellInput } from '../Coercion';
import { sortRows, type SortKey } from '../SheetSort';
import { changeCells, requireWritable, setNote, writeContents, writeInputs } from '../SheetWriter';
import { clearBox, clearParts, only } from './Clearing';
import { ruleWrites } from './RuleWrites';
import { styleWrites } from './StyleWrites';
import { copyCells, type CopyParts } from './CopyCells';
import { requireShape } from './DataShape';
import { requireInside } from './GetRange';
import type { RangeRef, SheetsContext } from './SheetsContext';

type Methods = Record<string, (...args: unknown[]) => unknown>;

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

function contentWrites(context: SheetsContext, range: RangeRef, self: () => object): Methods {
  const { sheet, box } = range;
  const { file } = sheet;
  const write = (effect: () => void): object => {
    requireInside(context, sheet, box);
    context.write(file, effect);
    return self();
  };
  return {
    setValues: (...args) => {
      if (args.length !== 1) throw context.mismatch(`${NAME}.setValues`, args);
      const rows = inputs(context, box, `${NAME}.setValues`, args);
      return write(() => {
        writeInputs(sheet, box, rows, context.writer(file));
      });
    },
    setValue: (...args) => {
      if (args.length !== 1) throw context.mismatch(`${NAME}.setValue`, args);
      const input = captureInput(args[0], context.host.realm);
      const rows = Array.from({ length: box.rows }, () => new Array<CellInput>(box.columns).fill(input));
      return write(() => {
        writeInputs(sheet, box, rows, context.writer(file));
      });
    },
    setFormula: (...args) => {
      const text = context.text(args[0], `${NAME}.setFormula`, args);
      return write(() => {
        writeContents(sheet, box, () => formulaContent(text), context.writer(file));
      });
    },
    setFormulas: (...args) => {
      const rows = context.rows(args[0], `${NAME}.setFormulas`, args);
      requireShape(context, rows, box);
      const texts = rows.map(row => row.map(text => context.text(text, `${NAME}.setFormulas`, args)));
      return write(() => {
        writeContents(sheet, box, (r, c) => formulaContent(texts[r]?.[c] ?? ''), context.writer(file));
      });
    },
    clear: (...args) => {
      clearBox(context, range, clearParts(context, `${NAME}.clear`, args));
      return self();
    },
    clearContent: () => {
      clearBox(context, range, only('contents'));
      return self();
    },
    clearFormat: () => {
      clearBox(context, range, only('formats'));
      return self();
    },
    clearNote: () => {
      clearBox(context, range, only('notes'));
      return self();
    },
    clearDataValidations: () => {
      clearBox(context, range, only('validations'));
      return self();
    },
  };
}

function noteWrites(context: SheetsContext, { sheet, box }: RangeRef, self: () => object): Methods {
  const write = (note: (row: number, column: number) => string): object => {
    context.write(sheet.file, () => {
      changeCells(sheet, box, context.writer(sheet.file), (row, column) => {
        setNote(sheet, row, column, note(row - box.row, column - box.column));
      });
    });
    return self();
  };
  return {
    setNote: note => write(() => noteText(note)),
    setNotes: (...args) => {
      const rows = context.rows(args[0], `${NAME}.setNotes`, args);
      requireShape(context, rows, box);
      const texts = rows.map(row => row.map(noteText));
      return write((r, c) => texts[r]?.[c] ?? '');
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

function arrange(context: SheetsContext, range: RangeRef, self: () => object): Methods {
  const { sheet, box } = range;
  return {
    sort: (...args) => {
      const keys = sortKeys(context, args);
      context.write(sheet.file, () => {
        requireWritable(sheet, box, context.host.user);
        sheet.requireEditable(box, context.host.user);
        sortRows(sheet, box, keys);
      });
      return self();
    },
    copyTo: (...args) => {
      const target = context.ranges.get(args[0]);
      const [, options] = args;
      if (!target || (options !== undefined && (typeof options !== 'object' || options === null)))
        throw context.mismatch(`${NAME}.copyTo`, args);
      if (args.length > 2) throw context.notEmulated(`${NAME}.copyTo with a paste type`);
      const { contentsOnly, formatOnly } = (options ?? {}) as Record<string, unknown>;
      const parts: CopyParts = contentsOnly === true ? 'contents' : formatOnly === true ? 'formats' : 'all';
      context.write(sheet.file, () => {
        copyCells(range, target, parts, context.writer(target.sheet.file));
      });
      return undefined;
    },
  };
}

/** Everything that changes what a Range holds. Setters give the range back. */
export function rangeWrites(context: SheetsContext, range: RangeRef, self: () => object): Methods {
  return {
    ...contentWrites(context, range, self),
    ...noteWrites(context, range, self),
    ...ruleWrites(context, range, self),
    ...styleWrites(context, range, self),
    ...arrange(context, range, self),
  };
}
