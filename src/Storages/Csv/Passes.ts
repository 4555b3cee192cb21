import type { ChangeExample, StorageTarget, WindowScope } from '../../Core/AbstractStorage';
import type { Row } from '../../Core/Schema';
import { isInScopes } from '../../Core/WindowScopes';
import type { Cell } from './CsvText';
import type { Layout } from './Layout';

const MOST_EXAMPLES = 5;

/** What one pass over a file did, or would do. */
export interface PassCounts {
  added: number;
  updated: number;
  unchanged: number;
  gone: number;
}

export interface PassOptions {
  /** Lines of the scopes that are not among the rows are dropped. */
  replace: boolean;
  /** Undefined: all lines are in scope. */
  scopes: readonly WindowScope[] | undefined;
  /** Whether lines that are not among the rows are counted. */
  countGone: boolean;
}

/** One pass over the lines of a file: `visit` each of them, then write the lines of `rest`. */
export abstract class Pass {
  readonly counts: PassCounts = { added: 0, updated: 0, unchanged: 0, gone: 0 };
  readonly examples: Record<'added' | 'updated' | 'gone', ChangeExample[]> = {
    added: [],
    updated: [],
    gone: [],
  };

  constructor(
    protected readonly target: StorageTarget,
    protected readonly layout: Layout,
    protected readonly options: PassOptions,
  ) {
    for (const { dateField, account } of options.scopes ?? []) {
      layout.findPlace(dateField);
      if (account) layout.findPlace(account.field);
    }
  }

  /** The line as it is afterwards: the same object if nothing changes, undefined if it goes. */
  abstract visit(cells: readonly Cell[]): readonly Cell[] | undefined;
  /** The lines to add, once all lines were visited. Asked again, it gives them again and counts them again. */
  abstract rest(): Iterable<readonly Cell[]>;

  protected visitOther(cells: readonly Cell[]): readonly Cell[] | undefined {
    const { scopes, replace, countGone } = this.options;
    if (!countGone || (scopes && !isLineInScopes(this.layout, cells, scopes))) return cells;
    this.counts.gone += 1;
    this.note('gone', this.layout.read(cells), undefined);
    return replace ? undefined : cells;
  }

  protected note(kind: 'added' | 'updated' | 'gone', before: Row | undefined, after: Row | undefined): void {
    if (this.examples[kind].length >= MOST_EXAMPLES) return;
    const row = after ?? before ?? {};
    const key = Object.fromEntries(this.target.uniqueKeys.map(field => [field, row[field] ?? null]));
    this.examples[kind].push({ key, ...(before ? { before } : {}), ...(after ? { after } : {}) });
  }
}

export function isLineInScopes(
  layout: Layout,
  cells: readonly Cell[],
  scopes: readonly WindowScope[],
): boolean {
  return scopes.some(scope => {
    const { dateField, account } = scope;
    const row: Row = { [dateField]: layout.readField(cells, dateField) };
    if (account) row[account.field] = layout.readField(cells, account.field);
    return isInScopes(row, [scope]);
  });
}

interface Wanted {
  row: Row;
  found: number;
  isChanged: boolean;
}

/** Lines are matched with rows by key. Of a key that comes twice the later row stays. */
export class KeyPass extends Pass {
  private readonly wanted = new Map<string, Wanted>();

  constructor(target: StorageTarget, layout: Layout, options: PassOptions, rows: readonly Row[]) {
    super(target, layout, options);
    for (const row of rows) {
      const key = layout.keyOfRow(row);
      this.wanted.delete(key);
      this.wanted.set(key, { row, found: 0, isChanged: false });
    }
  }

  visit(cells: readonly Cell[]): readonly Cell[] | undefined {
    const wanted = this.wanted.get(this.layout.keyOfLine(cells));
    if (!wanted) return this.visitOther(cells);
    wanted.found += 1;
    if (this.options.replace && wanted.found > 1) {
      this.counts.gone += 1;
      return undefined;
    }
    const merged = this.layout.merge(cells, wanted.row);
    if (merged && !wanted.isChanged) this.note('updated', this.layout.read(cells), wanted.row);
    wanted.isChanged ||= merged !== undefined;
    return merged ?? cells;
  }

  *rest(): Generator<readonly Cell[], void> {
    for (const { row, found, isChanged } of this.wanted.values()) {
      if (found) {
        this.counts[isChanged ? 'updated' : 'unchanged'] += 1;
        continue;
      }
      this.counts.added += 1;
      this.note('added', undefined, row);
      yield this.layout.write(row);
    }
  }
}

/** Rows without keys are told apart by all that they hold, and counted. */
export class WholePass extends Pass {
  private readonly wanted = new Map<string, { row: Row; left: number }>();

  constructor(target: StorageTarget, layout: Layout, options: PassOptions, rows: readonly Row[]) {
    super(target, layout, options);
    for (const row of rows) {
      const whole = layout.wholeOfRow(row);
      const known = this.wanted.get(whole);
      if (known) known.left += 1;
      else this.wanted.set(whole, { row, left: 1 });
    }
  }

  visit(cells: readonly Cell[]): readonly Cell[] | undefined {
    const { scopes } = this.options;
    if (scopes && !isLineInScopes(this.layout, cells, scopes)) return cells;
    const wanted = this.wanted.get(this.layout.wholeOfLine(cells));
    if (!wanted?.left) return this.visitOther(cells);
    wanted.left -= 1;
    this.counts.unchanged += 1;
    return cells;
  }

  *rest(): Generator<readonly Cell[], void> {
    for (const { row, left } of this.wanted.values()) {
      for (let copy = 0; copy < left; copy += 1) {
        this.counts.added += 1;
        this.note('added', undefined, row);
        yield this.layout.write(row);
      }
    }
  }
}
