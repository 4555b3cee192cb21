import { enumName } from '../../Enumeration';
import { serviceObject } from '../../ServiceObject';
import { captureInput } from '../Coercion';
import type { Tab } from '../SpreadsheetModel';
import { sortRows } from '../SheetSort';
import { appendInputs } from '../SheetWriter';
import { copySheet } from '../SpreadsheetState';
import { enumMember } from './Enums';
import { filterObject } from './FilterObject';
import { namedRangeObject } from './NamedRangeObject';
import { addProtection, protectionsOf } from './ProtectionObject';
import { clearBox, clearParts, type ClearParts } from './Clearing';
import { requireLive } from './RequireLive';
import type { SheetsContext } from './SheetsContext';
import { sheetRanges } from './SheetRanges';
import { sheetShape } from './SheetShape';

const NAME = 'SpreadsheetApp.Sheet';
type Methods = Record<string, (...args: unknown[]) => unknown>;

function facts(context: SheetsContext, sheet: Tab): Methods {
  const { grid, file } = sheet;
  return {
    getName: () => sheet.name,
    getSheetName: () => sheet.name,
    getSheetId: () => sheet.id,
    getIndex: () => file.sheets.indexOf(sheet) + 1,
    getParent: () => context.spreadsheetObject(file),
    getType: () => enumMember(context.host, 'SheetType', 'GRID'),
    getTabColor: () => sheet.tabColor,
    isSheetHidden: () => sheet.hidden,
    getMaxRows: () => context.read(file, () => grid.maxRows),
    getMaxColumns: () => context.read(file, () => grid.maxColumns),
    getLastRow: () => context.read(file, () => grid.lastRow()),
    getLastColumn: () => context.read(file, () => grid.lastColumn()),
    isRowHiddenByFilter: (...args) => {
      const row = context.integer(args[0], `${NAME}.isRowHiddenByFilter`, args);
      return context.read(file, () => sheet.isHiddenByFilter(row));
    },
    getCharts: () => context.host.realm.array([]),
    getNamedRanges: () =>
      context.host.realm.array(
        file.namedRanges
          .filter(({ sheetId }) => sheetId === sheet.id)
          .map(({ name }) => namedRangeObject(context, file, name)),
      ),
  };
}

const CLEARS: Record<string, Partial<ClearParts>> = {
  clearContents: { contents: true },
  clearFormats: { formats: true },
  clearNotes: { notes: true },
};

function contents(context: SheetsContext, sheet: Tab, self: () => object): Methods {
  const { file } = sheet;
  const clears = Object.entries(CLEARS).map(([name, parts]): [string, () => object] => [
    name,
    () => {
      const nothing = { contents: false, formats: false, notes: false, validations: false };
      clearBox(context, { sheet, box: sheet.box }, { ...nothing, ...parts });
      return self();
    },
  ]);
  return {
    ...Object.fromEntries(clears),
    clear: (...args) => {
      clearBox(context, { sheet, box: sheet.box }, clearParts(context, `${NAME}.clear`, args));
      return self();
    },
    appendRow: (...args) => {
      const [row] = args;
      if (args.length !== 1 || !Array.isArray(row)) throw context.mismatch(`${NAME}.appendRow`, args);
      const inputs = Array.from(row as unknown[], value => captureInput(value, context.host.realm));
      context.write(file, () => {
        appendInputs(sheet, inputs, context.writer(file));
      });
      return self();
    },
    sort: (...args) => {
      const column = context.integer(args[0], `${NAME}.sort`, args);
      const ascending = args.length < 2 || context.boolean(args[1], `${NAME}.sort`, args);
      context.write(file, () => {
        const row = sheet.frozenRows + 1;
        const columns = Math.max(sheet.grid.lastColumn(), column);
        const box = { row, column: 1, rows: sheet.grid.maxRows - sheet.frozenRows, columns };
        sheet.requireEditable(box, context.host.user);
        sortRows(sheet, box, [{ column, ascending }]);
      });
      return self();
    },
  };
}

function tab(context: SheetsContext, sheet: Tab, self: () => object): Methods {
  const { file } = sheet;
  const change = (effect: () => void): object => {
    context.reshape(file, effect);
    return self();
  };
  return {
    setName: (...args) => {
      const name = context.text(args[0], `${NAME}.setName`, args);
      return change(() => {
        file.renameSheet(sheet, name);
      });
    },
    hideSheet: () =>
      change(() => {
        file.hideSheet(sheet);
      }),
    showSheet: () =>
      change(() => {
        sheet.hidden = false;
      }),
    setTabColor: color =>
      change(() => {
        sheet.tabColor = color === null || color === undefined ? null : String(color);
      }),
    activate: () => {
      context.activate(sheet);
      return self();
    },
    copyTo: (...args) => {
      const target = context.files.get(args[0]);
      if (!target) throw context.mismatch(`${NAME}.copyTo`, args);
      return context.reshape(target, () => {
        target.requireRoomFor(sheet.grid.maxRows * sheet.grid.maxColumns);
        const copy = copySheet(target, sheet, freeCopyTitle(target.titles(), sheet.name));
        target.sheets.push(copy);
        return context.sheetObject(copy);
      });
    },
    getFilter: () => (sheet.filter ? filterObject(context, sheet) : null),
    protect: () => addProtection(context, sheet),
    getProtections: (...args) => {
      const kind = enumName(args[0]);
      if (kind === undefined) throw context.mismatch(`${NAME}.getProtections`, args);
      return context.host.realm.array(protectionsOf(context, sheet, kind));
    },
  };
}

/** `Copy of X`, `Copy of X 2` ... */
export function freeCopyTitle(titles: readonly string[], title: string): string {
  const taken = new Set(titles.map(each => each.toLowerCase()));
  for (let number = 1; ; number += 1) {
    const candidate = `Copy of ${title}${number === 1 ? '' : ` ${String(number)}`}`;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

/** The effects behind the methods of a Sheet; a Spreadsheet offers some of them for its active tab. */
export function sheetMethods(context: SheetsContext, sheet: Tab, self: () => object): Methods {
  const methods: Methods = {
    ...facts(context, sheet),
    ...sheetRanges(context, sheet),
    ...contents(context, sheet, self),
    ...sheetShape(context, sheet, self),
    ...tab(context, sheet, self),
  };
  const guarded = Object.entries(methods).map(([name, method]): [string, Methods[string]] => [
    name,
    (...args) => {
      requireLive(context, sheet);
      return method(...args);
    },
  ]);
  return Object.fromEntries(guarded);
}

/** `SpreadsheetApp.Sheet`. */
export function sheetObject(context: SheetsContext, sheet: Tab): object {
  const known = context.sheetObjects.get(sheet);
  if (known) return known;
  const object: object = serviceObject(
    context.host,
    NAME,
    sheetMethods(context, sheet, () => object),
  );
  context.sheets.set(object, sheet);
  context.sheetObjects.set(sheet, object);
  return object;
}
