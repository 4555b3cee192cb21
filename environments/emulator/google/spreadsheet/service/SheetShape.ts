import type { Axis, Box } from '../A1';
import type { Tab } from '../SpreadsheetModel';
import { COLUMNS_OUT_OF_BOUNDS, PROTECTED, ROWS_OUT_OF_BOUNDS, SheetsError } from '../SheetsError';
import type { SheetsContext } from './SheetsContext';

type Methods = Record<string, (...args: unknown[]) => unknown>;

const NAME = 'SpreadsheetApp.Sheet';
const WORDS = { rows: ['Row', 'Rows'], columns: ['Column', 'Columns'] } as const;

function requireLines(sheet: Tab, axis: Axis, at: number, count: number): void {
  const max = axis === 'rows' ? sheet.grid.maxRows : sheet.grid.maxColumns;
  if (count < 1 || at < 0)
    throw new SheetsError(
      axis === 'rows'
        ? 'Row and number of rows must be positive.'
        : 'Column and number of columns must be positive.',
    );
  if (at < 1 || at > max) throw new SheetsError(axis === 'rows' ? ROWS_OUT_OF_BOUNDS : COLUMNS_OUT_OF_BOUNDS);
}

function requireUnlocked(sheet: Tab, user: string): void {
  if (sheet.barriers(sheet.box, user).some(({ kind }) => kind === 'SHEET')) throw new SheetsError(PROTECTED);
}

/** insertRowsAfter, deleteColumn and their likes, for one axis. */
function axisMethods(context: SheetsContext, sheet: Tab, axis: Axis, self: () => object): Methods {
  const [one, many] = WORDS[axis];
  const { user } = context.host;
  const numbers = (method: string, args: readonly unknown[]) => {
    if (args.length === 0 || args.length > 2) throw context.mismatch(`${NAME}.${method}`, args);
    const [at = 0, count = 1] = args.map(value => context.integer(value, `${NAME}.${method}`, args));
    return { at, count };
  };
  const insert =
    (method: string, side: 0 | 1) =>
    (...args: unknown[]) => {
      const { at, count } = numbers(method, args);
      context.reshape(sheet.file, () => {
        requireLines(sheet, axis, at, count);
        requireUnlocked(sheet, user);
        sheet.insertLines(axis, at + side, count, at);
      });
      return self();
    };
  const remove =
    (method: string) =>
    (...args: unknown[]) => {
      const { at, count } = numbers(method, args);
      context.reshape(sheet.file, () => {
        requireLines(sheet, axis, at, count);
        const box: Box =
          axis === 'rows'
            ? { ...sheet.box, row: at, rows: count }
            : { ...sheet.box, column: at, columns: count };
        sheet.requireEditable(box, user);
        sheet.deleteLines(axis, at, count);
      });
      return self();
    };
  return {
    [`insert${one}After`]: insert(`insert${one}After`, 1),
    [`insert${many}After`]: insert(`insert${many}After`, 1),
    [`insert${one}Before`]: insert(`insert${one}Before`, 0),
    [`insert${many}Before`]: insert(`insert${many}Before`, 0),
    [`insert${many}`]: insert(`insert${many}`, 0),
    [`delete${one}`]: remove(`delete${one}`),
    [`delete${many}`]: remove(`delete${many}`),
  };
}

function frozenMethods(context: SheetsContext, sheet: Tab): Methods {
  const set =
    (axis: Axis, method: string) =>
    (...args: unknown[]) => {
      const count = context.integer(args[0], `${NAME}.${method}`, args);
      context.reshape(sheet.file, () => {
        const max = axis === 'rows' ? sheet.grid.maxRows : sheet.grid.maxColumns;
        if (count < 0 || count > max)
          throw new SheetsError(axis === 'rows' ? ROWS_OUT_OF_BOUNDS : COLUMNS_OUT_OF_BOUNDS);
        if (count === max) throw new SheetsError(`You can't freeze all visible ${axis} on the sheet.`);
        if (axis === 'rows') sheet.frozenRows = count;
        else sheet.frozenColumns = count;
      });
    };
  return {
    setFrozenRows: set('rows', 'setFrozenRows'),
    setFrozenColumns: set('columns', 'setFrozenColumns'),
    getFrozenRows: () => sheet.frozenRows,
    getFrozenColumns: () => sheet.frozenColumns,
  };
}

const DEFAULT_WIDTH = 100;

/** As wide as the longest shown text of a column, roughly as a browser makes it. */
function fittingWidth(sheet: Tab, column: number): number {
  let longest = 0;
  for (let row = 1; row <= sheet.grid.rows.length; row += 1)
    longest = Math.max(longest, sheet.display(row, column).length);
  return Math.max(21, Math.min(longest * 7 + 7, 1000));
}

function widthMethods(context: SheetsContext, sheet: Tab, self: () => object): Methods {
  const each = (at: number, count: number, width: (column: number) => number) => {
    context.reshape(sheet.file, () => {
      requireLines(sheet, 'columns', at, count);
      if (at + count - 1 > sheet.grid.maxColumns) throw new SheetsError(COLUMNS_OUT_OF_BOUNDS);
      for (let column = at; column < at + count; column += 1) sheet.columnWidths.set(column, width(column));
    });
    return self();
  };
  const integer = (value: unknown, method: string, args: readonly unknown[]) =>
    context.integer(value, `${NAME}.${method}`, args);
  return {
    autoResizeColumn: (...args) =>
      each(integer(args[0], 'autoResizeColumn', args), 1, column => fittingWidth(sheet, column)),
    autoResizeColumns: (...args) => {
      const [at = 0, count = 0] = [0, 1].map(index => integer(args[index], 'autoResizeColumns', args));
      return each(at, count, column => fittingWidth(sheet, column));
    },
    setColumnWidth: (...args) => {
      const [column = 0, width = 0] = [0, 1].map(index => integer(args[index], 'setColumnWidth', args));
      return each(column, 1, () => width);
    },
    setColumnWidths: (...args) => {
      const [at = 0, count = 0, width = 0] = [0, 1, 2].map(index =>
        integer(args[index], 'setColumnWidths', args),
      );
      return each(at, count, () => width);
    },
    getColumnWidth: (...args) => {
      const column = integer(args[0], 'getColumnWidth', args);
      return sheet.columnWidths.get(column) ?? DEFAULT_WIDTH;
    },
  };
}

/** Everything that changes the shape of a tab. */
export function sheetShape(context: SheetsContext, sheet: Tab, self: () => object): Methods {
  return {
    ...axisMethods(context, sheet, 'rows', self),
    ...axisMethods(context, sheet, 'columns', self),
    ...frozenMethods(context, sheet),
    ...widthMethods(context, sheet, self),
  };
}
