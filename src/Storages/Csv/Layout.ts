import { GONE_FIELD, type StorageTarget } from '../../Core/AbstractStorage';
import { DestinationException } from '../../Core/Exceptions';
import type { FieldType, Row, Value } from '../../Core/Schema';
import { fromCell, keyText, toCell } from './CellValues';
import type { Cell } from './CsvText';

interface Place {
  field: string;
  type: FieldType;
  index: number;
}

/** Which column of a file holds which field. Columns that are nobody's field are the user's and stay as they are. */
export class Layout {
  readonly header: readonly string[];
  /** Fields that have no column yet: theirs come after the present ones. */
  readonly newFields: readonly string[];
  private readonly places: readonly Place[];
  private readonly keys: readonly Place[];

  constructor(
    private readonly target: StorageTarget,
    present: readonly string[],
    options: { withGone: boolean } = { withGone: false },
  ) {
    const fields = Object.keys(target.fields);
    this.newFields = fields.filter(field => !present.includes(field));
    const marks = options.withGone && !present.includes(GONE_FIELD) ? [GONE_FIELD] : [];
    this.header = [...present, ...this.newFields, ...marks];
    this.places = Object.entries(target.fields).map(([field, { type }]) => this.place(field, type));
    this.keys = target.uniqueKeys.flatMap(key => this.places.filter(({ field }) => field === key));
  }

  get hasGone(): boolean {
    return this.header.includes(GONE_FIELD);
  }

  /** The selected fields of a line. */
  read(cells: readonly Cell[]): Row {
    return Object.fromEntries(this.places.map(place => [place.field, valueAt(cells, place)]));
  }

  /** One field of a line, selected or not. */
  readField(cells: readonly Cell[], field: string): Value {
    return valueAt(cells, this.findPlace(field));
  }

  /** Throws unless a column holds the field. */
  findPlace(field: string): Place {
    const place = this.places.find(place => place.field === field);
    if (place) return place;
    if (this.header.includes(field)) return this.place(field, 'string');
    throw new DestinationException(
      `[${this.target.sourceName}] The file of "${this.target.name}" has no column "${field}" to tell its days or accounts by. Nothing was written. Select that field.`,
    );
  }

  keyOfLine(cells: readonly Cell[]): string {
    return keyText(this.keys.map(place => valueAt(cells, place)));
  }

  keyOfRow(row: Row): string {
    return keyText(this.keys.map(({ field }) => plain(row[field] ?? null)));
  }

  /** All that the row holds of the selected fields, as text. */
  wholeOfLine(cells: readonly Cell[]): string {
    return keyText(this.places.map(place => valueAt(cells, place)));
  }

  wholeOfRow(row: Row): string {
    return keyText(this.places.map(({ field }) => plain(row[field] ?? null)));
  }

  /** The line with the row's values in it; undefined if it holds them already and is not marked as gone. */
  merge(cells: readonly Cell[], row: Row): Cell[] | undefined {
    const gone = this.header.indexOf(GONE_FIELD);
    const isMarked = gone !== -1 && isTrue(cells[gone]);
    if (!isMarked && this.wholeOfLine(cells) === this.wholeOfRow(row)) return undefined;
    const merged = this.header.map((_, index) => cells[index] ?? null);
    for (const { field, index } of this.places) merged[index] = toCell(row[field] ?? null);
    if (isMarked) merged[gone] = null;
    return merged;
  }

  /** A new line for the row; the user's columns are empty in it. */
  write(row: Row): Cell[] {
    const cells: Cell[] = this.header.map(() => null);
    for (const { field, index } of this.places) cells[index] = toCell(row[field] ?? null);
    return cells;
  }

  /** The line marked as gone; the same line if it is. */
  mark(cells: readonly Cell[]): readonly Cell[] {
    const gone = this.header.indexOf(GONE_FIELD);
    if (isTrue(cells[gone])) return cells;
    return this.header.map((_, index) => (index === gone ? 'true' : (cells[index] ?? null)));
  }

  private place(field: string, type: FieldType): Place {
    return { field, type, index: this.header.indexOf(field) };
  }
}

function valueAt(cells: readonly Cell[], { index, type }: Place): Value {
  return plain(fromCell(cells[index] ?? null, type));
}

/** 0 and -0 are written alike. */
function plain(value: Value): Value {
  return value === 0 ? 0 : value;
}

function isTrue(cell: Cell | undefined): boolean {
  return cell?.toLowerCase() === 'true';
}
