import { serviceObject } from '../../ServiceObject';
import { findLocale } from '../Locale';
import type { SpreadsheetModel } from '../SpreadsheetModel';
import { findRange } from './GetRange';
import { namedRangeObject, removeNamedRange, setNamedRange } from './NamedRangeObject';
import { rangeListObject } from './RangeListObject';
import { sheetMethods } from './SheetObject';
import type { SheetsContext } from './SheetsContext';
import { spreadsheetTabs } from './SpreadsheetTabs';
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
      return sheetMethods(context, sheet, () => context.sheetObject(sheet))[name]?.(...args);
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
    getSheets: () => realm.array(file.sheets.map(sheet => context.sheetObject(sheet))),
    getSheetById: (...args) => {
      const id = context.integer(args[0], `${NAME}.getSheetById`, args);
      const sheet = file.sheets.find(each => each.id === id);
      return sheet ? context.sheetObject(sheet) : null;
    },
    getSheetByName: (...args) => {
      const name = context.text(args[0], `${NAME}.getSheetByName`, args);
      const sheet = file.sheets.find(each => each.name === name);
      return sheet ? context.sheetObject(sheet) : null;
    },
    getActiveSheet: () => context.sheetObject(context.activeSheet()),
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

function ranges(context: SheetsContext, file: SpreadsheetModel): Methods {
  const text = (args: readonly unknown[], method: string) => context.text(args[0], `${NAME}.${method}`, args);
  const find = (a1: string) => findRange(context, file, context.activeSheet(), a1);
  const rangeOf = (value: unknown, method: string, args: readonly unknown[]) => {
    const range = context.ranges.get(value);
    if (!range) throw context.mismatch(`${NAME}.${method}`, args);
    return range;
  };
  return {
    getRange: (...args) => context.rangeObject(find(text(args, 'getRange'))),
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
      return named ? context.rangeObject(find(name)) : null;
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
    ...spreadsheetTabs(context, file),
    ...ranges(context, file),
  });
  context.files.set(object, file);
  context.fileObjects.set(file, object);
  return object;
}
