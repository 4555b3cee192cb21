import type { Realm, ServiceHost } from '../../../environments/emulator/google/ServiceHost';
import { createSpreadsheetApp } from '../../../environments/emulator/google/spreadsheet/SpreadsheetService';
import {
  SpreadsheetModel,
  type SpreadsheetOptions,
} from '../../../environments/emulator/google/spreadsheet/SpreadsheetModel';
import { createNodeEnvironment } from '../../../environments/node/NodeEnvironment';
import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import type { StorageTarget } from '../../../src/Core/AbstractStorage';
import type { TableChange } from '../../../src/Storages/GoogleSheets/ChangeJournal';
import type { Spreadsheet } from '../../../src/Storages/GoogleSheets/Sheet';
import type { SheetServices } from '../../../src/Storages/GoogleSheets/SheetServices';
import { GoogleSheetsStorage } from '../../../src/Storages/GoogleSheets/Storage';
import type { TabMemory, TabRecord } from '../../../src/Storages/GoogleSheets/TabMemory';

/** Waiting for Sheets to recover takes no time here. */
const ENVIRONMENT = { ...createNodeEnvironment({ timeZone: 'Etc/UTC' }), sleep: () => undefined };

const realm: Realm = {
  array: values => [...values],
  grid: rows => rows.map(row => [...row]),
  object: record => ({ ...record }),
  date: milliseconds => new Date(milliseconds),
  isDate: (value): value is Date => value instanceof Date,
  error: (name, message) => Object.assign(new Error(message), { name }),
};

/** Called around each call: its number from 0 and its name. What it throws, the call throws. */
export type Hook = (index: number, name: string, when: 'before' | 'after') => void;

class CountingHost implements ServiceHost {
  readonly realm = realm;
  readonly calls: string[] = [];
  readonly hasUi = false;

  constructor(
    readonly user: string,
    private readonly hook: Hook | undefined,
  ) {}

  call<T>(name: string, effect: () => T): T {
    const index = this.calls.length;
    // As counted in the figures: every call on any object but getRange.
    if (name.endsWith('.getRange')) return effect();
    this.calls.push(name.replace('SpreadsheetApp.', ''));
    this.hook?.(index, name, 'before');
    const result = effect();
    this.hook?.(index, name, 'after');
    return result;
  }

  now(): number {
    return Date.UTC(2026, 2, 2, 9);
  }

  elapse(): void {
    // Nothing here takes time.
  }

  exception(message: string): Error {
    return realm.error('Exception', message);
  }

  requireScope(): void {
    // Every scope is granted.
  }
}

interface App {
  getActiveSpreadsheet(): Spreadsheet;
  flush(): void;
}

/** A file, the memory of its tabs and the journal: what survives an execution. */
export class SheetBench {
  model: SpreadsheetModel;
  records = new Map<string, TabRecord>();
  /** See `SheetServices`. */
  maxCellsReadAtOnce: number | undefined;
  readonly journal: TableChange[] = [];
  /** Calls of the last execution, without getRange. */
  calls: readonly string[] = [];
  hook: Hook | undefined;

  constructor(options: SpreadsheetOptions = {}) {
    this.model = new SpreadsheetModel(options);
    // Here and not once for the file: tests of other files, with environments of theirs, run in the same process.
    installEnvironment(ENVIRONMENT);
  }

  /** Another file and memory in the same state. */
  copy(): SheetBench {
    const copy = new SheetBench({ rows: 1, columns: 1 });
    copy.model = SpreadsheetModel.fromJSON(this.model.toJSON());
    copy.records = new Map(this.records);
    copy.maxCellsReadAtOnce = this.maxCellsReadAtOnce;
    return copy;
  }

  get user() {
    return this.model.asUser();
  }

  readonly memory: TabMemory = {
    get: id => this.records.get(id),
    set: (id, record) => {
      this.records.set(id, JSON.parse(JSON.stringify(record)) as TabRecord);
    },
    delete: id => {
      this.records.delete(id);
    },
  };

  /** One execution: its buffered writes arrive when it ends, unless it is killed with `killed: 'lost'`. */
  execute<T>(action: (services: SheetServices) => T, options: { user?: string; killed?: 'lost' } = {}): T {
    const host = new CountingHost(options.user ?? this.model.owner, this.hook);
    const app = createSpreadsheetApp(host, this.model) as unknown as App;
    this.calls = host.calls;
    const journal = { record: (change: TableChange) => void this.journal.push(change) };
    const end = () => {
      if (options.killed === 'lost') this.model.dropWrites(host);
      else this.model.commitWrites(host);
    };
    let result: T;
    try {
      const services = {
        spreadsheet: app.getActiveSpreadsheet(),
        memory: this.memory,
        journal,
        flush: app.flush,
        ...(this.maxCellsReadAtOnce === undefined ? {} : { maxCellsReadAtOnce: this.maxCellsReadAtOnce }),
      };
      result = action(services);
    } catch (error) {
      try {
        end();
      } catch {
        // The first error is the one that the execution ends with.
      }
      throw error;
    }
    end();
    return result;
  }

  /** A storage of its own execution. */
  with<T>(
    target: StorageTarget,
    action: (storage: GoogleSheetsStorage) => T,
    user?: string,
    writes: 'lost' | 'applied' = 'applied',
  ): T {
    return this.execute(services => action(new GoogleSheetsStorage(target, services)), {
      ...(user === undefined ? {} : { user }),
      ...(writes === 'lost' ? { killed: 'lost' } : {}),
    });
  }

  /** Shown texts of a tab, header first, blanks ''. */
  shown(tab: string): string[][] {
    const sheet = this.model.sheet(tab);
    const [rows, columns] = [sheet.grid.lastRow(), sheet.grid.lastColumn()];
    return Array.from({ length: rows }, (_, r) =>
      Array.from({ length: columns }, (__, c) => sheet.display(r + 1, c + 1)),
    );
  }
}

/** Calls that change the file. */
export function writesOf(calls: readonly string[]): string[] {
  return calls.filter(call => !/(^|\.)(get\w+|flush)$/.test(call));
}
