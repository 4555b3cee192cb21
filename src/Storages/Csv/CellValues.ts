import type { FieldType, Value } from '../../Core/Schema';
import type { Cell } from './CsvText';

/** Half of a surrogate pair: UTF-8 has no bytes for it. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** What a text is once it was written as UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd');
}

export function toCell(value: Value): Cell {
  if (value === null) return null;
  return typeof value === 'string' ? wellFormed(value) : String(value);
}

/** A cell as a value of its field. What a person typed and cannot be one stays the text it is. */
export function fromCell(cell: Cell, type: FieldType): Value {
  if (cell === null) return null;
  if (type === 'integer' || type === 'number') {
    const number = Number(cell);
    return cell.trim() !== '' && Number.isFinite(number) ? number : cell;
  }
  if (type === 'numeric string') {
    const number = Number(cell);
    return Number.isFinite(number) && String(number) === cell ? number : cell;
  }
  if (type === 'boolean' && /^(true|false)$/i.test(cell)) return cell.toLowerCase() === 'true';
  return cell;
}

/** Values of a key as text, equal if and only if the keys are. */
export function keyText(values: readonly Value[]): string {
  return JSON.stringify(values.map(value => (typeof value === 'string' ? wellFormed(value) : value)));
}
