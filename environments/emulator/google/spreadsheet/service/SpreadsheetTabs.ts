import { enumName } from '../../Enumeration';
import { SheetsError } from '../SheetsError';
import type { SpreadsheetModel, Tab } from '../SpreadsheetModel';
import { copySheet } from '../SpreadsheetState';
import { protectionsOf } from './ProtectionObject';
import { freeCopyTitle } from './SheetObject';
import type { SheetsContext } from './SheetsContext';

const NAME = 'SpreadsheetApp.Spreadsheet';
type Methods = Record<string, (...args: unknown[]) => unknown>;

interface NewSheet {
  name?: string;
  index?: number;
  template?: Tab;
}

/** `insertSheet` takes a title, an index and options, each or all of them, in this order. */
function newSheet(context: SheetsContext, args: readonly unknown[]): NewSheet {
  const rest = [...args];
  const wanted: NewSheet = {};
  if (typeof rest[0] === 'string') wanted.name = String(rest.shift());
  if (typeof rest[0] === 'number') wanted.index = Math.trunc(Number(rest.shift()));
  const options = rest.shift();
  if (typeof options === 'object' && options !== null && 'template' in options) {
    const template = context.sheets.get(options.template);
    if (template) wanted.template = template;
  }
  if (rest.length > 0 || (options !== undefined && (typeof options !== 'object' || options === null)))
    throw context.mismatch(`${NAME}.insertSheet`, args);
  return wanted;
}

function insertSheet(context: SheetsContext, file: SpreadsheetModel, wanted: NewSheet): object {
  return context.reshape(file, () => {
    const index = wanted.index ?? file.sheets.indexOf(context.activeSheet()) + 1;
    if (index < 0 || index > file.sheets.length) throw new SheetsError(`Invalid argument: ${String(index)}`);
    const name = wanted.name ?? file.freeTitle();
    const { template } = wanted;
    const sheet = file.insertSheet(name, index, template?.grid.maxRows, template?.grid.maxColumns);
    if (template) file.sheets[index] = copySheet(file, template, name);
    const made = file.sheets[index] ?? sheet;
    context.activate(made);
    return context.sheetObject(made);
  });
}

/** Everything of a Spreadsheet that adds, removes, moves or finds tabs by what is active. */
export function spreadsheetTabs(context: SheetsContext, file: SpreadsheetModel): Methods {
  const sheetOf = (value: unknown, method: string, args: readonly unknown[]): Tab => {
    const sheet = context.sheets.get(value);
    if (sheet?.file !== file) throw context.mismatch(`${NAME}.${method}`, args);
    return sheet;
  };
  const remove = (sheet: Tab) =>
    context.reshape(file, () => {
      if (!file.sheets.includes(sheet)) throw new SheetsError(`Sheet ${String(sheet.id)} not found`);
      sheet.requireEditable(sheet.box, context.host.user);
      file.deleteSheet(sheet);
    });
  return {
    insertSheet: (...args) => insertSheet(context, file, newSheet(context, args)),
    deleteSheet: (...args) => {
      remove(sheetOf(args[0], 'deleteSheet', args));
    },
    deleteActiveSheet: () => {
      remove(context.activeSheet());
      return context.sheetObject(context.activeSheet());
    },
    duplicateActiveSheet: () =>
      context.reshape(file, () => {
        const sheet = context.activeSheet();
        file.requireRoomFor(sheet.grid.maxRows * sheet.grid.maxColumns);
        const copy = copySheet(file, sheet, freeCopyTitle(file.titles(), sheet.name));
        file.sheets.splice(file.sheets.indexOf(sheet) + 1, 0, copy);
        context.activate(copy);
        return context.sheetObject(copy);
      }),
    renameActiveSheet: (...args) => {
      const name = context.text(args[0], `${NAME}.renameActiveSheet`, args);
      context.reshape(file, () => {
        file.renameSheet(context.activeSheet(), name);
      });
    },
    moveActiveSheet: (...args) => {
      const position = context.integer(args[0], `${NAME}.moveActiveSheet`, args);
      context.reshape(file, () => {
        if (position < 1 || position > file.sheets.length)
          throw new SheetsError(`Invalid argument: ${String(position)}`);
        file.moveSheet(context.activeSheet(), position - 1);
      });
    },
    setActiveSheet: (...args) => {
      const sheet = sheetOf(args[0], 'setActiveSheet', args);
      context.activate(sheet);
      return context.sheetObject(sheet);
    },
    getProtections: (...args) => {
      const kind = enumName(args[0]);
      if (kind === undefined) throw context.mismatch(`${NAME}.getProtections`, args);
      return context.host.realm.array(file.sheets.flatMap(sheet => protectionsOf(context, sheet, kind)));
    },
  };
}
