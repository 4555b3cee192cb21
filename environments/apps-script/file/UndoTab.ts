import type { StorageTarget } from '../../../src/Core/AbstractStorage';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import {
  sizeOfChange,
  UNDO_LIMIT,
  type ChangeJournal,
  type TableChange,
} from '../../../src/Storages/GoogleSheets/ChangeJournal';
import { HiddenTab, piecesOf } from './HiddenTab';

export const UNDO_TAB = '_sheetbound_undo';

/** Record number, text. */
const COLUMNS = 2;

/** What the journal says of the run whose changes it holds. */
export interface UndoHeader {
  version: 1;
  importId: string;
  importName: string;
  /** Milliseconds since 1970: when the run's first execution began. */
  startedAt: number;
  /** The run's state before it, as JSON: cursors go back together with the cells. */
  stateBefore: string;
}

export interface UndoRecord {
  header: UndoHeader;
  /** What was written to, as it was then: the import's settings may have changed since. */
  targets: StorageTarget[];
  changes: TableChange[];
}

type Entry = { target: StorageTarget } | { change: TableChange };

/** The journal of one execution of a run. */
export interface RunUndo {
  journalOf(target: StorageTarget): ChangeJournal;
}

/** Changes of the last run that changed anything, in a hidden tab: half a megabyte of properties is too small. */
export class UndoTab {
  private readonly tab: HiddenTab;

  constructor(spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet) {
    this.tab = new HiddenTab(spreadsheet, UNDO_TAB, COLUMNS);
  }

  /**
   * The old journal goes when this run has its first change, unless it is of the same run, which then goes on.
   */
  begin(header: UndoHeader, isContinued: boolean): RunUndo {
    const writer = new UndoWriter(this.tab, () => (isContinued ? this.read() : undefined), header);
    return {
      journalOf: target => ({
        record: change => {
          writer.record(target, change);
        },
      }),
    };
  }

  /** Undefined when nothing can be undone. */
  read(): UndoRecord | undefined {
    const texts = new Map<string, string>();
    for (const [record = '', text = ''] of this.tab.read())
      texts.set(record, (texts.get(record) ?? '') + text);
    try {
      const [header, ...entries] = [...texts.values()].map(text => JSON.parse(text) as unknown);
      const known = header as UndoHeader | undefined;
      if (known?.version !== 1) return undefined;
      return {
        header: known,
        targets: (entries as Entry[]).flatMap(entry => ('target' in entry ? [entry.target] : [])),
        changes: (entries as Entry[]).flatMap(entry => ('change' in entry ? [entry.change] : [])),
      };
    } catch {
      return undefined;
    }
  }

  clear(): void {
    if (this.tab.exists) this.tab.write([]);
  }
}

const LOCK_WAIT = 10_000;

/** Writes under the lock: there is one journal, and runs of several people may be under way. */
class UndoWriter {
  private size: number | undefined;
  private records = 0;
  private readonly targets = new Set<string>();

  constructor(
    private readonly tab: HiddenTab,
    private readonly readEarlier: () => UndoRecord | undefined,
    private header: UndoHeader,
  ) {}

  record(target: StorageTarget, change: TableChange): void {
    EnvironmentAdapter.withLock(LOCK_WAIT, () => {
      if (this.size === undefined) this.size = this.open();
      else if (!this.isStillOurs()) this.size = Infinity;
      if (this.size <= UNDO_LIMIT) this.append(target, change);
    });
  }

  private append(target: StorageTarget, change: TableChange): void {
    this.size = (this.size ?? 0) + costOf(change);
    const kept: TableChange =
      this.size > UNDO_LIMIT
        ? { targetId: change.targetId, edits: [], added: [], removed: [], tooLarge: true }
        : change;
    const entries: Entry[] = this.targets.has(target.id)
      ? [{ change: kept }]
      : [{ target }, { change: kept }];
    this.targets.add(target.id);
    this.tab.append(entries.flatMap(entry => rowsOf(this.records++, entry)));
    SpreadsheetApp.flush();
  }

  /** Another run that changed something since has the journal now: this one is no longer the last. */
  private isStillOurs(): boolean {
    const [, first = ''] = this.tab.look();
    return first === rowsOf(0, this.header)[0]?.[1];
  }

  private open(): number {
    const earlier = this.readEarlier();
    const isSame =
      earlier?.header.importId === this.header.importId && earlier.header.startedAt === this.header.startedAt;
    if (!earlier || !isSame) {
      this.tab.write(rowsOf(0, this.header));
      this.records = 1;
      return 0;
    }
    this.header = earlier.header;
    for (const { id } of earlier.targets) this.targets.add(id);
    this.records = earlier.targets.length + earlier.changes.length + 1;
    return earlier.changes.reduce((sum, change) => sum + costOf(change), 0);
  }
}

function costOf(change: TableChange): number {
  return change.tooLarge ? UNDO_LIMIT + 1 : sizeOfChange(change);
}

function rowsOf(record: number, value: unknown): string[][] {
  return piecesOf(JSON.stringify(value)).map(piece => [String(record), piece]);
}
