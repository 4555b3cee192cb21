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
import { dayOf, isInScopes, mergeScopes } from '../../Core/WindowScopes';
import { keyText } from './CellValues';
import { CsvFile, fileNameOf, type LineChange } from './CsvFile';
import { Layout } from './Layout';
import { isLineInScopes, KeyPass, WholePass, type Pass, type PassOptions } from './Passes';
import type { TextFiles } from './TextFiles';

/**
 * A CSV file by RFC 4180 in UTF-8, named by the target; the header holds the ids of the fields. A save writes a new
 * version of the file and puts it in the place of the old one at once; a save that changes nothing writes nothing.
 * Columns that are not selected, the user's among them, keep what they hold; a renamed column is the user's.
 *
 * It is a file of data, not a sheet: a text that begins with `=` is written as it is. A spreadsheet program that
 * opens the file may take such a text for a formula; import it there as text.
 */
export class CsvStorage extends AbstractStorage {
  constructor(
    target: StorageTarget,
    private readonly files: TextFiles,
  ) {
    super(target);
    if (GONE_FIELD in target.fields)
      throw new DestinationException(
        `[${target.sourceName}] The field "${GONE_FIELD}" has the name of a column that marks rows. Nothing was written. Do not select it.`,
      );
  }

  prepare(): void {
    this.explaining(() => {
      const file = this.open();
      const { header } = new Layout(this.target, file.header);
      if (header.length > file.header.length) file.rewrite(header, cells => cells, []);
    });
  }

  saveData(rows: readonly Row[]): SaveResult {
    this.requireKeys();
    return this.explaining(() => this.write(rows, { replace: false, scopes: undefined, countGone: false }));
  }

  replaceData(rows: readonly Row[], scopes?: readonly WindowScope[]): SaveResult {
    return this.explaining(() => {
      const inside = this.keepInside(rows, scopes);
      const result = this.write(inside, {
        replace: true,
        scopes: scopes && mergeScopes(scopes),
        countGone: true,
      });
      return { ...result, warnings: outsideWarning(rows.length - inside.length) };
    });
  }

  previewData(
    rows: readonly Row[],
    { replace, scopes }: { replace: boolean; scopes?: readonly WindowScope[] },
  ): ChangePreview {
    if (!replace) this.requireKeys();
    return this.explaining(() => {
      const file = this.open();
      const layout = new Layout(this.target, file.header);
      const options: PassOptions = { replace, scopes, countGone: replace || scopes !== undefined };
      const pass = this.pass(layout, options, this.keepInside(rows, scopes));
      run(file, pass);
      return { ...pass.counts, examples: pass.examples, newFields: layout.newFields };
    });
  }

  /** Rows without keys are only ever replaced, so none of them can be gone: 0. */
  reconcile(scopes: readonly WindowScope[], keys: ReadonlySet<string>, gone: GoneRows): number {
    if (!this.target.uniqueKeys.length) return 0;
    return this.explaining(() => {
      const file = this.open();
      if (!file.header.length) return 0;
      const layout = new Layout(this.target, file.header, { withGone: gone === 'mark' });
      const known = new Set([...keys].map(key => keyText(JSON.parse(key) as Value[])));
      const merged = mergeScopes(scopes);
      return this.change(file, layout, cells => {
        const isGone = isLineInScopes(layout, cells, merged) && !known.has(layout.keyOfLine(cells));
        if (!isGone) return { isHit: false, after: cells };
        if (gone === 'remove') return { isHit: true, after: undefined };
        return { isHit: true, after: gone === 'mark' ? layout.mark(cells) : cells };
      });
    });
  }

  deleteExpired(dateField: string, before: string): number {
    if (!isCivilDate(before)) throw new Error(`"${before}" is not a day (YYYY-MM-DD).`);
    return this.explaining(() => {
      const file = this.open();
      if (!file.header.length) return 0;
      const layout = new Layout(this.target, file.header);
      layout.findPlace(dateField);
      return this.change(file, layout, cells => {
        const day = dayOf(layout.readField(cells, dateField));
        const isExpired = day !== undefined && day < before;
        return { isHit: isExpired, after: isExpired ? undefined : cells };
      });
    });
  }

  private open(): CsvFile {
    return new CsvFile(this.files, this.target);
  }

  private pass(layout: Layout, options: PassOptions, rows: readonly Row[]): Pass {
    return this.target.uniqueKeys.length
      ? new KeyPass(this.target, layout, options, rows)
      : new WholePass(this.target, layout, options, rows);
  }

  /** Looks first: the file is written only if something changes, and only extended if rows are only added. */
  private write(rows: readonly Row[], options: PassOptions): SaveResult {
    const file = this.open();
    const layout = new Layout(this.target, file.header);
    const look = this.pass(layout, options, rows);
    run(file, look);
    const { added, updated, unchanged, gone } = look.counts;
    if (updated || gone || layout.newFields.length) {
      const pass = this.pass(layout, options, rows);
      file.rewrite(layout.header, cells => pass.visit(cells), pass.rest());
    } else if (added) file.extend(look.rest());
    return { added, updated, unchanged, removed: gone, warnings: [] };
  }

  /** Counts the hits, then writes what comes after them if that is anything else. */
  private change(
    file: CsvFile,
    layout: Layout,
    judge: (cells: Parameters<LineChange>[0]) => { isHit: boolean; after: ReturnType<LineChange> },
  ): number {
    let hits = 0;
    let changes = 0;
    for (const cells of file.lines()) {
      const { isHit, after } = judge(cells);
      if (isHit) hits += 1;
      if (after !== cells) changes += 1;
    }
    if (changes) file.rewrite(layout.header, cells => judge(cells).after, []);
    return hits;
  }

  /** Rows without keys that lie in no scope would be added again by every repetition. */
  private keepInside(rows: readonly Row[], scopes: readonly WindowScope[] | undefined): readonly Row[] {
    if (!scopes || this.target.uniqueKeys.length) return rows;
    return rows.filter(row => isInScopes(row, scopes));
  }

  private explaining<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      const { name, sourceName } = this.target;
      throw explainDestination(error, sourceName, `File ${fileNameOf(name)} in ${this.files.location}`);
    }
  }
}

function run(file: CsvFile, pass: Pass): void {
  for (const cells of file.lines()) pass.visit(cells);
  for (const line of pass.rest()) void line;
}

function outsideWarning(count: number): string[] {
  if (!count) return [];
  const rows = count === 1 ? '1 row lies' : `${count} rows lie`;
  return [`${rows} outside the days or accounts that were asked for; left out.`];
}
