import type { StorageField } from './AbstractStorage';
import { isCivilDate } from './CivilDate';
import type { FieldType, SourceRecord } from './Schema';

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

function typeOf(value: NonNullable<unknown>): FieldType {
  // As text, so that an id that JSON.parse has rounded is refused and not stored wrongly.
  if (typeof value === 'number')
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? 'string' : 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return isCivilDate(value) ? 'date' : 'string';
  return Object.prototype.toString.call(value) === '[object Date]' ? 'datetime' : 'json';
}
