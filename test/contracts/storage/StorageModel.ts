import {
  GONE_FIELD,
  type ChangePreview,
  type GoneRows,
  type SaveResult,
  type WindowScope,
} from '../../../src/Core/AbstractStorage';
import type { Row, Value } from '../../../src/Core/Schema';

type Counts = Pick<SaveResult, 'added' | 'updated' | 'unchanged' | 'removed'>;

/** What a table with keys should hold, as simply as it can be said: an array of rows. */
export class StorageModel {
  private table: Row[] = [];

  constructor(
    private readonly uniqueKeys: readonly string[],
    private readonly distinguishesEmptyText: boolean,
  ) {}

  /** Every row with these fields; fields that it never got are null. */
  rows(fields: readonly string[]): Row[] {
    return this.table.map(row => {
      const read = Object.fromEntries(fields.map(field => [field, row[field] ?? null]));
      return row[GONE_FIELD] === true ? { ...read, [GONE_FIELD]: true } : read;
    });
  }

  save(rows: readonly Row[]): Counts {
    const counts = { added: 0, updated: 0, unchanged: 0, removed: 0 };
    for (const row of this.latest(rows)) {
      const present = this.table.find(other => this.key(other) === this.key(row));
      if (!present) {
        this.table.push({ ...row });
        counts.added += 1;
      } else if (present[GONE_FIELD] === true || !this.holds(present, row)) {
        Object.assign(present, row, { [GONE_FIELD]: null });
        counts.updated += 1;
      } else counts.unchanged += 1;
    }
    return counts;
  }

  replace(rows: readonly Row[], scopes: readonly WindowScope[] | undefined): Counts {
    const gone = this.missing(rows, scopes);
    this.table = this.table.filter(row => !gone.includes(row));
    return { ...this.save(rows), removed: gone.length };
  }

  preview(rows: readonly Row[], replace: boolean, scope: WindowScope | undefined): Partial<ChangePreview> {
    const gone = replace || scope ? this.missing(rows, scope && [scope]).length : 0;
    const before = this.table.map(row => ({ ...row }));
    const { added, updated, unchanged } = this.save(rows);
    this.table = before;
    return { added, updated, unchanged, gone };
  }

  reconcile(scopes: readonly WindowScope[], known: readonly Row[], gone: GoneRows): number {
    const missing = this.missing(known, scopes);
    if (gone === 'mark') for (const row of missing) row[GONE_FIELD] = true;
    if (gone === 'remove') this.table = this.table.filter(row => !missing.includes(row));
    return missing.length;
  }

  deleteExpired(dateField: string, before: string): number {
    const expired = this.table.filter(row => typeof row[dateField] === 'string' && row[dateField] < before);
    this.table = this.table.filter(row => !expired.includes(row));
    return expired.length;
  }

  private missing(rows: readonly Row[], scopes: readonly WindowScope[] | undefined): Row[] {
    const keys = new Set(rows.map(row => this.key(row)));
    return this.table.filter(row => !keys.has(this.key(row)) && (!scopes || isInside(row, scopes)));
  }

  private latest(rows: readonly Row[]): Row[] {
    return [...new Map(rows.map(row => [this.key(row), row])).values()];
  }

  private key(row: Row): string {
    return JSON.stringify(this.uniqueKeys.map(field => this.plain(row[field])));
  }

  private holds(present: Row, row: Row): boolean {
    return Object.entries(row).every(([field, value]) => this.plain(present[field]) === this.plain(value));
  }

  private plain(value: Value | undefined): Value {
    return value === undefined || (value === '' && !this.distinguishesEmptyText) ? null : value;
  }
}

function isInside(row: Row, scopes: readonly WindowScope[]): boolean {
  return scopes.some(({ dateField, from, to, account }) => {
    const day = row[dateField];
    const isOfAccount = !account || row[account.field] === account.value;
    return typeof day === 'string' && day >= from && day <= to && isOfAccount;
  });
}
