import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { StorageFactory } from '../../../src/Core/AbstractStorage';
import { StateException } from '../../../src/Core/Exceptions';
import type { Spreadsheet } from '../../../src/Storages/GoogleSheets/Sheet';
import { GoogleSheetsStorage } from '../../../src/Storages/GoogleSheets/Storage';
import type { TabRecord } from '../../../src/Storages/GoogleSheets/TabMemory';
import { SpreadsheetModel } from '../../emulator/google/spreadsheet/SpreadsheetModel';
import { createSpreadsheetApp } from '../../emulator/google/spreadsheet/SpreadsheetService';
import type { SpreadsheetState } from '../../emulator/google/spreadsheet/SpreadsheetState';
import { directHost } from './DirectHost';
import { workbookPath } from './StorageSpec';
import { writeWhole } from './WriteWhole';
import { writeWorkbook } from './WriteWorkbook';

/** What lies beside the .xlsx: all of the spreadsheet, which an .xlsx cannot hold without loss. */
interface Workbook {
  version: 1;
  spreadsheet: SpreadsheetState;
  tabs: Record<string, TabRecord>;
}

const OWNER = 'owner@example.com';

/** A spreadsheet on this machine, written by the same storage as in Google, and its .xlsx for people. */
export class SpreadsheetFile {
  readonly storages: StorageFactory;
  private readonly model: SpreadsheetModel;
  private readonly tabs: Map<string, TabRecord>;
  /** Whether the last save succeeded. */
  private isStored = true;

  constructor(
    private readonly path: string,
    private readonly options: { isReadOnly?: boolean } = {},
  ) {
    const workbook = readWorkbook(path);
    this.model = workbook
      ? SpreadsheetModel.fromJSON(workbook.spreadsheet)
      : new SpreadsheetModel({
          name: basename(path).replace(/\.xlsx$/i, ''),
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          owner: OWNER,
        });
    this.model.clock = () => Date.now();
    this.tabs = new Map(Object.entries(workbook?.tabs ?? {}));
    this.storages = this.makeStorages();
  }

  /** Writes the .xlsx. Rows that could not be stored are not shown as if they were: then it stays as it is. */
  async export(): Promise<void> {
    if (this.isStored) await writeWorkbook(this.model, this.path, workbookPath(this.path));
  }

  private makeStorages(): StorageFactory {
    const app = createSpreadsheetApp(directHost(OWNER), this.model) as unknown as {
      getActiveSpreadsheet(): Spreadsheet;
      flush(): void;
    };
    const memory = {
      get: (id: string) => this.tabs.get(id),
      set: (id: string, record: TabRecord) => {
        this.tabs.set(id, record);
        this.save();
      },
      delete: (id: string) => {
        this.tabs.delete(id);
        this.save();
      },
    };
    const flush = () => {
      app.flush();
      this.save();
    };
    return target =>
      new GoogleSheetsStorage(target, { spreadsheet: app.getActiveSpreadsheet(), memory, flush });
  }

  private save(): void {
    if (this.options.isReadOnly) return;
    const workbook: Workbook = {
      version: 1,
      spreadsheet: this.model.toJSON(),
      tabs: Object.fromEntries(this.tabs),
    };
    this.isStored = false;
    writeWhole(workbookPath(this.path), JSON.stringify(workbook));
    this.isStored = true;
  }
}

function readWorkbook(path: string): Workbook | undefined {
  const stored = workbookPath(path);
  if (!existsSync(stored)) {
    if (!existsSync(path)) return undefined;
    throw new StateException(
      `[Storage] ${path} was not made by this command (there is no ${basename(stored)} beside it). It was left as it is; name another file.`,
    );
  }
  return parseWorkbook(readFileSync(stored, 'utf8'), stored);
}

function parseWorkbook(text: string, stored: string): Workbook {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StateException(
      `[Storage] ${stored} is damaged (not whole JSON). Nothing was fetched and it was left as it is. Restore it, or name another spreadsheet.`,
    );
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (version !== 1)
    throw new StateException(
      `[Storage] ${stored} is ${typeof version === 'number' && version > 1 ? 'of a newer Sheetbound: update it' : 'not a spreadsheet of Sheetbound'}. Nothing was fetched and it was left as it is.`,
    );
  return value as Workbook;
}
