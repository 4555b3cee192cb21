import { reviveCell, type CellValue } from './Cell';
import { findLocale, type Locale } from './Locale';
import type { NamedRangeModel } from './NamedRange';
import type { ProtectionModel } from './Protection';
import { SheetModel, type FilterModel, type SheetFile } from './SheetModel';
import { internStyles, type StyleRow } from './Style';
import type { ValidationRule } from './Validation';

/** A row, with its style as an index into the tab's styles; `null` for a row without anything. */
interface RowState {
  v: CellValue[];
  s: number;
  f?: [number, string][];
  n?: [number, string][];
  r?: [number, ValidationRule][];
}

export interface SheetState {
  id: number;
  name: string;
  hidden: boolean;
  maxRows: number;
  maxColumns: number;
  frozenRows: number;
  frozenColumns: number;
  tabColor: string | null;
  protections: ProtectionModel[];
  filter: FilterModel | null;
  columnWidths: [number, number][];
  styles: StyleRow[];
  rows: (RowState | null)[];
}

/** A whole file as JSON. */
export interface SpreadsheetState {
  version: 1;
  id: string;
  name: string;
  timeZone: string;
  locale: string;
  owner: string;
  editors: string[] | 'all';
  made: number;
  namedRanges: NamedRangeModel[];
  sheets: SheetState[];
}

function writeSheet(sheet: SheetModel): SheetState {
  const { grid } = sheet;
  const styles = new Map<StyleRow, number>();
  const rows = grid.rows.map((row): RowState | null => {
    if (!row) return null;
    const style = styles.get(row.styles) ?? styles.size;
    styles.set(row.styles, style);
    return {
      v: row.values.slice(),
      s: style,
      ...(row.formulas ? { f: [...row.formulas] } : {}),
      ...(row.notes ? { n: [...row.notes] } : {}),
      ...(row.rules ? { r: [...row.rules] } : {}),
    };
  });
  return {
    id: sheet.id,
    name: sheet.name,
    hidden: sheet.hidden,
    maxRows: grid.maxRows,
    maxColumns: grid.maxColumns,
    frozenRows: sheet.frozenRows,
    frozenColumns: sheet.frozenColumns,
    tabColor: sheet.tabColor,
    protections: structuredClone(sheet.protections),
    filter: structuredClone(sheet.filter),
    columnWidths: [...sheet.columnWidths],
    styles: [...styles.keys()],
    rows,
  };
}

function readSheet<File extends SheetFile>(file: File, state: SheetState): SheetModel<File> {
  const sheet = new SheetModel(file, state.id, state.name, state.maxRows, state.maxColumns);
  const { hidden, frozenRows, frozenColumns, tabColor } = state;
  Object.assign(sheet, { hidden, frozenRows, frozenColumns, tabColor });
  sheet.protections = structuredClone(state.protections);
  sheet.filter = structuredClone(state.filter);
  sheet.columnWidths = new Map(state.columnWidths);
  const styles = state.styles.map(internStyles);
  sheet.grid.rows = state.rows.map(row => {
    if (!row) return undefined;
    if (row.r) sheet.hasRules = true;
    return {
      values: row.v.map(reviveCell),
      styles: styles[row.s] ?? internStyles([]),
      formulas: row.f && new Map(row.f),
      notes: row.n && new Map(row.n),
      rules: row.r && new Map(row.r.map(([column, rule]) => [column, reviveRule(rule)])),
    };
  });
  return sheet;
}

function reviveRule(rule: ValidationRule): ValidationRule {
  return { ...rule, values: rule.values.map(reviveCell) };
}

/** What is kept of a file. */
interface FileFields {
  readonly id: string;
  name: string;
  timeZone: string;
  locale: Locale;
  owner: string;
  editors: string[] | 'all';
  made: number;
  namedRanges: NamedRangeModel[];
}

export function writeState(file: FileFields & { readonly sheets: readonly SheetModel[] }): SpreadsheetState {
  return {
    version: 1,
    id: file.id,
    name: file.name,
    timeZone: file.timeZone,
    locale: file.locale.name,
    owner: file.owner,
    editors: structuredClone(file.editors),
    made: file.made,
    namedRanges: structuredClone(file.namedRanges),
    sheets: file.sheets.map(writeSheet),
  };
}

/** Fills a new file with a saved one. */
export function readState<File extends FileFields & SheetFile>(
  file: File & { sheets: SheetModel<File>[] },
  state: SpreadsheetState,
): void {
  if (state.version !== 1)
    throw new Error(
      `[Emulator] This saved spreadsheet has version ${String(state.version)}; this program reads version 1.`,
    );
  file.name = state.name;
  file.timeZone = state.timeZone;
  file.locale = findLocale(state.locale) ?? file.locale;
  file.owner = state.owner;
  file.editors = structuredClone(state.editors);
  file.made = state.made;
  file.namedRanges = structuredClone(state.namedRanges);
  file.sheets = state.sheets.map(sheet => readSheet(file, sheet));
}

/** A copy of a tab in a file, without its protections and filter; the caller gives it its place. */
export function copySheet<File extends SheetFile & { nextId(): number }>(
  file: File,
  sheet: SheetModel,
  name: string,
): SheetModel<File> {
  const state: SheetState = structuredClone({ ...writeSheet(sheet), protections: [], filter: null });
  return readSheet(file, { ...state, id: file.nextId(), name, hidden: false });
}
