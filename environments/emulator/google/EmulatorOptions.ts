import type { HostMap } from '../../node/HostMap';
import type { Emulator } from './Emulator';
import type { EmulatorState } from './EmulatorState';
import type { Execution } from './Execution';
import type { LibraryOptions } from './script/Libraries';
import type { SpreadsheetOptions } from './spreadsheet/SpreadsheetModel';
import type { Manifest } from './World';

export interface EmulatorOptions {
  /** The built script, `Code.js`. */
  code: string;
  /** Script files by name without extension that are evaluated before `Code`, as those that sort before it are. */
  filesBefore?: Readonly<Record<string, string>>;
  /** Further script files by name without extension, evaluated after `Code` in this order. */
  files?: Readonly<Record<string, string>>;
  /** HTML files by name without extension. */
  htmlFiles?: Readonly<Record<string, string>>;
  /** Libraries by script id; those that `dependencies.libraries` of a manifest names, and no others. */
  libraries?: Readonly<Record<string, LibraryOptions>>;
  /** The content of `appsscript.json`. */
  manifest?: Manifest;
  /** ISO time at which the virtual clock starts. Default `2026-03-02T09:00:00Z`. */
  now?: string;
  /** Where requests to a host really go. */
  hosts?: HostMap;
  spreadsheet?: Omit<SpreadsheetOptions, 'owner'>;
  /** A state of `toJSON`, to go on from; `now` and `spreadsheet` are then taken from it. */
  state?: EmulatorState;
  /** What becomes of writes that were not flushed when the time limit ends an execution. Default `lost`. */
  bufferedWritesAtKill?: 'lost' | 'applied';
  /** What a write that Sheets refuses leaves behind. Default `partial`. */
  failedWrite?: 'partial' | 'nothing';
  /** Real milliseconds until an endless loop is cut. Default 120,000. */
  realTimeLimit?: number;
  /** Virtual milliseconds of calls, by full name, class or service, instead of those of `Costs.ts`. */
  costs?: Readonly<Record<string, number>>;
  /** Services of one's own, by global name, beside or instead of the built-in ones. */
  services?: (host: Execution, world: Emulator) => Readonly<Record<string, unknown>>;
}
