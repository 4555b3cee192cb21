import type { WindowState } from './spreadsheet/SpreadsheetService';

/** An answer to a coming dialog. */
export interface DialogAnswer {
  button: 'OK' | 'CANCEL' | 'YES' | 'NO' | 'CLOSE';
  /** What is typed into a prompt. Default: nothing. */
  text?: string;
  /** Virtual milliseconds until the user answers; they count towards the six minutes. Default 0. */
  after?: number;
}

export type MenuEntry =
  | { kind: 'item'; caption: string; functionName: string }
  | { kind: 'separator' }
  | { kind: 'menu'; caption: string; entries: MenuEntry[] };

/** What lives as long as the editor window of a user. */
export interface UserSession {
  isOpen: boolean;
  /** By caption; a menu of the same caption replaces the former. */
  menus: Map<string, MenuEntry[]>;
  answers: DialogAnswer[];
  /** The tab and range before the user. */
  window: WindowState;
}
