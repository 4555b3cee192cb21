import type { ChangeJournal } from './ChangeJournal';
import type { Spreadsheet } from './Sheet';
import type { TabMemory } from './TabMemory';

/** What the storage is handed by the runtime. */
export interface SheetServices {
  spreadsheet: Spreadsheet;
  memory: TabMemory;
  /** Told of every change before it is written. Default: changes are not kept and cannot be undone. */
  journal?: ChangeJournal;
  /**
   * Tabs with more cells in our columns are read in two steps: the columns that rows are found by, then the rows
   * concerned. Default 3,000,000.
   */
  maxCellsReadAtOnce?: number;
  /** Sends all buffered writes: what the platform refuses shows here and not after the execution. */
  flush(): void;
}
