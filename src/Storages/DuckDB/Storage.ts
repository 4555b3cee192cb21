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
import { DestinationException } from '../../Core/Exceptions';
import type { Row, Value } from '../../Core/Schema';
import { isInScopes } from '../../Core/WindowScopes';
import { isBefore, inScopes } from './Conditions';
import type { Database } from './Database';
import { compareByKey, countByKey, countWhere, dropSurplus, isGone, mergeByKey } from './KeyComparison';
import { exampleAdded, exampleGone, exampleUpdated } from './Preview';
import { dropStaging, STAGED, stageRows } from './Staging';
import { applyPlan, planTable, type TablePlan } from './TablePlan';
import { compareWhole, countWhole, isExcess, replaceWhole } from './WholeComparison';

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
    this.needKeys();
    return this.atomically(() => {
      const plan = this.makeTable();
      this.stage(plan, rows);
      compareByKey(this.database, plan);
      const { added, updated, unchanged } = countByKey(this.database);
      if (added + updated > 0) mergeByKey(this.database, plan);
      return { added, updated, unchanged, removed: 0, warnings: [] };
    });
  }

  replaceData(rows: readonly Row[], scopes?: readonly WindowScope[]): SaveResult {
    return this.atomically(() => {
      const plan = this.makeTable();
      return this.target.uniqueKeys.length
        ? this.replaceByKey(plan, rows, scopes)
        : this.replaceWhole(plan, rows, scopes);
    });
  }

  previewData(
    rows: readonly Row[],
    { replace, scopes }: { replace: boolean; scopes?: readonly WindowScope[] },
  ): ChangePreview {
    if (!replace) this.needKeys();
    return this.atomically(() => {
      const plan = this.plan();
      const newFields = plan.columns
        .filter(column => column.existing === undefined)
        .map(({ field }) => field);
      const preview = this.target.uniqueKeys.length
        ? this.previewByKey(plan, rows, replace, scopes)
        : this.previewWhole(plan, rows, scopes);
      return { ...preview, newFields };
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

  private makeTable(): TablePlan {
    return applyPlan(this.database, this.target, this.plan());
  }

  private stage(plan: TablePlan, rows: readonly Row[]): void {
    stageRows(this.database, this.target, plan.columns, rows);
  }

  private stageKeys(plan: TablePlan, keys: ReadonlySet<string>): void {
    const rows = [...keys].map(key => {
      const values = JSON.parse(key) as Value[];
      return Object.fromEntries(plan.keys.map(({ field }, index) => [field, values[index] ?? null]));
    });
    stageRows(this.database, this.target, plan.keys, rows);
  }

  private replaceByKey(
    plan: TablePlan,
    rows: readonly Row[],
    scopes: readonly WindowScope[] | undefined,
  ): SaveResult {
    this.stage(plan, rows);
    compareByKey(this.database, plan);
    const { added, updated, unchanged, surplus } = countByKey(this.database);
    const condition = isGone(this.target, plan, scopes);
    const gone = countWhere(this.database, plan, condition);
    if (gone) this.database.run(`DELETE FROM ${plan.table} AS t WHERE ${condition}`);
    if (surplus) dropSurplus(this.database, plan);
    if (added + updated + surplus > 0) mergeByKey(this.database, plan);
    return { added, updated, unchanged, removed: gone + surplus, warnings: [] };
  }

  private replaceWhole(
    plan: TablePlan,
    rows: readonly Row[],
    scopes: readonly WindowScope[] | undefined,
  ): SaveResult {
    const inside = scopes ? rows.filter(row => isInScopes(row, scopes)) : rows;
    this.stage(plan, inside);
    compareWhole(this.database, this.target, plan, scopes);
    const { added, unchanged } = countWhole(this.database);
    const removed = countWhere(this.database, plan, inScopes(this.target, plan, scopes)) - unchanged;
    if (added + removed > 0) replaceWhole(this.database, this.target, plan, scopes);
    return { added, updated: 0, unchanged, removed, warnings: outsideWarning(rows.length - inside.length) };
  }

  private previewByKey(
    plan: TablePlan,
    rows: readonly Row[],
    replace: boolean,
    scopes: readonly WindowScope[] | undefined,
  ): Omit<ChangePreview, 'newFields'> {
    this.stage(plan, rows);
    compareByKey(this.database, plan);
    const { added, updated, unchanged, surplus } = countByKey(this.database);
    const counted = replace || scopes !== undefined;
    const condition = counted && plan.exists ? isGone(this.target, plan, scopes) : 'FALSE';
    const gone = countWhere(this.database, plan, condition) + (replace ? surplus : 0);
    const examples = {
      added: exampleAdded(this.database, this.target, plan, "action = 'added'"),
      updated: plan.exists ? exampleUpdated(this.database, this.target, plan) : [],
      gone: exampleGone(this.database, this.target, plan, condition),
    };
    return { added, updated, unchanged, gone, examples };
  }

  private previewWhole(
    plan: TablePlan,
    rows: readonly Row[],
    scopes: readonly WindowScope[] | undefined,
  ): Omit<ChangePreview, 'newFields'> {
    this.stage(plan, scopes ? rows.filter(row => isInScopes(row, scopes)) : rows);
    compareWhole(this.database, this.target, plan, scopes);
    const { added, unchanged } = countWhole(this.database);
    const all = plan.exists ? countWhere(this.database, plan, inScopes(this.target, plan, scopes)) : 0;
    const examples = {
      added: exampleAdded(this.database, this.target, plan, 'wanted > present'),
      updated: [],
      gone: plan.exists
        ? exampleGone(this.database, this.target, plan, isExcess(this.target, plan, scopes))
        : [],
    };
    return { added, updated: 0, unchanged, gone: all - unchanged, examples };
  }

  private mark({ table, hasGone }: TablePlan, condition: string): void {
    if (!hasGone) this.database.run(`ALTER TABLE ${table} ADD COLUMN ${GONE_FIELD} BOOLEAN`);
    this.database.run(
      `UPDATE ${table} AS t SET ${GONE_FIELD} = TRUE WHERE ${condition} AND t.${GONE_FIELD} IS NOT TRUE`,
    );
  }

  private needKeys(): void {
    if (this.target.uniqueKeys.length) return;
    throw new DestinationException(
      `[${this.target.sourceName}] The rows of "${this.target.name}" have no key: they can be replaced, not updated. Nothing was written.`,
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

function outsideWarning(count: number): string[] {
  if (!count) return [];
  const rows = count === 1 ? '1 row lies' : `${count} rows lie`;
  return [`${rows} outside the days or accounts that were asked for; left out.`];
}
