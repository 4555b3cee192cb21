import { serviceObject } from '../../ServiceObject';
import { createFilter, filterObject } from './FilterObject';
import { requireInside } from './GetRange';
import { addProtection } from './ProtectionObject';
import { filterOf, rangeReads } from './RangeReads';
import { rangeWrites } from './RangeWrites';
import { requireLive } from './RequireLive';
import type { RangeRef, SheetsContext } from './SheetsContext';

const NAME = 'SpreadsheetApp.Range';
type Methods = Record<string, (...args: unknown[]) => unknown>;

function navigation(context: SheetsContext, range: RangeRef, self: () => object): Methods {
  const { sheet, box } = range;
  return {
    getSheet: () => context.sheetObject(sheet),
    getCell: (...args) => {
      const [row = 0, column = 0] = args.map(value => context.integer(value, `${NAME}.getCell`, args));
      if (row < 1 || column < 1 || row > box.rows || column > box.columns)
        throw context.host.exception('Cell reference out of range');
      const cell = { row: box.row + row - 1, column: box.column + column - 1, rows: 1, columns: 1 };
      return context.rangeObject({ sheet, box: cell });
    },
    offset: (...args) => {
      if (args.length < 2 || args.length > 4) throw context.mismatch(`${NAME}.offset`, args);
      const [down = 0, right = 0, rows = box.rows, columns = box.columns] = args.map(value =>
        context.integer(value, `${NAME}.offset`, args),
      );
      const moved = { row: box.row + down, column: box.column + right, rows, columns };
      return context.rangeObject({ sheet, box: requireInside(context, sheet, moved) });
    },
    activate: () => {
      context.activate(sheet, box);
      return self();
    },
    activateAsCurrentCell: () => {
      context.activate(sheet, box);
      return self();
    },
    protect: () => addProtection(context, sheet, box),
    createFilter: () => createFilter(context, range),
    getFilter: () => (filterOf(range) ? filterObject(context, sheet) : null),
  };
}

/** `SpreadsheetApp.Range`: coordinates in a tab. They stay what they are when rows are inserted above. */
export function rangeObject(context: SheetsContext, range: RangeRef): object {
  const self = (): object => object;
  const object: object = serviceObject(
    context.host,
    NAME,
    requireLive(context, range.sheet, {
      ...rangeReads(context, range),
      ...rangeWrites(context, range, self),
      ...navigation(context, range, self),
    }),
  );
  context.ranges.set(object, range);
  return object;
}
