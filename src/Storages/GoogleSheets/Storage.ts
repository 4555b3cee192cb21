import {
  AbstractStorage,
  GONE_FIELD,
  type ChangePreview,
  type GoneRows,
  type SaveResult,
  type StorageCapabilities,
  type StorageTarget,
  type WindowScope,
} from '../../Core/AbstractStorage';
import { isCivilDate } from '../../Core/CivilDate';
import { DestinationException } from '../../Core/Exceptions';
import type { Row } from '../../Core/Schema';
import { isInScopes, mergeScopes } from '../../Core/WindowScopes';
import { captionOf } from './Layout';
import { previewOf, previewOfNew } from './Preview';
import type { Job } from './SaveAttempts';
import { SheetClock } from './SheetClock';
import type { SheetServices } from './SheetServices';
import { FIRST_ROW, type Table } from './Table';
import { TabOpener } from './TabOpener';
import { TableKeys } from './TableKeys';
import { distinct, latestByKey, planByKey, planWhole, type TablePlan, type Wanted } from './TablePlan';
import { saveTable, type Saved } from './TableSaver';

/** Longest text of a cell. */
export const MAX_TEXT_LENGTH = 50_000;

/**
 * A tab of a spreadsheet. Ours are the columns whose header notes carry our marker, nothing else: rows keep their
 * places, and the user's columns, formulas, notes, formats, captions and order stay as they are. The number of service
 * calls does not grow with the rows.
 */
export class GoogleSheetsStorage extends AbstractStorage {
  private readonly opener: TabOpener;
  private readonly clock: SheetClock;
  private readonly keys: TableKeys;
  private saved: Saved | undefined;

  constructor(
    target: StorageTarget,
    private readonly services: SheetServices,
  ) {
    super(target);
    this.clock = new SheetClock(() => services.spreadsheet.getSpreadsheetTimeZone());
    this.keys = new TableKeys(target, this.clock);
    this.opener = new TabOpener(target, services, this.keys, this.clock);
  }

  override get capabilities(): StorageCapabilities {
    return { maxTextLength: MAX_TEXT_LENGTH, maxValuesPerSave: 200_000 };
  }

  prepare(): void {
    saveTable(this.opener, this.job({ rows: [] }));
  }

  saveData(rows: readonly Row[]): SaveResult {
    this.requireKeys();
    this.requireFitting(rows);
    this.saved = saveTable(this.opener, this.job({ rows }));
    return this.saved.result;
  }

  replaceData(rows: readonly Row[], scopes?: readonly WindowScope[]): SaveResult {
    this.requireFitting(rows);
    const inside = this.inside(rows, scopes);
    const { result } = saveTable(this.opener, this.replacing(inside, scopes));
    const outside = rows.length - inside.length;
    if (!outside) return result;
    const left = outside === 1 ? '1 row lies' : `${outside} rows lie`;
    const warning = `${left} outside the days or accounts that were asked for; left out.`;
    return { ...result, warnings: [...result.warnings, warning] };
  }

  previewData(
    rows: readonly Row[],
    { replace, scopes }: { replace: boolean; scopes?: readonly WindowScope[] },
  ): ChangePreview {
    if (!replace) this.requireKeys();
    const open = this.opener.peek(fieldsOf(scopes));
    const inside = replace ? this.inside(rows, scopes) : rows;
    if (!open) return previewOfNew(this.target, distinct(this.target, inside, this.keys));
    const { table } = open;
    const job = replace || scopes ? this.replacing(inside, scopes, replace) : this.job({ rows: inside });
    const records = latestByKey(inside, this.keys);
    const preview = previewOf(this.target, table, job.plan(table), row =>
      records.get(table.keyOf(row) ?? ''),
    );
    return { ...preview, newFields: table.layout.missing };
  }

  /** Rows without keys are only ever replaced, so none of them can be gone: 0. */
  reconcile(scopes: readonly WindowScope[], keys: ReadonlySet<string>, gone: GoneRows): number {
    if (!this.target.uniqueKeys.length) return 0;
    const merged = mergeScopes(scopes);
    const table = this.tableSaved() ?? this.opener.peek(fieldsOf(merged))?.table;
    if (!table) return 0;
    const known = new Set([...keys].map(key => this.keys.ofCoreKey(key)));
    const isGone = (table: Table, row: number) =>
      !known.has(table.keyOf(row) ?? '') && table.isInScopes(row, merged);
    const rows = matching(table, isGone);
    if (!rows.length || gone === 'keep') return rows.length;
    if (gone === 'remove') this.remove(isGone, fieldsOf(merged));
    else this.mark(isGone, fieldsOf(merged));
    return rows.length;
  }

  deleteExpired(dateField: string, before: string): number {
    if (!isCivilDate(before)) throw new Error(`"${before}" is not a day (YYYY-MM-DD).`);
    const isExpired = (table: Table, row: number) => (table.dayAt(row, dateField) ?? before) < before;
    const open = this.opener.peek([dateField]);
    const count = open ? matching(open.table, isExpired).length : 0;
    if (count) this.remove(isExpired, [dateField]);
    return count;
  }

  /**
   * What the last save found. Rows that it added or updated are in the source and so cannot be gone: for counting it
   * is as good as reading once more.
   */
  private tableSaved(): Table | undefined {
    const found = this.saved?.found;
    this.saved = undefined;
    return found?.isWhole ? found : undefined;
  }

  override flush(): void {
    this.services.flush();
  }

  private remove(isSurplus: (table: Table, row: number) => boolean, scopeFields: readonly string[]): void {
    saveTable(this.opener, {
      plan: table => ({ ...nothing(), removed: matching(table, isSurplus) }),
      freshRows: [],
      scopeFields,
      extraFields: [],
    });
  }

  private mark(isGone: (table: Table, row: number) => boolean, scopeFields: readonly string[]): void {
    saveTable(this.opener, {
      plan: table => {
        const column = table.column(GONE_FIELD);
        if (!column) return nothing();
        const rows = matching(table, isGone);
        if (rows.length) table.loadRows(rows[0] ?? FIRST_ROW, rows[rows.length - 1] ?? FIRST_ROW);
        const changes = rows
          .map(row => ({ row, column, before: table.cell(row, column), after: true }))
          .filter(({ before }) => before !== true);
        if (changes.length) table.loadFormulas(rows[0] ?? FIRST_ROW, rows[rows.length - 1] ?? FIRST_ROW);
        return { ...nothing(), changes };
      },
      freshRows: [],
      scopeFields,
      extraFields: [GONE_FIELD],
    });
  }

  private job(wanted: Wanted, scopeFields: readonly string[] = []): Job {
    const { keys, clock, target } = this;
    const plan = target.uniqueKeys.length ? planByKey : planWhole;
    return {
      plan: table => plan(table, wanted, keys, clock),
      freshRows: wanted.rows,
      scopeFields,
      extraFields: [],
    };
  }

  private replacing(
    rows: readonly Row[],
    scopes: readonly WindowScope[] | undefined,
    dropsDuplicates = true,
  ): Job {
    const merged = scopes && mergeScopes(scopes);
    const job = this.job({ rows }, fieldsOf(merged));
    const { keys, clock, target } = this;
    const plan = target.uniqueKeys.length ? planByKey : planWhole;
    return {
      ...job,
      plan: table =>
        plan(
          table,
          { rows, dropsDuplicates, isSurplus: row => !merged || table.isInScopes(row, merged) },
          keys,
          clock,
        ),
    };
  }

  /** Rows without keys can only be told apart by where they are replaced. */
  private inside(rows: readonly Row[], scopes: readonly WindowScope[] | undefined): readonly Row[] {
    if (!scopes || this.target.uniqueKeys.length) return rows;
    return rows.filter(row => isInScopes(row, scopes));
  }

  /** The connector cuts texts before; whoever else saves is told before anything is written. */
  private requireFitting(rows: readonly Row[]): void {
    for (const row of rows) {
      for (const field of Object.keys(this.target.fields)) {
        const value = row[field];
        if (typeof value !== 'string' || value.length <= MAX_TEXT_LENGTH) continue;
        throw new DestinationException(
          `[${this.target.sourceName}] ${captionOf(this.target, field)} holds a text of ${value.length} characters; a cell of Google Sheets takes ${MAX_TEXT_LENGTH}. Nothing was written.`,
        );
      }
    }
  }
}

function nothing(): TablePlan {
  return { changes: [], added: [], removed: [], updated: [], unchanged: 0, warnings: [] };
}

function matching(table: Table, isMatch: (table: Table, row: number) => boolean): number[] {
  return table.keys.flatMap((key, i) =>
    key !== undefined && isMatch(table, FIRST_ROW + i) ? FIRST_ROW + i : [],
  );
}

function fieldsOf(scopes: readonly WindowScope[] | undefined): string[] {
  return [
    ...new Set(
      (scopes ?? []).flatMap(({ dateField, account }) => [dateField, ...(account ? [account.field] : [])]),
    ),
  ];
}
