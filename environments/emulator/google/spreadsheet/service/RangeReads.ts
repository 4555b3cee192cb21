import { boxName, overlaps, type Box } from '../A1';
import { isCellError, type CellValue } from '../Cell';
import { AUTOMATIC_FORMAT, isDateFormat } from '../NumberFormat';
import type { Tab } from '../SpreadsheetModel';
import { styleAt, type CellStyle, type StyleRow } from '../Style';
import { instantOfSerial } from '../TimeZone';
import { requireInside } from './GetRange';
import type { RangeMethods } from './RangeMethods';
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

/** A getter of one cell and one of all, e.g. `getNote` and `getNotes`. */
function pair(
  context: SheetsContext,
  [one, many]: [string, string],
  value: (sheet: Tab, row: number, column: number) => unknown,
): RangeMethods {
  return {
    [one]: ({ sheet, box }) => context.read(sheet.file, () => value(sheet, box.row, box.column)),
    [many]: ({ sheet, box }) =>
      context.read(sheet.file, () =>
        context.host.realm.grid(mapBox(box, (row, column) => value(sheet, row, column))),
      ),
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

function cellReads(context: SheetsContext): RangeMethods {
  const ofStyle = STYLE_GETTERS.map(([one, many, get]) =>
    pair(context, [one, many], ({ grid }, row, column) => get(styleAt(grid.row(row)?.styles ?? [], column))),
  );
  return {
    ...(Object.assign({}, ...ofStyle) as RangeMethods),
    ...pair(context, ['getDisplayValue', 'getDisplayValues'], (sheet, r, c) => sheet.display(r, c)),
    ...pair(context, ['getFormula', 'getFormulas'], ({ grid }, r, c) => grid.formula(r, c) ?? ''),
    ...pair(context, ['getNote', 'getNotes'], ({ grid }, r, c) => grid.note(r, c)),
    ...pair(context, ['getDataValidation', 'getDataValidations'], ({ grid }, r, c) => {
      const rule = grid.rule(r, c);
      return rule ? validationObject(context, rule) : null;
    }),
  };
}

function coordinates(): RangeMethods {
  return {
    getA1Notation: ({ box }) => boxName(box),
    getRow: ({ box }) => box.row,
    getRowIndex: ({ box }) => box.row,
    getColumn: ({ box }) => box.column,
    getNumRows: ({ box }) => box.rows,
    getNumColumns: ({ box }) => box.columns,
    getHeight: ({ box }) => box.rows,
    getWidth: ({ box }) => box.columns,
    getLastRow: ({ box }) => box.row + box.rows - 1,
    getLastColumn: ({ box }) => box.column + box.columns - 1,
    getGridId: ({ sheet }) => sheet.id,
    isStartRowBounded: ({ box }) => box.whole !== 'columns',
    isEndRowBounded: ({ box }) => box.whole !== 'columns',
    isStartColumnBounded: ({ box }) => box.whole !== 'rows',
    isEndColumnBounded: ({ box }) => box.whole !== 'rows',
  };
}

/** Everything that a Range is asked for. */
export function rangeReads(context: SheetsContext): RangeMethods {
  const { realm, user } = context.host;
  const read =
    (effect: (range: RangeRef) => unknown): RangeMethods[string] =>
    range =>
      context.read(range.sheet.file, () => {
        requireInside(context, range.sheet, range.box);
        return effect(range);
      });
  return {
    ...cellReads(context),
    ...coordinates(),
    getValues: read(({ sheet, box }) => realm.grid(readValues(context, sheet, box))),
    getValue: read(({ sheet, box }) => readValues(context, sheet, { ...box, rows: 1, columns: 1 })[0]?.[0]),
    isBlank: read(({ sheet: { grid }, box }) =>
      mapBox(box, (r, c) => grid.formula(r, c) === undefined && grid.value(r, c) === null)
        .flat()
        .every(Boolean),
    ),
    isChecked: read(isChecked),
    canEdit: read(({ sheet, box }) => sheet.file.canEdit(user) && sheet.barriers(box, user).length === 0),
    getMergedRanges: () => realm.array([]),
    isPartOfMerge: () => false,
  };
}

/** null where not every cell is a checkbox, or they differ. */
function isChecked({ sheet, box }: RangeRef): boolean | null {
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
