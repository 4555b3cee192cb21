import type { TypingContext } from './Coercion';
import type { SheetFile, SheetModel } from './SheetModel';

/** What a user has before them: a file, as far as a hand can change it. */
export interface OpenFile extends SheetFile {
  /** By title; throws when there is none. */
  sheet(title: string): SheetModel;
  typing(): TypingContext;
  nextId(): number;
  insertSheet(name: string, index: number): SheetModel;
  renameSheet(sheet: SheetModel, name: string): void;
  moveSheet(sheet: SheetModel, index: number): void;
  hideSheet(sheet: SheetModel): void;
  deleteSheet(sheet: SheetModel): void;
  setTimeZone(timeZone: string): void;
  setLocale(locale: string): void;
}
