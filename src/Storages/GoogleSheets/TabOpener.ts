import type { StorageTarget } from '../../Core/AbstractStorage';
import { addColumns, readLayout, writeMarkers } from './Header';
import type { Layout } from './Layout';
import type { SheetClock } from './SheetClock';
import type { SheetServices } from './SheetServices';
import { Table } from './Table';
import { TabFinder, type FoundTab } from './TabFinder';
import type { TableKeys } from './TableKeys';

/** A tab, its columns and its rows. */
export interface OpenTab {
  tab: FoundTab;
  table: Table;
}

/** Finds or makes the tab of a target and reads it. */
export class TabOpener {
  readonly finder: TabFinder;
  /** Columns that are just being made. */
  newColumns = 0;

  constructor(
    readonly target: StorageTarget,
    readonly services: SheetServices,
    readonly keys: TableKeys,
    readonly clock: SheetClock,
  ) {
    this.finder = new TabFinder(target, services);
  }

  /** Without writing anything; undefined where there is no tab yet. */
  peek(scopeFields: readonly string[]): OpenTab | undefined {
    const tab = this.finder.peek();
    return tab && { tab, table: this.read(tab, readLayout(this.target, tab), scopeFields) };
  }

  /** With a column for every selected field and for `extraFields`. */
  open(tab: FoundTab, scopeFields: readonly string[], extraFields: readonly string[] = []): OpenTab {
    const found = readLayout(this.target, tab);
    const hasColumn = (field: string) => found.columns.some(column => column.field === field);
    const fields = [...found.missing, ...extraFields.filter(field => !hasColumn(field))];
    this.newColumns = fields.length;
    const layout = addColumns(this.target, tab.sheet, found, fields);
    writeMarkers(this.target, tab.sheet, layout);
    this.newColumns = 0;
    if (!tab.record.ready) tab.sheet.setFrozenRows(1);
    return { tab, table: this.read(tab, layout, scopeFields) };
  }

  private read(tab: FoundTab, layout: Layout, scopeFields: readonly string[]): Table {
    const { target, keys, clock, services } = this;
    return new Table(tab.sheet, target, layout, keys, clock, scopeFields, services.maxCellsReadAtOnce);
  }

  /** Notes, once all writes went through, that the tab is in use and which columns it has had. */
  remember({ record }: FoundTab, layout: Layout): void {
    const columns = [...new Set([...record.columns, ...layout.columns.map(({ field }) => field)])];
    if (record.ready && columns.length === record.columns.length) return;
    this.services.memory.set(this.target.id, { ...record, ready: true, columns });
  }
}
