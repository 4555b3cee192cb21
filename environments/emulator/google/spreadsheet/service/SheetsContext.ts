import type { ServiceHost } from '../../ServiceHost';
import { notEmulated } from '../../ServiceObject';
import { signatureError, toInteger } from '../../Signature';
import type { Box } from '../A1';
import { PROTECTED, SheetsError } from '../SheetsError';
import type { Writer } from '../SheetWriter';
import type { SpreadsheetModel, Tab } from '../SpreadsheetModel';
import type { ValidationRule } from '../Validation';
import { handlesOf, type Handles, type RangeRef } from './Handles';

export type { RangeRef } from './Handles';

/** What the user has before them: the tab and, within it, the range that is selected. */
export interface WindowState {
  sheetId?: number;
  selection?: Box;
}

export interface ToastMessage {
  message: string;
  title: string;
  /** Seconds; negative stays until it is dismissed. */
  seconds: number;
}

export interface SpreadsheetServiceOptions {
  /** `SpreadsheetApp.getUi`. Default: refuses, as where no editor is open. */
  getUi?: () => unknown;
  onToast?: (toast: ToastMessage) => void;
  /** Other files that `openById` finds. The own file is always found. */
  findSpreadsheet?: (id: string) => SpreadsheetModel | undefined;
  /** The user's window; an execution that activates a tab changes it. Default: a window of its own, on the first tab. */
  window?: WindowState;
  /** What a write leaves behind that Sheets refuses in the middle. Default `partial`. */
  failedWrite?: Writer['failedWrite'];
  /** Whether a file is bound, so that `getActiveSpreadsheet` is not null. Default true. */
  bound?: boolean;
  /** What held-back writes and handed out objects belong to; contexts of one execution share it. Default: the host. */
  execution?: object;
}

/**
 * How the objects are made that other objects give away: ranges give their tab, tabs their ranges. Handed to the
 * context once, so that the files of these objects need not know one another.
 */
export interface ObjectMakers {
  range(context: SheetsContext, range: RangeRef): object;
  sheet(context: SheetsContext, sheet: Tab): object;
  spreadsheet(context: SheetsContext, file: SpreadsheetModel): object;
}

/** What the objects of one execution share. Methods named by Google's full name speak in its errors. */
export class SheetsContext {
  readonly ranges: Handles<RangeRef>;
  readonly sheets: Handles<Tab>;
  readonly files: Handles<SpreadsheetModel>;
  readonly rules: Handles<ValidationRule>;
  /** One object a tab, so that `===` holds. */
  readonly sheetObjects = new Map<Tab, object>();
  readonly fileObjects = new Map<SpreadsheetModel, object>();
  readonly window: WindowState;
  private readonly execution: object;

  constructor(
    readonly host: ServiceHost,
    readonly model: SpreadsheetModel,
    readonly options: SpreadsheetServiceOptions,
    private readonly makers: ObjectMakers,
  ) {
    this.window = options.window ?? {};
    this.execution = options.execution ?? host;
    ({
      ranges: this.ranges,
      sheets: this.sheets,
      files: this.files,
      rules: this.rules,
    } = handlesOf(this.execution));
  }

  /** A new `SpreadsheetApp.Range`. */
  rangeObject(range: RangeRef): object {
    return this.makers.range(this, range);
  }

  /** The `SpreadsheetApp.Sheet` of a tab. */
  sheetObject(sheet: Tab): object {
    return this.makers.sheet(this, sheet);
  }

  /** The `SpreadsheetApp.Spreadsheet` of a file. */
  spreadsheetObject(file: SpreadsheetModel): object {
    return this.makers.spreadsheet(this, file);
  }

  writer(file: SpreadsheetModel): Writer {
    return {
      user: this.host.user,
      typing: file.typing(this.host.now()),
      failedWrite: this.options.failedWrite ?? 'partial',
    };
  }

  /** Runs something of the model; what it refuses becomes Google's exception. */
  attempt<T>(effect: () => T): T {
    try {
      return effect();
    } catch (error) {
      if (error instanceof SheetsError) throw this.host.exception(error.message);
      throw error;
    }
  }

  /** Reading sends buffered writes first. */
  read<T>(file: SpreadsheetModel, effect: () => T): T {
    return this.attempt(() => {
      file.commitWrites(this.execution);
      return effect();
    });
  }

  /** Holds a write back until the next read, flush or end. */
  write(file: SpreadsheetModel, effect: () => void): void {
    file.writesOf(this.execution).add(effect);
  }

  /** Changes the shape of a file: at once, after everything that was written before. */
  reshape<T>(file: SpreadsheetModel, effect: () => T): T {
    return this.read(file, () => {
      if (!file.canEdit(this.host.user)) throw new SheetsError(PROTECTED);
      return effect();
    });
  }

  /** The window's tab, or the first one that can be seen. */
  activeSheet(): Tab {
    const { sheets } = this.model;
    const found =
      sheets.find(({ id }) => id === this.window.sheetId) ??
      sheets.find(({ hidden }) => !hidden) ??
      sheets[0];
    if (!found) throw this.host.exception('The spreadsheet has no sheets.');
    return found;
  }

  activate(sheet: Tab, selection?: Box): void {
    if (sheet.file !== this.model) return;
    this.window.sheetId = sheet.id;
    this.window.selection = selection ?? { row: 1, column: 1, rows: 1, columns: 1 };
  }

  integer(value: unknown, method: string, args: readonly unknown[]): number {
    if (typeof value !== 'number' && typeof value !== 'string') throw this.mismatch(method, args);
    return toInteger(this.host, value);
  }

  text(value: unknown, method: string, args: readonly unknown[]): string {
    if (typeof value === 'object' || typeof value === 'undefined' || typeof value === 'function')
      throw this.mismatch(method, args);
    return String(value);
  }

  boolean(value: unknown, method: string, args: readonly unknown[]): boolean {
    if (typeof value !== 'boolean') throw this.mismatch(method, args);
    return value;
  }

  /** Rows of equal lengths out of the script's array of arrays. */
  rows(value: unknown, method: string, args: readonly unknown[]): unknown[][] {
    if (!Array.isArray(value) || !value.every(row => Array.isArray(row))) throw this.mismatch(method, args);
    return value as unknown[][];
  }

  mismatch(method: string, args: readonly unknown[]): Error {
    return signatureError(this.host, method, args);
  }

  notEmulated(name: string): Error {
    return notEmulated(this.host, name);
  }
}
