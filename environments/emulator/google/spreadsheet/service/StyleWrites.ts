import type { Box } from '../A1';
import type { Tab } from '../SpreadsheetModel';
import { changeCells, changeStyles, type Writer } from '../SheetWriter';
import type { CellStyle, StyleChange } from '../Style';
import type { RangeMethods, RangeTarget } from './RangeMethods';
import type { SheetsContext } from './SheetsContext';
import { requireShape } from './DataShape';

const NAME = 'SpreadsheetApp.Range';

/** Setter of one value and of one each cell, and what it sets. */
const STYLE_SETTERS: readonly [string, string, keyof CellStyle, 'text' | 'number' | 'boolean'][] = [
  ['setNumberFormat', 'setNumberFormats', 'numberFormat', 'text'],
  ['setBackground', 'setBackgrounds', 'background', 'text'],
  ['setFontColor', 'setFontColors', 'fontColor', 'text'],
  ['setFontFamily', 'setFontFamilies', 'fontFamily', 'text'],
  ['setFontLine', 'setFontLines', 'fontLine', 'text'],
  ['setFontSize', 'setFontSizes', 'fontSize', 'number'],
  ['setFontStyle', 'setFontStyles', 'fontStyle', 'text'],
  ['setFontWeight', 'setFontWeights', 'fontWeight', 'text'],
  ['setHorizontalAlignment', 'setHorizontalAlignments', 'horizontalAlignment', 'text'],
  ['setVerticalAlignment', 'setVerticalAlignments', 'verticalAlignment', 'text'],
  ['setWrap', 'setWraps', 'wrap', 'boolean'],
];

function isAutomatic(format: unknown): boolean {
  return format === '' || (typeof format === 'string' && /^general$/i.test(format));
}

/** A value as the style keeps it; undefined goes back to the default. Throws on a value of another type. */
function styleValue(
  context: SheetsContext,
  key: keyof CellStyle,
  type: 'text' | 'number' | 'boolean',
  value: unknown,
  mismatch: () => Error,
): CellStyle[keyof CellStyle] | undefined {
  if (key === 'numberFormat') {
    if (typeof value !== 'string') throw mismatch();
    return isAutomatic(value) ? undefined : value;
  }
  if (value === null) return undefined;
  if (type === 'text' ? typeof value !== 'string' : typeof value !== type) throw mismatch();
  if (key === 'background' || key === 'fontColor') {
    if (!/^(?:#[\da-f]{3}|#[\da-f]{6}|[a-z]+|rgba?\(.+\))$/i.test(String(value)))
      throw context.host.exception(`Invalid color string ${String(value)}`);
    return String(value).toLowerCase();
  }
  return value as string | number | boolean;
}

/** Takes all looks of a box away, number formats too. */
export function clearLooks(sheet: Tab, box: Box, writer: Writer): void {
  const plain: StyleChange = Object.fromEntries(STYLE_SETTERS.map(([, , key]) => [key, undefined]));
  changeStyles(sheet, box, plain, writer);
}

type Setter<Target> = (target: Target, ...args: unknown[]) => unknown;

/** Setters of looks for a range list or a range: `apply` is called with each change, held back like any write. */
export function styleSetters<Target>(
  context: SheetsContext,
  className: string,
  apply: (target: Target, change: StyleChange) => object,
): Record<string, Setter<Target>> {
  const setters = STYLE_SETTERS.map(([one, , key, type]): [string, Setter<Target>] => [
    one,
    (target, ...args) => {
      const mismatch = () => context.mismatch(`${className}.${one}`, args);
      if (args.length !== 1) throw mismatch();
      return apply(target, { [key]: styleValue(context, key, type, args[0], mismatch) });
    },
  ]);
  return Object.fromEntries(setters);
}

/** All setters of looks of a Range. */
export function styleWrites(context: SheetsContext): RangeMethods {
  const one = styleSetters<RangeTarget>(context, NAME, ({ sheet, box, self }, change) => {
    context.write(sheet.file, () => {
      changeStyles(sheet, box, change, context.writer(sheet.file));
    });
    return self;
  });
  const many = STYLE_SETTERS.map(([, plural, key, type]): [string, Setter<RangeTarget>] => [
    plural,
    ({ sheet, box, self }, ...args) => {
      const mismatch = () => context.mismatch(`${NAME}.${plural}`, args);
      const rows = context.rows(args[0], `${NAME}.${plural}`, args);
      requireShape(context, rows, box);
      const values = rows.map(row => row.map(value => styleValue(context, key, type, value, mismatch)));
      context.write(sheet.file, () => {
        changeCells(sheet, box, context.writer(sheet.file), (row, column) => {
          const change: StyleChange = { [key]: values[row - box.row]?.[column - box.column] };
          sheet.grid.changeStyles({ row, column, rows: 1, columns: 1 }, change);
        });
      });
      return self;
    },
  ]);
  return { ...one, ...Object.fromEntries(many) };
}
