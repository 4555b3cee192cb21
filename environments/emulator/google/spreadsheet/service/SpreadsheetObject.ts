import { enumName } from '../../Enumeration';
import { serviceObject } from '../../ServiceObject';
import { findLocale } from '../Locale';
import type { SheetModel } from '../SheetModel';
import { SheetsError } from '../SheetsError';
import type { SpreadsheetModel } from '../SpreadsheetModel';
import { copySheet } from '../SpreadsheetState';
import { findRange } from './GetRange';
import { namedRangeObject, removeNamedRange, setNamedRange } from './NamedRangeObject';
import { protectionsOf } from './ProtectionObject';
import { rangeListObject } from './RangeListObject';
import { rangeObject } from './RangeObject';
import { freeCopyTitle, sheetMethods, sheetObject } from './SheetObject';
import type { SheetsContext } from './SheetsContext';
import { emailOf, userObject } from './UserObject';

const NAME = 'SpreadsheetApp.Spreadsheet';
type Methods = Record<string, (...args: unknown[]) => unknown>;

/** Methods of Sheet that Spreadsheet has too, for the active tab. */
const OF_ACTIVE_SHEET = (
  'appendRow autoResizeColumn deleteColumn deleteColumns deleteRow deleteRows getActiveCell getActiveRange ' +
  'getColumnWidth getCurrentCell getDataRange getFrozenColumns getFrozenRows getLastColumn getLastRow getSheetId ' +
  'getSheetName getSheetValues insertColumnAfter insertColumnBefore insertColumnsAfter insertColumnsBefore ' +
  'insertRowAfter insertRowBefore insertRowsAfter insertRowsBefore isRowHiddenByFilter setColumnWidth ' +
  'setFrozenColumns setFrozenRows sort'
).split(' ');

function ofActiveSheet(context: SheetsContext): Methods {
  const entries = OF_ACTIVE_SHEET.map((name): [string, Methods[string]] => [
    name,
    (...args) => {
      const sheet = context.activeSheet();
      return sheetMethods(context, sheet, () => sheetObject(context, sheet))[name]?.(...args);
    },
  ]);
  return Object.fromEntries(entries);
}

function facts(context: SheetsContext, file: SpreadsheetModel): Methods {
  const { realm } = context.host;
  return {
    getId: () => file.id,
    getName: () => file.name,
    getUrl: () => `https://docs.google.com/spreadsheets/d/${file.id}/edit`,
    getSpreadsheetTimeZone: () => file.timeZone,
    getSpreadsheetLocale: () => file.locale.name,
    getOwner: () => userObject(context, file.owner),
    getEditors: () => {
      const others = file.editors === 'all' ? [] : file.editors;
      return realm.array([file.owner, ...others].map(email => userObject(context, email)));
    },
    getNumSheets: () => file.sheets.length,
    getSheets: () => realm.array(file.sheets.map(sheet => sheetObject(context, sheet))),
    getSheetById: (...args) => {
      const id = context.integer(args[0], `${NAME}.getSheetById`, args);
      const sheet = file.sheets.find(each => each.id === id);
      return sheet ? sheetObject(context, sheet) : null;
    },
    getSheetByName: (...args) => {
      const name = context.text(args[0], `${NAME}.getSheetByName`, args);
      const sheet = file.sheets.find(each => each.name === name);
      return sheet ? sheetObject(context, sheet) : null;
    },
    getActiveSheet: () => sheetObject(context, context.activeSheet()),
  };
}

function settings(context: SheetsContext, file: SpreadsheetModel, self: () => object): Methods {
  const text = (args: readonly unknown[], method: string) => context.text(args[0], `${NAME}.${method}`, args);
  return {
    rename: (...args) => {
      const name = text(args, 'rename');
      context.reshape(file, () => (file.name = name));
    },
    setSpreadsheetTimeZone: (...args) => {
      const timeZone = text(args, 'setSpreadsheetTimeZone');
      context.reshape(file, () => {
        file.setTimeZone(timeZone);
      });
    },
    setSpreadsheetLocale: (...args) => {
      const locale = text(args, 'setSpreadsheetLocale');
      if (!findLocale(locale)) throw context.notEmulated(`A spreadsheet in the locale ${locale}`);
      context.reshape(file, () => {
        file.setLocale(locale);
      });
    },
    addEditor: (...args) => {
      const email = emailOf(context, args[0], `${NAME}.addEditor`, args);
      context.reshape(file, () => {
        if (file.editors !== 'all') file.editors = [...new Set([...file.editors, email])];
      });
      return self();
    },
    toast: (...args) => {
      if (args.length === 0 || args.length > 3) throw context.mismatch(`${NAME}.toast`, args);
      const [message, title = '', seconds = 5] = args;
      context.options.onToast?.({
        message: String(message),
        title: String(title),
        seconds: seconds === null ? -1 : context.integer(seconds, `${NAME}.toast`, args),
      });
    },
  };
}

interface NewSheet {
  name?: string;
  index?: number;
  template?: SheetModel;
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
    return sheetObject(context, made);
  });
}

function tabs(context: SheetsContext, file: SpreadsheetModel): Methods {
  const sheetOf = (value: unknown, method: string, args: readonly unknown[]): SheetModel => {
    const sheet = context.sheets.get(value);
    if (sheet?.file !== file) throw context.mismatch(`${NAME}.${method}`, args);
    return sheet;
  };
  const remove = (sheet: SheetModel) =>
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
      return sheetObject(context, context.activeSheet());
    },
    duplicateActiveSheet: () =>
      context.reshape(file, () => {
        const sheet = context.activeSheet();
        file.requireRoomFor(sheet.grid.maxRows * sheet.grid.maxColumns);
        const copy = copySheet(file, sheet, freeCopyTitle(file.titles(), sheet.name));
        file.sheets.splice(file.sheets.indexOf(sheet) + 1, 0, copy);
        context.activate(copy);
        return sheetObject(context, copy);
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
        const sheet = context.activeSheet();
        file.sheets = file.sheets.filter(each => each !== sheet);
        file.sheets.splice(position - 1, 0, sheet);
      });
    },
    setActiveSheet: (...args) => {
      const sheet = sheetOf(args[0], 'setActiveSheet', args);
      context.activate(sheet);
      return sheetObject(context, sheet);
    },
    getProtections: (...args) => {
      const kind = enumName(args[0]);
      if (kind === undefined) throw context.mismatch(`${NAME}.getProtections`, args);
      return context.host.realm.array(file.sheets.flatMap(sheet => protectionsOf(context, sheet, kind)));
    },
  };
}

function ranges(context: SheetsContext, file: SpreadsheetModel): Methods {
  const text = (args: readonly unknown[], method: string) => context.text(args[0], `${NAME}.${method}`, args);
  const find = (a1: string) => findRange(context, file, context.activeSheet(), a1);
  const rangeOf = (value: unknown, method: string, args: readonly unknown[]) => {
    const range = context.ranges.get(value);
    if (!range) throw context.mismatch(`${NAME}.${method}`, args);
    return range;
  };
  return {
    getRange: (...args) => rangeObject(context, find(text(args, 'getRange'))),
    getRangeList: (...args) => {
      const [list] = args;
      if (!Array.isArray(list) || !list.every(each => typeof each === 'string'))
        throw context.mismatch(`${NAME}.getRangeList`, args);
      return rangeListObject(context, (list as string[]).map(find));
    },
    setActiveRange: (...args) => {
      const range = rangeOf(args[0], 'setActiveRange', args);
      context.activate(range.sheet, range.box);
      return args[0];
    },
    getRangeByName: (...args) => {
      const name = text(args, 'getRangeByName');
      const named = file.namedRanges.some(each => each.name.toLowerCase() === name.toLowerCase());
      return named ? rangeObject(context, find(name)) : null;
    },
    getNamedRanges: () =>
      context.host.realm.array(file.namedRanges.map(({ name }) => namedRangeObject(context, file, name))),
    setNamedRange: (...args) => {
      setNamedRange(context, file, text(args, 'setNamedRange'), rangeOf(args[1], 'setNamedRange', args));
    },
    removeNamedRange: (...args) => {
      removeNamedRange(context, file, text(args, 'removeNamedRange'));
    },
  };
}

/** `SpreadsheetApp.Spreadsheet`. */
export function spreadsheetObject(context: SheetsContext, file: SpreadsheetModel): object {
  const known = context.fileObjects.get(file);
  if (known) return known;
  const object: object = serviceObject(context.host, NAME, {
    ...ofActiveSheet(context),
    ...facts(context, file),
    ...settings(context, file, () => object),
    ...tabs(context, file),
    ...ranges(context, file),
  });
  context.files.set(object, file);
  context.fileObjects.set(file, object);
  return object;
}
