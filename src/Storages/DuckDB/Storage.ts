import {
  AbstractStorage,
  GONE_FIELD,
  type ChangePreview,
  type GoneRows,
  type SaveResult,
  type StorageTarget,
  type WindowScope,
} from '../../Core/AbstractStorage';
import { isCivilDate } from '../../Core/CivilDate';
import { explainDestination } from '../../Core/DestinationFailures';
import type { Row, Value } from '../../Core/Schema';
import { previewByKey, replaceByKey, saveByKey } from './ByKey';
import { previewWhole, replaceWhole } from './ByWhole';
import { isBefore } from './Conditions';
import type { Database } from './Database';
import { countWhere, isGone } from './KeyComparison';
import { dropStaging, STAGED, stageRows } from './Staging';
import { applyPlan, planTable, type TablePlan, type TableWork } from './TablePlan';

/**
 * A table of a DuckDB file, named by the target. Columns carry the ids of the fields. A save is one transaction: rows
 * are staged in a temporary table, compared, and only what differs is merged. Columns that are not selected, the
 * user's among them, keep what they hold. A column that the user renames is the user's; its field gets a new one.
 */
export class DuckDBStorage extends AbstractStorage {
  constructor(
    target: StorageTarget,
    private readonly database: Database,
  ) {
    super(target);
  }

  prepare(): void {
    this.atomically(() => this.makeTable());
  }

  saveData(rows: readonly Row[]): SaveResult {
    this.requireKeys();
    return this.atomically(() => saveByKey(this.makeTable(), rows));
  }

  replaceData(rows: readonly Row[], scopes?: readonly WindowScope[]): SaveResult {
    const replace = this.target.uniqueKeys.length ? replaceByKey : replaceWhole;
    return this.atomically(() => replace(this.makeTable(), rows, scopes));
  }

  previewData(
    rows: readonly Row[],
    { replace, scopes }: { replace: boolean; scopes?: readonly WindowScope[] },
  ): ChangePreview {
    if (!replace) this.requireKeys();
    return this.atomically(() => {
      const work = this.work();
      return this.target.uniqueKeys.length
        ? previewByKey(work, rows, { replace, scopes })
        : previewWhole(work, rows, scopes);
    });
  }

  /** Rows without keys are only ever replaced, so none of them can be gone: 0. */
  reconcile(scopes: readonly WindowScope[], keys: ReadonlySet<string>, gone: GoneRows): number {
    if (!this.target.uniqueKeys.length) return 0;
    return this.atomically(() => {
      const plan = this.plan();
      if (!plan.exists) return 0;
      this.stageKeys(plan, keys);
      const condition = isGone(this.target, plan, scopes, STAGED);
      const count = countWhere(this.database, plan, condition);
      if (gone === 'remove' && count) this.database.run(`DELETE FROM ${plan.table} AS t WHERE ${condition}`);
      if (gone === 'mark' && count) this.mark(plan, condition);
      return count;
    });
  }

  deleteExpired(dateField: string, before: string): number {
    if (!isCivilDate(before)) throw new Error(`"${before}" is not a day (YYYY-MM-DD).`);
    return this.atomically(() => {
      const plan = this.plan();
      if (!plan.exists) return 0;
      const condition = isBefore(this.target, plan, dateField, before);
      const count = countWhere(this.database, plan, condition);
      if (count) this.database.run(`DELETE FROM ${plan.table} AS t WHERE ${condition}`);
      return count;
    });
  }

  override close(): void {
    this.database.close();
  }

  private plan(): TablePlan {
    return planTable(this.database, this.target);
  }

  private work(): TableWork {
    return { database: this.database, target: this.target, plan: this.plan() };
  }

  private makeTable(): TableWork {
    const work = this.work();
    return { ...work, plan: applyPlan(this.database, this.target, work.plan) };
  }

  private stageKeys(plan: TablePlan, keys: ReadonlySet<string>): void {
    const rows = [...keys].map(key => {
      const values = JSON.parse(key) as Value[];
      return Object.fromEntries(plan.keys.map(({ field }, index) => [field, values[index] ?? null]));
    });
    stageRows(this.database, this.target, plan.keys, rows);
  }

  private mark({ table, hasGone }: TablePlan, condition: string): void {
    if (!hasGone) this.database.run(`ALTER TABLE ${table} ADD COLUMN ${GONE_FIELD} BOOLEAN`);
    this.database.run(
      `UPDATE ${table} AS t SET ${GONE_FIELD} = TRUE WHERE ${condition} AND t.${GONE_FIELD} IS NOT TRUE`,
    );
  }

  /** One transaction. A preview uses one too, so that the temporary tables never outlive it. */
  private atomically<T>(action: () => T): T {
    try {
      this.database.run('BEGIN TRANSACTION');
      const result = action();
      dropStaging(this.database);
      this.database.run('COMMIT');
      return result;
    } catch (error) {
      this.rollBack();
      const { name, sourceName } = this.target;
      throw explainDestination(error, sourceName, `Table "${name}" in ${this.database.location}`);
    }
  }

  private rollBack(): void {
    try {
      this.database.run('ROLLBACK');
    } catch {
      // No transaction is open, or the connection is gone: either way nothing of it was written.
    }
  }
}
