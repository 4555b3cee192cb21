import type { Realm, ServiceHost } from '../../../environments/emulator/google/ServiceHost';
import { createSpreadsheetApp } from '../../../environments/emulator/google/spreadsheet/SpreadsheetService';
import type { SpreadsheetServiceOptions } from '../../../environments/emulator/google/spreadsheet/SpreadsheetService';
import { SpreadsheetModel } from '../../../environments/emulator/google/spreadsheet/SpreadsheetModel';

const realm: Realm = {
  array: values => [...values],
  grid: rows => rows.map(row => [...row]),
  object: record => ({ ...record }),
  date: milliseconds => new Date(milliseconds),
  isDate: (value): value is Date => value instanceof Date,
  error: (name, message) => Object.assign(new Error(message), { name }),
};

/** An execution without an emulator around it: no limits, no faults, the realm of the test. */
export class PlainHost implements ServiceHost {
  readonly realm = realm;
  readonly calls: string[] = [];
  readonly hasUi = false;

  constructor(
    readonly user: string,
    private readonly model: SpreadsheetModel,
  ) {}

  call<T>(name: string, effect: () => T): T {
    this.calls.push(name);
    return effect();
  }

  now(): number {
    return this.model.clock();
  }

  elapse(): void {
    throw new Error('SpreadsheetApp lets no time pass by itself.');
  }

  exception(message: string): Error {
    return realm.error('Exception', message);
  }

  requireScope(): void {
    this.calls.push('scope');
  }
}

/** The real types, so that the tests are written as scripts are. */
export type App = GoogleAppsScript.Spreadsheet.SpreadsheetApp;

/** A script of `user` (default: the owner) in front of a file. */
export function scriptOf(
  model: SpreadsheetModel,
  user = model.owner,
  options: SpreadsheetServiceOptions = {},
): { app: App; host: PlainHost } {
  const host = new PlainHost(user, model);
  return { app: createSpreadsheetApp(host, model, options) as unknown as App, host };
}

/** A new file of 20 x 8 cells, a script of its owner, and its only tab. */
export function newFile(options: ConstructorParameters<typeof SpreadsheetModel>[0] = {}) {
  const model = new SpreadsheetModel({ rows: 20, columns: 8, ...options });
  const { app, host } = scriptOf(model);
  return { model, app, host, sheet: app.getActiveSheet(), user: model.asUser() };
}
