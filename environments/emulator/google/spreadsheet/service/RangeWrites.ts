import { columnNumber, type Box } from '../A1';
import { captureInput, type CellContent, type CellInput } from '../Coercion';
import { sortRows, type SortKey } from '../SheetSort';
import {
  changeCells,
  clearContents,
  requireWritable,
  setNote,
  setRule,
  writeContents,
  writeInputs,
} from '../SheetWriter';
import { clearLooks, styleWrites } from './StyleWrites';
import { copyCells, type CopyParts } from './CopyCells';
import { requireInside } from './GetRange';
import type { RangeRef, SheetsContext } from './SheetsContext';

type Methods = Record<string, (...args: unknown[]) => unknown>;

const NAME = 'SpreadsheetApp.Range';

/** Refuses data that has not the range's size, in Google's words. */
export function requireShape(context: SheetsContext, rows: readonly (readonly unknown[])[], box: Box): void {
  const refuse = (what: string, has: number, wants: number) =>
    context.host.exception(
      `The number of ${what} in the data does not match the number of ${what} in the range. The data has ${String(has)} but the range has ${String(wants)}.`,
    );
  if (rows.length !== box.rows) throw refuse('rows', rows.length, box.rows);
  const odd = rows.find(row => row.length !== box.columns);
  if (odd) throw refuse('columns', odd.length, box.columns);
}

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

const ONLY = (part: keyof ClearParts): ClearParts => ({
  contents: false,
  formats: false,
  notes: false,
  validations: false,
  [part]: true,
});

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
      clearBox(context, range, ONLY('contents'));
      return self();
    },
    clearFormat: () => {
      clearBox(context, range, ONLY('formats'));
      return self();
    },
    clearNote: () => {
      clearBox(context, range, ONLY('notes'));
      return self();
    },
    clearDataValidations: () => {
      clearBox(context, range, ONLY('validations'));
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

function ruleWrites(context: SheetsContext, range: RangeRef, self: () => object): Methods {
  const { sheet, box } = range;
  const ruleOf = (value: unknown, method: string, args: readonly unknown[]) => {
    const rule = context.rules.get(value);
    if (!rule && value !== null && value !== undefined) throw context.mismatch(`${NAME}.${method}`, args);
    return rule;
  };
  const write = (rule: (row: number, column: number) => ReturnType<typeof ruleOf>): object => {
    context.write(sheet.file, () => {
      changeCells(sheet, box, context.writer(sheet.file), (row, column) => {
        setRule(sheet, row, column, rule(row - box.row, column - box.column));
      });
    });
    return self();
  };
  const typeAll = (input: CellInput) => {
    context.write(sheet.file, () => {
      writeContents(sheet, box, () => ({ value: input as string | boolean }), context.writer(sheet.file));
    });
    return self();
  };
  const checkboxValue = (index: 0 | 1) =>
    context.read(sheet.file, () => sheet.grid.rule(box.row, box.column)?.values[index]) ?? index === 0;
  return {
    setDataValidation: (...args) => {
      const rule = ruleOf(args[0], 'setDataValidation', args);
      return write(() => rule);
    },
    setDataValidations: (...args) => {
      const rows = context.rows(args[0], `${NAME}.setDataValidations`, args);
      requireShape(context, rows, box);
      const rules = rows.map(row => row.map(value => ruleOf(value, 'setDataValidations', args)));
      return write((r, c) => rules[r]?.[c]);
    },
    insertCheckboxes: (...args) => {
      const values = args.map(value => context.text(value, `${NAME}.insertCheckboxes`, args));
      const rule = { criteria: 'CHECKBOX', values, allowInvalid: true };
      write(() => rule);
      return typeAll(values.length === 0 ? false : (values[1] ?? ''));
    },
    removeCheckboxes: () => {
      clearBox(context, range, { ...ONLY('validations'), contents: true });
      return self();
    },
    check: () => typeAll(checkboxValue(0) as CellInput),
    uncheck: () => typeAll(checkboxValue(1) as CellInput),
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
