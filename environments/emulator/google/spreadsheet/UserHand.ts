import { parseRange, type Axis, type Box } from './A1';
import { typedContent } from './Coercion';
import type { OpenFile } from './OpenFile';
import type { FilterModel, SheetModel } from './SheetModel';
import { PROTECTED, SheetsError } from './SheetsError';
import {
  changeCells,
  changeStyles,
  clearContents,
  setNote,
  setRule,
  writeContents,
  type Writer,
} from './SheetWriter';
import { sortRows } from './SheetSort';
import type { ValidationRule } from './Validation';

/**
 * What a user does in the browser, outside of any execution: takes effect at once, past all buffered writes. Tabs are
 * named by title. Refusals throw `SheetsError` as the browser would show them.
 */
export class UserHand {
  constructor(
    private readonly file: OpenFile,
    readonly user: string,
  ) {}

  /** Types a text into a cell and presses Enter. */
  typeValue(tab: string, a1: string, text: string): this {
    const { sheet, box } = this.find(tab, a1);
    writeContents(
      sheet,
      box,
      (_, __, format) => typedContent(text, format, this.file.typing()),
      this.writer(),
    );
    return this;
  }

  /** Types a formula, with its `=`. */
  setFormula(tab: string, a1: string, formula: string): this {
    const { sheet, box } = this.find(tab, a1);
    writeContents(sheet, box, () => ({ value: null, formula }), this.writer());
    return this;
  }

  clear(tab: string, a1: string): this {
    const { sheet, box } = this.find(tab, a1);
    clearContents(sheet, box, this.writer());
    return this;
  }

  /** '' removes the note. */
  setNote(tab: string, a1: string, note: string): this {
    const { sheet, box } = this.find(tab, a1);
    changeCells(sheet, box, this.writer(), (row, column) => {
      setNote(sheet, row, column, note);
    });
    return this;
  }

  /** '' is automatic. */
  setNumberFormat(tab: string, a1: string, format: string): this {
    const { sheet, box } = this.find(tab, a1);
    changeStyles(sheet, box, { numberFormat: format === '' ? undefined : format }, this.writer());
    return this;
  }

  setValidation(tab: string, a1: string, rule: ValidationRule | undefined): this {
    const { sheet, box } = this.find(tab, a1);
    changeCells(sheet, box, this.writer(), (row, column) => {
      setRule(sheet, row, column, rule);
    });
    return this;
  }

  /** Sorts the tab by a column; frozen rows stay on top. */
  sort(tab: string, column: number, ascending = true): this {
    const sheet = this.file.sheet(tab);
    const row = sheet.frozenRows + 1;
    const box = { ...sheet.box, row, rows: sheet.grid.maxRows - sheet.frozenRows };
    sheet.requireEditable(box, this.user);
    sortRows(sheet, { ...box, columns: Math.max(sheet.grid.lastColumn(), column) }, [{ column, ascending }]);
    return this;
  }

  /** Inserts above (left of) `at`; the new ones look like their neighbour before. */
  insertRow(tab: string, at: number, count = 1): this {
    return this.insert(tab, 'rows', at, count);
  }

  insertColumn(tab: string, at: number, count = 1): this {
    return this.insert(tab, 'columns', at, count);
  }

  deleteRow(tab: string, at: number, count = 1): this {
    return this.remove(tab, 'rows', at, count);
  }

  deleteColumn(tab: string, at: number, count = 1): this {
    return this.remove(tab, 'columns', at, count);
  }

  /** Drags a column so that it stands before what is now column `before`. */
  moveColumn(tab: string, column: number, before: number): this {
    const sheet = this.file.sheet(tab);
    sheet.requireEditable(sheet.box, this.user);
    sheet.moveColumn(column, before);
    return this;
  }

  setFrozenRows(tab: string, rows: number): this {
    const sheet = this.tab(tab);
    sheet.frozenRows = rows;
    return this;
  }

  addTab(title: string, index: number = this.file.sheets.length): this {
    this.file.requireEditor(this.user);
    this.file.insertSheet(title, index);
    return this;
  }

  renameTab(from: string, to: string): this {
    this.file.renameSheet(this.tab(from), to);
    return this;
  }

  deleteTab(tab: string): this {
    this.file.deleteSheet(this.tab(tab));
    return this;
  }

  /** `index` counts from 0. */
  moveTab(tab: string, index: number): this {
    this.file.moveSheet(this.tab(tab), index);
    return this;
  }

  hideTab(tab: string): this {
    this.file.hideSheet(this.tab(tab));
    return this;
  }

  /** Protects a range ('' for the whole tab) so that only this user, the owner and `others` may edit it. */
  protect(tab: string, a1: string, others: readonly string[] = []): this {
    const sheet = this.file.sheet(tab);
    sheet.protections.push({
      id: String(this.file.nextId()),
      kind: a1 === '' ? 'SHEET' : 'RANGE',
      ...(a1 === '' ? {} : { box: this.find(tab, a1).box }),
      unprotected: [],
      description: '',
      warningOnly: false,
      editors: [...new Set([this.user, ...others])].filter(user => user !== this.file.owner),
    });
    return this;
  }

  unprotect(tab: string): this {
    this.file.sheet(tab).protections = [];
    return this;
  }

  /** Creates or replaces the tab's filter. `hiddenValues` by column of the sheet: shown values that are not shown. */
  setFilter(tab: string, a1: string, hiddenValues: FilterModel['hiddenValues'] = {}): this {
    const { sheet, box } = this.find(tab, a1);
    sheet.filter = { box, hiddenValues };
    return this;
  }

  removeFilter(tab: string): this {
    this.file.sheet(tab).filter = null;
    return this;
  }

  setTimeZone(timeZone: string): this {
    this.file.setTimeZone(timeZone);
    return this;
  }

  setLocale(locale: string): this {
    this.file.setLocale(locale);
    return this;
  }

  private insert(tab: string, axis: Axis, at: number, count: number): this {
    const sheet = this.file.sheet(tab);
    const max = axis === 'rows' ? sheet.grid.maxRows : sheet.grid.maxColumns;
    if (at < 1 || at > max + 1) throw new SheetsError(`Those ${axis} are out of bounds.`);
    this.requireShape(sheet);
    sheet.insertLines(axis, at, count, Math.max(at - 1, 1));
    return this;
  }

  private remove(tab: string, axis: Axis, at: number, count: number): this {
    const sheet = this.file.sheet(tab);
    const box: Box =
      axis === 'rows' ? { ...sheet.box, row: at, rows: count } : { ...sheet.box, column: at, columns: count };
    sheet.requireEditable(box, this.user);
    sheet.deleteLines(axis, at, count);
    return this;
  }

  /** A tab that is protected as a whole keeps its shape and its title. */
  private requireShape(sheet: SheetModel): void {
    this.file.requireEditor(this.user);
    if (sheet.barriers(sheet.box, this.user).some(({ kind }) => kind === 'SHEET'))
      throw new SheetsError(PROTECTED);
  }

  private tab(title: string): SheetModel {
    const sheet = this.file.sheet(title);
    this.requireShape(sheet);
    return sheet;
  }

  private find(tab: string, a1: string): { sheet: SheetModel; box: Box } {
    const sheet = this.file.sheet(tab);
    const box = parseRange(a1, { rows: sheet.grid.maxRows, columns: sheet.grid.maxColumns });
    if (!box) throw new Error(`${a1} is no range.`);
    return { sheet, box };
  }

  private writer(): Writer {
    return { user: this.user, typing: this.file.typing(), failedWrite: 'partial' };
  }
}
