import type { SaveResult } from '../../Core/AbstractStorage';
import { isNamed } from '../../Core/Exceptions';
import type { Row } from '../../Core/Schema';
import { isMistake } from '../../Core/Stack';
import { fullError, goneError, isOurs, movedError, refusedError } from './Failures';
import { fillFreshTab, freshGrowth } from './FreshTab';
import { PlanWriter } from './PlanWriter';
import type { Table } from './Table';
import type { FoundTab } from './TabFinder';
import type { TabOpener } from './TabOpener';
import { maxOf, minOf, type TablePlan } from './TablePlan';
import { LostRows } from './LostRows';
import type { Trial } from './Trial';
import { blocksOf } from './WriteBlocks';

/** One change to the table, as a question that is asked again whenever the table moved. */
export interface Job {
  plan(table: Table): TablePlan;
  /** Rows for a tab that is made for them. */
  freshRows: readonly Row[];
  /** Fields that rows are found by, besides the keys. */
  scopeFields: readonly string[];
  /** Columns that are made besides those of the selected fields. */
  extraFields: readonly string[];
}

/** The tries of one save: each looks again, and first puts right what the one before wrote in the wrong place. */
export class SaveAttempts {
  private first: SaveResult | undefined;
  private trial: Trial | undefined;
  private lost: LostRows | undefined;
  private tab: FoundTab | undefined;
  private table: Table | undefined;
  private readonly writer: PlanWriter;

  constructor(
    private readonly opener: TabOpener,
    private readonly job: Job,
  ) {
    const { target, keys, services } = opener;
    this.writer = new PlanWriter(target, keys, services.journal, () => {
      services.flush();
    });
  }

  /** Of the first look: what was put right later is no change to the user. */
  get result(): SaveResult {
    return this.first ?? { added: 0, updated: 0, unchanged: 0, removed: 0, warnings: [] };
  }

  /** The table as the save found it; undefined when the tab was made by it. */
  get found(): Table | undefined {
    return this.table;
  }

  /** False: somebody moved rows or columns meanwhile, look again. */
  next(): boolean {
    this.tab = this.opener.finder.findOrMake();
    if (this.tab.isNew) {
      this.fill(this.tab);
      return true;
    }
    const table = this.repaired(this.open(this.tab));
    const plan = this.job.plan(table);
    this.table = table;
    this.first ??= resultOf(plan);
    if (plan.changes.length || plan.added.length) {
      const trial = this.writer.write(table, plan, each => (this.trial = each));
      if (!trial || !this.writer.stands(table, trial.expectedKeys())) return false;
      this.trial = undefined;
      // Rows that go are looked for again: they are told apart from rows of the same content that are new.
      if (plan.removed.length) return this.next();
    } else if (plan.removed.length && !this.remove(table, plan.removed)) return false;
    this.opener.remember(this.tab, table.layout);
    return true;
  }

  /** The error for the user: what was refused, and how much of the save stands. */
  explain(error: unknown): unknown {
    if (isOurs(error) || isMistake(error) || !this.tab) return error;
    const { target, services } = this.opener;
    const { sheet, record } = this.tab;
    if (isNamed(error, 'UnknownRowsError')) return movedError(target, record.name);
    if (record.sheetId !== undefined && !services.spreadsheet.getSheetById(record.sheetId)) {
      services.memory.delete(target.id);
      return goneError(target, record.name);
    }
    const growth = this.tab.isNew
      ? freshGrowth(Object.keys(target.fields).length, this.job.freshRows.length)
      : this.writer.progress.growth || this.opener.newColumns * sheet.getMaxRows();
    const name = sheet.getName();
    if (this.tab.isNew) this.takeBack(this.tab);
    const full = growth > 0 ? fullError(services.spreadsheet, target, name, growth) : undefined;
    const { part } = this.writer.progress;
    return full ?? refusedError(error, target, { tab: name, part, written: this.written() });
  }

  private open(tab: FoundTab): Table {
    return this.opener.open(tab, this.job.scopeFields, this.job.extraFields).table;
  }

  private fill(tab: FoundTab): void {
    const { target, services, keys, clock } = this.opener;
    this.writer.progress.part = 'the new rows';
    const { layout, added, warnings } = fillFreshTab(
      target,
      tab.sheet,
      this.job.freshRows,
      keys,
      clock,
      change => services.journal?.record(change),
    );
    services.flush();
    this.first ??= { added, updated: 0, unchanged: 0, removed: 0, warnings };
    this.opener.remember(tab, layout);
  }

  private repaired(table: Table): Table {
    const { trial, lost } = this;
    if (!trial && !lost) return table;
    if (trial) {
      const { first, last } = trial.extent();
      if (last >= first) {
        table.loadRows(first, last);
        table.loadFormulas(first, last);
      }
      this.writer.writeBlocks(table, blocksOf(table, trial.repairs(table)));
    }
    lost?.restore(table);
    this.trial = undefined;
    this.lost = undefined;
    return this.tab ? this.open(this.tab) : table;
  }

  private remove(table: Table, rows: readonly number[]): boolean {
    this.writer.recordRemoval(table, rows);
    const lost = new LostRows(table, minOf(rows), maxOf(rows));
    const expected = this.writer.remove(table, rows);
    if (this.writer.stands(table, expected)) return true;
    lost.expect(expected);
    this.lost = lost;
    return false;
  }

  /** A tab that could not be filled is not left behind. */
  private takeBack({ sheet }: FoundTab): void {
    const { target, services } = this.opener;
    try {
      services.spreadsheet.deleteSheet(sheet);
      services.memory.delete(target.id);
    } catch {
      // Then the next run finds it, empty, and uses it.
    }
  }

  private written(): string {
    const first = this.first;
    if (!first || !this.tab || this.tab.isNew) return 'Nothing was written.';
    const { table } = this.opener.open(this.tab, this.job.scopeFields);
    const left = resultOf(this.job.plan(table));
    const all = first.added + first.updated + first.removed;
    const open = left.added + left.updated + left.removed;
    return open >= all
      ? 'None of the rows in hand was written.'
      : `Of ${all} rows in hand ${all - open} were written and ${open} were not.`;
  }
}

export function resultOf({ added, updated, unchanged, removed, warnings }: TablePlan): SaveResult {
  return { added: added.length, updated: updated.length, unchanged, removed: removed.length, warnings };
}
