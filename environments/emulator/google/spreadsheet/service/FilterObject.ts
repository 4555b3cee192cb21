import { serviceObject } from '../../ServiceObject';
import type { FilterModel } from '../SheetModel';
import type { Tab } from '../SpreadsheetModel';
import { sortRows } from '../SheetSort';
import type { RangeRef, SheetsContext } from './SheetsContext';

function filterModel(context: SheetsContext, sheet: Tab): FilterModel {
  if (!sheet.filter) throw context.host.exception('The filter does not exist.');
  return sheet.filter;
}

/** `SpreadsheetApp.Filter`, without its criteria. */
export function filterObject(context: SheetsContext, sheet: Tab): object {
  const object: object = serviceObject(context.host, 'SpreadsheetApp.Filter', {
    getRange: () => context.rangeObject({ sheet, box: filterModel(context, sheet).box }),
    remove: () => {
      context.reshape(sheet.file, () => {
        sheet.filter = null;
      });
    },
    sort: (...args: unknown[]) => {
      const method = 'SpreadsheetApp.Filter.sort';
      const column = context.integer(args[0], method, args);
      const ascending = context.boolean(args[1], method, args);
      context.reshape(sheet.file, () => {
        const { box } = filterModel(context, sheet);
        const body = { ...box, row: box.row + 1, rows: box.rows - 1 };
        sheet.requireEditable(body, context.host.user);
        sortRows(sheet, body, [{ column: box.column + column - 1, ascending }]);
      });
      return object;
    },
  });
  return object;
}

export function createFilter(context: SheetsContext, { sheet, box }: RangeRef): object {
  return context.reshape(sheet.file, () => {
    if (sheet.filter)
      throw context.host.exception("You can't create a filter in a sheet that already has a filter.");
    sheet.requireEditable(box, context.host.user);
    sheet.filter = { box, hiddenValues: {} };
    return filterObject(context, sheet);
  });
}
