import { serviceObject } from '../../ServiceObject';
import { createFilter, filterObject } from './FilterObject';
import { requireInside } from './GetRange';
import { addProtection } from './ProtectionObject';
import type { RangeMethods, RangeTarget } from './RangeMethods';
import { filterOf, rangeReads } from './RangeReads';
import { rangeWrites } from './RangeWrites';
import { requireLive } from './RequireLive';
import type { RangeRef, SheetsContext } from './SheetsContext';

const NAME = 'SpreadsheetApp.Range';

function navigation(context: SheetsContext): RangeMethods {
  const activate = ({ sheet, box, self }: RangeTarget): object => {
    context.activate(sheet, box);
    return self;
  };
  return {
    getSheet: ({ sheet }) => context.sheetObject(sheet),
    getCell: ({ sheet, box }, ...args) => {
      const [row = 0, column = 0] = args.map(value => context.integer(value, `${NAME}.getCell`, args));
      if (row < 1 || column < 1 || row > box.rows || column > box.columns)
        throw context.host.exception('Cell reference out of range');
      const cell = { row: box.row + row - 1, column: box.column + column - 1, rows: 1, columns: 1 };
      return context.rangeObject({ sheet, box: cell });
    },
    offset: ({ sheet, box }, ...args) => {
      if (args.length < 2 || args.length > 4) throw context.mismatch(`${NAME}.offset`, args);
      const [down = 0, right = 0, rows = box.rows, columns = box.columns] = args.map(value =>
        context.integer(value, `${NAME}.offset`, args),
      );
      const moved = { row: box.row + down, column: box.column + right, rows, columns };
      return context.rangeObject({ sheet, box: requireInside(context, sheet, moved) });
    },
    activate,
    activateAsCurrentCell: activate,
    protect: ({ sheet, box }) => addProtection(context, sheet, box),
    createFilter: range => createFilter(context, range),
    getFilter: range => (filterOf(range) ? filterObject(context, range.sheet) : null),
  };
}

type SharedMethod = (self: object, ...args: unknown[]) => unknown;

/** All methods of Range, which find out which range they are called on. */
function rangeMethods(context: SheetsContext): Record<string, SharedMethod> {
  const methods = { ...rangeReads(context), ...rangeWrites(context), ...navigation(context) };
  const shared = Object.entries(methods).map(([name, method]): [string, SharedMethod] => [
    name,
    (self, ...args) => {
      const range = context.ranges.get(self);
      if (!range) throw context.mismatch(`${NAME}.${name}`, args);
      requireLive(context, range.sheet);
      return method({ ...range, self }, ...args);
    },
  ]);
  return Object.fromEntries(shared);
}

const made = new WeakMap<SheetsContext, Record<string, SharedMethod>>();

/** `SpreadsheetApp.Range`: coordinates in a tab. They stay what they are when rows are inserted above. */
export function rangeObject(context: SheetsContext, range: RangeRef): object {
  let methods = made.get(context);
  if (!methods) made.set(context, (methods = rangeMethods(context)));
  const object = serviceObject(context.host, NAME, methods, { passesSelf: true });
  context.ranges.set(object, range);
  return object;
}
