import type { ServiceHost } from '../ServiceHost';
import { serviceObject } from '../ServiceObject';
import { defineEnums } from './service/Enums';
import { rangeObject } from './service/RangeObject';
import { SheetsContext, type ObjectMakers, type SpreadsheetServiceOptions } from './service/SheetsContext';
import { sheetObject } from './service/SheetObject';
import { spreadsheetObject } from './service/SpreadsheetObject';
import { validationBuilder } from './service/ValidationObject';
import type { SpreadsheetModel } from './SpreadsheetModel';

export type { SpreadsheetServiceOptions, ToastMessage, WindowState } from './service/SheetsContext';

const NAME = 'SpreadsheetApp';
const ALL_FILES = 'https://www.googleapis.com/auth/spreadsheets';
const THIS_FILE = `${ALL_FILES}.currentonly`;

const MAKERS: ObjectMakers = { range: rangeObject, sheet: sheetObject, spreadsheet: spreadsheetObject };

type Methods = Record<string, (...args: unknown[]) => unknown>;

/** Methods of the active file that SpreadsheetApp offers too. */
const OF_ACTIVE_FILE = 'getActiveSheet getActiveRange getCurrentCell setActiveSheet setActiveRange'.split(
  ' ',
);

function activeMethods(context: SheetsContext): Methods {
  const { host, model, options } = context;
  const active = (method: string) => {
    host.requireScope(`${THIS_FILE} || ${ALL_FILES}`, `${NAME}.${method}`);
    return options.bound === false ? null : context.spreadsheetObject(model);
  };
  const ofFile: Methods = {
    getActiveSheet: () => context.sheetObject(context.activeSheet()),
    getActiveRange: () => context.rangeObject({ sheet: context.activeSheet(), box: selected(context) }),
    getCurrentCell: () => {
      const cell = { ...selected(context), rows: 1, columns: 1 };
      return context.rangeObject({ sheet: context.activeSheet(), box: cell });
    },
    setActiveSheet: (...args) => {
      const sheet = context.sheets.get(args[0]);
      if (!sheet) throw context.mismatch(`${NAME}.setActiveSheet`, args);
      context.activate(sheet);
      return args[0];
    },
    setActiveRange: (...args) => {
      const range = context.ranges.get(args[0]);
      if (!range) throw context.mismatch(`${NAME}.setActiveRange`, args);
      context.activate(range.sheet, range.box);
      return args[0];
    },
  };
  const guarded = OF_ACTIVE_FILE.map((method): [string, Methods[string]] => [
    method,
    (...args) => (active(method) === null ? null : ofFile[method]?.(...args)),
  ]);
  return {
    ...Object.fromEntries(guarded),
    getActive: () => active('getActive'),
    getActiveSpreadsheet: () => active('getActiveSpreadsheet'),
  };
}

function selected(context: SheetsContext) {
  return context.window.selection ?? { row: 1, column: 1, rows: 1, columns: 1 };
}

function open(context: SheetsContext, id: string, method: string): object {
  const { host, model, options } = context;
  host.requireScope(ALL_FILES, `${NAME}.${method}`);
  const file = id === model.id ? model : options.findSpreadsheet?.(id);
  if (!file)
    throw host.exception(
      `Document ${id} is missing (perhaps it was deleted, or you don't have read access?)`,
    );
  return context.spreadsheetObject(file);
}

function openMethods(context: SheetsContext): Methods {
  return {
    openById: (...args) => open(context, context.text(args[0], `${NAME}.openById`, args), 'openById'),
    openByUrl: (...args) => {
      const url = context.text(args[0], `${NAME}.openByUrl`, args);
      const id = /\/spreadsheets\/d\/([\w-]+)/.exec(url)?.[1];
      if (id === undefined) throw context.host.exception(`Invalid argument: url`);
      return open(context, id, 'openByUrl');
    },
  };
}

/**
 * `SpreadsheetApp` for one execution. Its writes stay in a buffer of that execution until the next read, `flush` or
 * `model.commitWrites(host)`, which the emulator calls at the end; a kill may call `model.dropWrites(host)` instead.
 * What Sheets refuses of a buffered write is thrown at that moment: as Google's exception within the script, as
 * `SheetsError` from `commitWrites`.
 */
export function createSpreadsheetApp(
  host: ServiceHost,
  model: SpreadsheetModel,
  options: SpreadsheetServiceOptions = {},
): Record<string, unknown> {
  const context = new SheetsContext(host, model, options, MAKERS);
  const service = serviceObject(host, NAME, {
    ...activeMethods(context),
    ...openMethods(context),
    flush: () => {
      context.read(model, () => undefined);
    },
    getUi: () => {
      if (!options.getUi) throw host.exception('Cannot call SpreadsheetApp.getUi() from this context.');
      return options.getUi();
    },
    newDataValidation: () => validationBuilder(context),
  });
  defineEnums(host, service);
  return service;
}
