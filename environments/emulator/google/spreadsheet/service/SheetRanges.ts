import { findRange, getRange, requireInside } from './GetRange';
import { rangeListObject } from './RangeListObject';
import { readValues } from './RangeReads';
import type { Tab } from '../SpreadsheetModel';
import type { SheetsContext } from './SheetsContext';

const NAME = 'SpreadsheetApp.Sheet';
type Methods = Record<string, (...args: unknown[]) => unknown>;

/** Everything of a Sheet that gives ranges or their values. */
export function sheetRanges(context: SheetsContext, sheet: Tab): Methods {
  const { grid, file } = sheet;
  const whole = (value: number, last: () => number) => (value === -1 ? last() : value);
  return {
    getRange: (...args) => context.rangeObject(getRange(context, sheet, args)),
    getDataRange: () =>
      context.read(file, () => {
        const box = { row: 1, column: 1, rows: grid.lastRow() || 1, columns: grid.lastColumn() || 1 };
        return context.rangeObject({ sheet, box });
      }),
    getRangeList: (...args) => {
      const [list] = args;
      if (!Array.isArray(list) || !list.every(each => typeof each === 'string'))
        throw context.mismatch(`${NAME}.getRangeList`, args);
      if (list.length === 0) throw context.host.exception('Must specify at least one range.');
      return rangeListObject(
        context,
        (list as string[]).map(text => findRange(context, file, sheet, text)),
      );
    },
    getSheetValues: (...args) => {
      if (args.length !== 4) throw context.mismatch(`${NAME}.getSheetValues`, args);
      const [row = 0, column = 0, rows = 0, columns = 0] = args.map(value =>
        context.integer(value, `${NAME}.getSheetValues`, args),
      );
      return context.read(file, () => {
        const box = {
          row,
          column,
          rows: whole(rows, () => grid.lastRow() - row + 1),
          columns: whole(columns, () => grid.lastColumn() - column + 1),
        };
        return context.host.realm.grid(readValues(context, sheet, requireInside(context, sheet, box)));
      });
    },
    getActiveCell: () =>
      context.rangeObject({ sheet, box: { ...selection(context, sheet), rows: 1, columns: 1 } }),
    getCurrentCell: () =>
      context.rangeObject({ sheet, box: { ...selection(context, sheet), rows: 1, columns: 1 } }),
    getActiveRange: () => context.rangeObject({ sheet, box: selection(context, sheet) }),
  };
}

function selection(context: SheetsContext, sheet: Tab) {
  const selected = context.activeSheet() === sheet ? context.window.selection : undefined;
  return selected ?? { row: 1, column: 1, rows: 1, columns: 1 };
}
