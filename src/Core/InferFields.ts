import type { StorageField, WindowScope } from './AbstractStorage';
import { isCivilDate } from './CivilDate';
import type { Slice } from './RunPlan';
import type { FieldType, Row, SourceRecord } from './Schema';
import { isInScopes } from './WindowScopes';

/** Fields of records that nobody declared: every name that occurs, with the narrowest type that all its values fit. */
export function inferFields(records: readonly SourceRecord[]): Record<string, StorageField> {
  const types = new Map<string, FieldType | undefined>();
  for (const record of records) {
    for (const [field, value] of Object.entries(record)) {
      const seen = types.get(field);
      const type = value === null || value === undefined ? seen : typeOf(value);
      types.set(field, seen === undefined || seen === type ? type : 'string');
    }
  }
  return Object.fromEntries([...types].map(([field, type]) => [field, { type: type ?? 'string' }]));
}

/**
 * The windows that undeclared rows belong to, if they are a time series by all appearances: exactly one date, in every
 * row, within the days that were asked for. Undefined otherwise: then they are the whole table.
 */
export function inferScopes(
  fields: Readonly<Record<string, StorageField>>,
  slices: readonly Slice[],
  rows: readonly Row[],
  accountField: string,
): WindowScope[] | undefined {
  const [dateField, ...others] = Object.keys(fields).filter(field => fields[field]?.type === 'date');
  if (dateField === undefined || others.length) return undefined;
  const scopes = slices.map(({ from, to, account }) => ({
    dateField,
    from,
    to,
    ...(account === undefined ? {} : { account: { field: accountField, value: account } }),
  }));
  return rows.every(row => isInScopes(row, scopes)) ? scopes : undefined;
}

function typeOf(value: NonNullable<unknown>): FieldType {
  // As text, so that an id that JSON.parse has rounded is refused and not stored wrongly.
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? 'string' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return isCivilDate(value) ? 'date' : 'string';
  return Object.prototype.toString.call(value) === '[object Date]' ? 'datetime' : 'json';
}
