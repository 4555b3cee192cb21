import { boxName, overlaps, type Box } from '../A1';
import { isCellError, type CellValue } from '../Cell';
import { AUTOMATIC_FORMAT, isDateFormat } from '../NumberFormat';
import type { Tab } from '../SpreadsheetModel';
import { styleAt, type CellStyle, type StyleRow } from '../Style';
import { instantOfSerial } from '../TimeZone';
import { requireInside } from './GetRange';
import type { RangeRef, SheetsContext } from './SheetsContext';
import { validationObject } from './ValidationObject';

const dateColumns = new WeakMap<StyleRow, boolean[]>();

function datesOf(styles: StyleRow): boolean[] {
  let dates = dateColumns.get(styles);
  if (!dates) {
    dates = styles.map(style => isDateFormat(style.numberFormat ?? ''));
    dateColumns.set(styles, dates);
  }
  return dates;
}

/** What a script reads: '' for blank, Dates by the cell's number format, errors as their text. */
function scriptValue(context: SheetsContext, value: CellValue, isDate: boolean, timeZone: string): unknown {
  if (value === null) return '';
  if (isDate && typeof value === 'number') return context.host.realm.date(instantOfSerial(value, timeZone));
  return isCellError(value) ? value.error : value;
}

/** Values of a box as a script gets them, in arrays of the host. */
export function readValues(context: SheetsContext, sheet: Tab, box: Box): unknown[][] {
  const { grid, file } = sheet;
  const rows: unknown[][] = [];
  for (let r = box.row; r < box.row + box.rows; r += 1) {
    const row = grid.row(r);
    const cells = new Array<unknown>(box.columns).fill('');
    rows.push(cells);
    if (!row || (row.values.length < box.column && !row.formulas)) continue;
    const dates = datesOf(row.styles);
    for (let c = 0; c < box.columns; c += 1) {
      const column = box.column + c;
      const value = row.formulas?.has(column) ? sheet.value(r, column) : (row.values[column - 1] ?? null);
      if (value !== null) cells[c] = scriptValue(context, value, dates[column - 1] === true, file.timeZone);
    }
  }
  return rows;
}

export function mapBox<T>(box: Box, value: (row: number, column: number) => T): T[][] {
  return Array.from({ length: box.rows }, (_, r) =>
    Array.from({ length: box.columns }, (__, c) => value(box.row + r, box.column + c)),
  );
}

type Methods = Record<string, (...args: unknown[]) => unknown>;

/** A getter of one cell and one of all, e.g. `getNote` and `getNotes`. */
function pair(
  context: SheetsContext,
  { sheet, box }: RangeRef,
  [one, many]: [string, string],
  value: (row: number, column: number) => unknown,
): Methods {
  return {
    [one]: () => context.read(sheet.file, () => value(box.row, box.column)),
    [many]: () => context.read(sheet.file, () => context.host.realm.grid(mapBox(box, value))),
  };
}

const STYLE_GETTERS: [string, string, (style: CellStyle) => unknown][] = [
  ['getNumberFormat', 'getNumberFormats', style => style.numberFormat ?? AUTOMATIC_FORMAT],
  ['getBackground', 'getBackgrounds', style => style.background ?? '#ffffff'],
  ['getFontColor', 'getFontColors', style => style.fontColor ?? '#000000'],
  ['getFontFamily', 'getFontFamilies', style => style.fontFamily ?? 'Arial'],
  ['getFontLine', 'getFontLines', style => style.fontLine ?? 'none'],
  ['getFontSize', 'getFontSizes', style => style.fontSize ?? 10],
  ['getFontStyle', 'getFontStyles', style => style.fontStyle ?? 'normal'],
  ['getFontWeight', 'getFontWeights', style => style.fontWeight ?? 'normal'],
  ['getHorizontalAlignment', 'getHorizontalAlignments', style => style.horizontalAlignment ?? 'general'],
  ['getVerticalAlignment', 'getVerticalAlignments', style => style.verticalAlignment ?? 'bottom'],
  ['getWrap', 'getWraps', style => style.wrap ?? false],
];

/** Everything that a Range is asked for. */
export function rangeReads(context: SheetsContext, range: RangeRef): Methods {
  const { sheet, box } = range;
  const { grid, file } = sheet;
  const { realm } = context.host;
  const read = <T>(effect: () => T) =>
    context.read(file, () => {
      requireInside(context, sheet, box);
      return effect();
    });
  const ofStyle = STYLE_GETTERS.map(([one, many, get]) =>
    pair(context, range, [one, many], (row, column) => get(styleAt(grid.row(row)?.styles ?? [], column))),
  );
  return {
    ...(Object.assign({}, ...ofStyle) as Methods),
    getValues: () => read(() => realm.grid(readValues(context, sheet, box))),
    getValue: () => read(() => readValues(context, sheet, { ...box, rows: 1, columns: 1 })[0]?.[0]),
    ...pair(context, range, ['getDisplayValue', 'getDisplayValues'], (r, c) => sheet.display(r, c)),
    ...pair(context, range, ['getFormula', 'getFormulas'], (r, c) => grid.formula(r, c) ?? ''),
    ...pair(context, range, ['getNote', 'getNotes'], (r, c) => grid.note(r, c)),
    ...pair(context, range, ['getDataValidation', 'getDataValidations'], (r, c) => {
      const rule = grid.rule(r, c);
      return rule ? validationObject(context, rule) : null;
    }),
    isBlank: () =>
      read(() =>
        mapBox(box, (r, c) => grid.formula(r, c) === undefined && grid.value(r, c) === null)
          .flat()
          .every(Boolean),
      ),
    isChecked: () => read(() => isChecked(sheet, box)),
    canEdit: () =>
      read(() => file.canEdit(context.host.user) && sheet.barriers(box, context.host.user).length === 0),
    getA1Notation: () => boxName(box),
    getRow: () => box.row,
    getRowIndex: () => box.row,
    getColumn: () => box.column,
    getNumRows: () => box.rows,
    getNumColumns: () => box.columns,
    getHeight: () => box.rows,
    getWidth: () => box.columns,
    getLastRow: () => box.row + box.rows - 1,
    getLastColumn: () => box.column + box.columns - 1,
    getGridId: () => sheet.id,
    getMergedRanges: () => realm.array([]),
    isPartOfMerge: () => false,
    isStartRowBounded: () => box.whole !== 'columns',
    isEndRowBounded: () => box.whole !== 'columns',
    isStartColumnBounded: () => box.whole !== 'rows',
    isEndColumnBounded: () => box.whole !== 'rows',
  };
}

/** null where not every cell is a checkbox, or they differ. */
function isChecked(sheet: Tab, box: Box): boolean | null {
  const states = mapBox(box, (row, column) => {
    const rule = sheet.grid.rule(row, column);
    if (rule?.criteria !== 'CHECKBOX') return null;
    return sheet.value(row, column) === (rule.values[0] ?? true);
  }).flat();
  const [first = null] = states;
  return states.every(state => state === first) ? first : null;
}

export function filterOf({ sheet, box }: RangeRef): Box | undefined {
  return sheet.filter && overlaps(sheet.filter.box, box) ? sheet.filter.box : undefined;
}
