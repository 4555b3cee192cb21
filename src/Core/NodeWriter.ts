import type { AbstractStorage, GoneRows, SaveResult, StorageFactory, WindowScope } from './AbstractStorage';
import { keyOf } from './AbstractStorage';
import { castRecord } from './Casting';
import { DataException } from './Exceptions';
import { inferFields, inferScopes } from './InferFields';
import type { NodeReport } from './RunReport';
import type { Row, SourceRecord } from './Schema';
import { targetOf, windowOf, type SelectedNode } from './Selection';
import { isUndeclared, type SliceTask } from './SliceTask';

/** Above this many keys a window's gone rows are not counted: the set would outgrow the memory of the run. */
const MOST_TRACKED_KEYS = 250_000;

export interface NodeWriterOptions {
  node: SelectedNode;
  /** Prefix of the identity of the node's table. */
  importId: string;
  sourceName: string;
  storages: StorageFactory;
  gone: GoneRows;
  report: NodeReport;
}

const TOO_MANY_KEYS =
  'Rows that the source no longer has were not looked for: there were too many rows at once. Fewer days (Max Fetching Days) help.';

/** Puts the rows of one node into its storage in the way of its `SaveMode`. Counts, clips and warns. */
export class NodeWriter {
  private storage: AbstractStorage | undefined;
  private keys: Set<string> | undefined = new Set();
  private warned = new Map<string, number>();
  private isWritten = false;

  constructor(private readonly options: NodeWriterOptions) {}

  /** How many values go into one save, as far as the destination says. */
  get valuesPerSave(): number | undefined {
    // The fields of such a node are not known before its records are.
    return isUndeclared(this.options.node) ? undefined : this.open().capabilities.maxValuesPerSave;
  }

  /** The table with its header, where nothing was saved. */
  prepare(): void {
    if (!this.isWritten && !isUndeclared(this.options.node)) this.open().prepare();
  }

  /** Rows of a slice that is not complete yet; only for an upsert. */
  savePart(task: SliceTask): void {
    const rows = this.take(task);
    this.track(rows);
    this.count(this.open().saveData(this.clip(rows)));
  }

  /** Complete slices, in the order of the plan, as one save; then the rows that the source no longer has. */
  save(tasks: readonly SliceTask[]): void {
    const { node, gone, report } = this.options;
    if (node.mode === 'replaceAll') return;
    const scopes = tasks.flatMap(({ slice }) => windowOf(node, slice) ?? []);
    const rows = tasks.flatMap(task =>
      node.mode === 'replaceWindow' ? this.takeInside(task) : this.take(task),
    );
    if (node.mode === 'replaceWindow') {
      this.replace(rows, scopes);
      return;
    }
    this.track(rows);
    if (rows.length) this.count(this.open().saveData(this.clip(rows)));
    if (scopes.length && !this.keys) this.warn(TOO_MANY_KEYS);
    if (scopes.length && this.keys) {
      const count = this.open().reconcile(scopes, this.keys, gone);
      report.gone += count;
      if (gone === 'remove') report.removed += count;
    }
    this.keys = new Set();
  }

  /** A catalogue without keys, once all of it is in hand. */
  replaceAll(tasks: readonly SliceTask[]): void {
    if (isUndeclared(this.options.node)) this.replaceUndeclared(tasks);
    else this.replace(tasks.flatMap(task => this.take(task)));
  }

  /** Nothing is known of such rows but what they show: no rows show nothing, so the table is left alone. */
  private replaceUndeclared(tasks: readonly SliceTask[]): void {
    const { node } = this.options;
    const rows = this.castUndeclared(tasks);
    const slices = tasks.map(task => task.slice);
    if (rows.length) this.replace(rows, inferScopes(node.fields, slices, rows, node.accountField));
    else this.warn(`The source sent no record; "${node.destination}" was left as it was.`);
  }

  /** Without a row and without a table there is nothing to replace; a table is made by `prepare` where it is wanted. */
  private replace(rows: Row[], scopes?: WindowScope[]): void {
    const storage = this.open();
    if (!rows.length) {
      const options = { replace: true, ...(scopes ? { scopes } : {}) };
      if (storage.previewData([], options).gone === 0) return;
    }
    this.count(storage.replaceData(this.clip(rows), scopes));
  }

  flush(): void {
    this.storage?.flush();
  }

  close(): void {
    const { report } = this.options;
    const limit = this.storage?.capabilities.maxTextLength;
    for (const [field, count] of this.warned)
      report.warnings = [
        ...report.warnings,
        `${count} ${count === 1 ? 'text' : 'texts'} in field ${field} longer than ${limit} characters ${count === 1 ? 'was' : 'were'} cut.`,
      ];
    this.storage?.close();
  }

  private open(): AbstractStorage {
    const { node, importId, sourceName, storages } = this.options;
    this.storage ??= storages(targetOf(node, importId, sourceName));
    return this.storage;
  }

  private warn(sentence: string): void {
    const { report } = this.options;
    report.warnings = [...new Set([...report.warnings, sentence])];
  }

  private take(task: SliceTask): Row[] {
    const { rows } = task;
    task.rows = [];
    return rows;
  }

  /** Rows outside of the days that were asked for would never be replaced, and double at every run. */
  private takeInside(task: SliceTask): Row[] {
    const { node, report } = this.options;
    const rows = this.take(task);
    const inside = rows.filter(row => {
      const day = row[node.dateField ?? ''];
      return typeof day === 'string' && day >= task.slice.from && day <= task.slice.to;
    });
    const strays = rows.length - inside.length;
    if (strays)
      report.warnings = [
        ...report.warnings,
        `${strays} ${strays === 1 ? 'row' : 'rows'} outside of ${task.slice.from} to ${task.slice.to} left out: the source sent days that were not asked for.`,
      ];
    return inside;
  }

  private castUndeclared(tasks: readonly SliceTask[]): Row[] {
    const { node, sourceName } = this.options;
    const records: SourceRecord[] = tasks.flatMap(task => task.records);
    node.fields = inferFields(records);
    return records.map(record => castRecord(record, node.fields, `[${sourceName}] ${node.id}`));
  }

  private track(rows: readonly Row[]): void {
    if (!this.keys || !this.options.node.isTimeSeries) return;
    for (const row of rows) this.keys.add(keyOf(row, this.options.node.uniqueKeys));
    if (this.keys.size > MOST_TRACKED_KEYS) this.keys = undefined;
  }

  private count(result: SaveResult): void {
    this.isWritten = true;
    const { report } = this.options;
    report.added += result.added;
    report.updated += result.updated;
    report.unchanged += result.unchanged;
    report.removed += result.removed;
    report.warnings = [...new Set([...report.warnings, ...result.warnings])];
  }

  /** Cuts texts to what the storage takes; a key is never cut, because two of them could become one. */
  private clip(rows: Row[]): Row[] {
    const { maxTextLength } = this.open().capabilities;
    if (maxTextLength === undefined) return rows;
    const { uniqueKeys, id } = this.options.node;
    for (const row of rows) {
      for (const [field, value] of Object.entries(row)) {
        if (typeof value !== 'string' || value.length <= maxTextLength) continue;
        if (uniqueKeys.includes(field))
          throw new DataException(
            `[${this.options.sourceName}] ${id}: the key field ${field} holds a text of ${value.length} characters; the destination takes ${maxTextLength}. Nothing of this window was written.`,
          );
        row[field] = cut(value, maxTextLength);
        this.warned.set(field, (this.warned.get(field) ?? 0) + 1);
      }
    }
    return rows;
  }
}

/** Not in the middle of a surrogate pair. */
function cut(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
