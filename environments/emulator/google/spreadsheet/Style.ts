/** How a cell looks. What is absent is the default; an absent number format is automatic. */
export interface CellStyle {
  readonly numberFormat?: string;
  readonly background?: string;
  readonly fontColor?: string;
  readonly fontFamily?: string;
  readonly fontLine?: string;
  readonly fontSize?: number;
  readonly fontStyle?: string;
  readonly fontWeight?: string;
  readonly horizontalAlignment?: string;
  readonly verticalAlignment?: string;
  readonly wrap?: boolean;
}

/** The styles of one row, shared by all rows that look alike. Columns beyond the end are plain. */
export type StyleRow = readonly CellStyle[];

const PLAIN: CellStyle = Object.freeze({});
const PLAIN_ROW: StyleRow = Object.freeze([]);

const styles = new Map<string, CellStyle>([['{}', PLAIN]]);
const ids = new Map<CellStyle, number>([[PLAIN, 0]]);
const rows = new Map<string, StyleRow>([['', PLAIN_ROW]]);

function internStyle(style: CellStyle): CellStyle {
  const known = Object.entries(style).filter(([, value]) => value !== undefined);
  const text = JSON.stringify(Object.fromEntries(known.sort(([a], [b]) => (a < b ? -1 : 1))));
  let found = styles.get(text);
  if (!found) {
    found = Object.freeze(JSON.parse(text) as CellStyle);
    styles.set(text, found);
    ids.set(found, ids.size);
  }
  return found;
}

/** The one object of a row of styles. A million rows that look alike cost one. */
export function internStyles(row: StyleRow): StyleRow {
  const cells = row.map(internStyle);
  while (cells.length > 0 && cells[cells.length - 1] === PLAIN) cells.pop();
  const key = cells.map(cell => ids.get(cell)).join(' ');
  let found = rows.get(key);
  if (!found) {
    found = Object.freeze(cells);
    rows.set(key, found);
  }
  return found;
}

/** The style in a row of styles; columns count from 1. */
export function styleAt(row: StyleRow, column: number): CellStyle {
  return row[column - 1] ?? PLAIN;
}

/** What `change` sets to undefined goes back to the default. */
export type StyleChange = { readonly [Key in keyof CellStyle]?: CellStyle[Key] | undefined };

export function withChange(row: StyleRow, column: number, columns: number, change: StyleChange): StyleRow {
  const cells = row.slice();
  while (cells.length < column + columns - 1) cells.push(PLAIN);
  for (let index = column - 1; index < column + columns - 1; index += 1) {
    cells[index] = { ...cells[index], ...change } as CellStyle;
  }
  return internStyles(cells);
}

const formatted = new WeakMap<StyleRow, Map<string, StyleRow>>();

/** Sets the number format of one cell; made for a hundred thousand rows that change alike. */
export function withFormat(row: StyleRow, column: number, numberFormat: string): StyleRow {
  let known = formatted.get(row);
  if (!known) formatted.set(row, (known = new Map()));
  const key = `${String(column)} ${numberFormat}`;
  let found = known.get(key);
  if (!found) {
    found = withChange(row, column, 1, { numberFormat });
    known.set(key, found);
  }
  return found;
}
