import {
  AbstractStorage,
  keyOf,
  type ChangePreview,
  type GoneRows,
  type SaveResult,
  type StorageFactory,
  type StorageTarget,
  type WindowScope,
} from '../../../src/Core/AbstractStorage';
import type { Row } from '../../../src/Core/Schema';
import { isInScopes } from '../../../src/Core/WindowScopes';

/** Tables by name, rows in the order in which they came. */
export class MemoryDatabase {
  tables = new Map<string, Row[]>();
  saves: { table: string; rows: number }[] = [];
  /** Throws at a save when it returns an error. */
  refuse: (table: string) => Error | undefined = () => undefined;
  maxTextLength: number | undefined;
  maxValuesPerSave: number | undefined;

  factory: StorageFactory = target => new MemoryStorage(target, this);

  rows(table: string): Row[] {
    return this.tables.get(table) ?? [];
  }
}

class MemoryStorage extends AbstractStorage {
  constructor(
    target: StorageTarget,
    private readonly database: MemoryDatabase,
  ) {
    super(target);
  }

  override get capabilities() {
    const { maxTextLength, maxValuesPerSave } = this.database;
    return {
      ...(maxTextLength === undefined ? {} : { maxTextLength }),
      ...(maxValuesPerSave === undefined ? {} : { maxValuesPerSave }),
    };
  }

  prepare(): void {
    this.write(this.database.rows(this.target.name));
  }

  saveData(rows: readonly Row[]): SaveResult {
    this.guard(rows.length);
    const result = { added: 0, updated: 0, unchanged: 0, removed: 0, warnings: [] };
    const all = [...this.database.rows(this.target.name)];
    const positions = new Map(all.map((row, index) => [keyOf(row, this.target.uniqueKeys), index]));
    for (const row of rows) {
      const key = keyOf(row, this.target.uniqueKeys);
      const position = positions.get(key);
      if (position === undefined) {
        positions.set(key, all.push({ ...row }) - 1);
        result.added++;
      } else if (JSON.stringify(all[position]) === JSON.stringify(row)) result.unchanged++;
      else {
        all[position] = { ...all[position], ...row };
        result.updated++;
      }
    }
    this.write(all);
    return result;
  }

  replaceData(rows: readonly Row[], scopes?: readonly WindowScope[]): SaveResult {
    this.guard(rows.length);
    const before = this.database.rows(this.target.name);
    const kept = scopes ? before.filter(row => !isInScopes(row, scopes)) : [];
    this.write([...kept, ...rows.map(row => ({ ...row }))]);
    return {
      added: rows.length,
      updated: 0,
      unchanged: 0,
      removed: before.length - kept.length,
      warnings: [],
    };
  }

  previewData(
    rows: readonly Row[],
    { replace, scopes }: { replace: boolean; scopes?: readonly WindowScope[] },
  ): ChangePreview {
    const all = this.database.rows(this.target.name);
    const key = (row: Row) =>
      this.target.uniqueKeys.length ? keyOf(row, this.target.uniqueKeys) : JSON.stringify(row);
    const known = new Set(all.map(key));
    const sent = new Set(rows.map(key));
    const added = rows.filter(row => !known.has(key(row)));
    const covered = scopes ? all.filter(row => isInScopes(row, scopes)) : replace ? all : [];
    return {
      added: added.length,
      updated: 0,
      unchanged: rows.length - added.length,
      gone: covered.filter(row => !sent.has(key(row))).length,
      examples: { added: added.slice(0, 5).map(row => ({ key: row, after: row })), updated: [], gone: [] },
      newFields: [],
    };
  }

  reconcile(scopes: readonly WindowScope[], keys: ReadonlySet<string>, gone: GoneRows): number {
    const all = this.database.rows(this.target.name);
    const stale = (row: Row) => !keys.has(keyOf(row, this.target.uniqueKeys)) && isInScopes(row, scopes);
    const count = all.filter(stale).length;
    if (gone === 'remove') this.write(all.filter(row => !stale(row)));
    return count;
  }

  deleteExpired(dateField: string, before: string): number {
    const all = this.database.rows(this.target.name);
    const kept = all.filter(row => !(String(row[dateField] ?? '9') < before));
    this.write(kept);
    return all.length - kept.length;
  }

  private guard(rows: number): void {
    const error = this.database.refuse(this.target.name);
    if (error) throw error;
    this.database.saves.push({ table: this.target.name, rows });
  }

  private write(rows: Row[]): void {
    this.database.tables.set(this.target.name, rows);
  }
}
