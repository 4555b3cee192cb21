import type { FieldDefinition, SourceRecord } from './Schema';

/** How reports spell "there is none". */
const NOTHING = /^(|-{1,2}|n\/?a|null)$/i;
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const PERCENT = /^([+-]?[\d.,]+)\s*%$/;

/**
 * A number as reports print it, as the digits alone: `1,234.50` is `1234.50`, `12.25%` is `12.25` (percent), and `--`,
 * `N/A` and blanks are null. Anything else stays as it is, so that casting refuses it where everybody sees it.
 */
export function cleanNumber(text: string): string | null {
  const trimmed = text.trim();
  if (NOTHING.test(trimmed)) return null;
  const number = PERCENT.exec(trimmed)?.[1] ?? trimmed;
  return GROUPED.test(number) ? number.replace(/,/g, '') : number;
}

/** Texts of a report's record by the types of their fields: numbers as `cleanNumber`, elsewhere `--` is null. */
export function cleanRecord(
  record: SourceRecord,
  fields: Readonly<Record<string, FieldDefinition>>,
): SourceRecord {
  const cleaned: SourceRecord = {};
  for (const [id, value] of Object.entries(record))
    cleaned[id] = typeof value === 'string' ? cleanText(value, fields[id]?.type) : value;
  return cleaned;
}

function cleanText(text: string, type: FieldDefinition['type']): string | null {
  if (type === 'number' || type === 'integer' || type === 'numeric string') return cleanNumber(text);
  return text === '' || text === '--' ? null : text;
}

/**
 * A count of small units as units: with scale 6 `2500000` is `2.5`. Exact: the point is moved in the digits, so that
 * no noise of binary fractions comes in. Undefined for what is not written as a plain decimal number.
 */
export function moveDecimalPoint(text: string, scale: number): string | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = whole.padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}${fraction}`.replace(/\.?0*$/, '');
}
