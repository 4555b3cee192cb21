import type { ServiceHost } from './ServiceHost';
import { enumName } from './Enumeration';
import { serviceClassOf } from './ServiceObject';

function typeName(host: ServiceHost, value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'function') return '(class)';
  if (host.realm.isDate(value)) return 'Date';
  if (Array.isArray(value)) return arrayName(host, value);
  return serviceClassOf(value) ?? enumName(value) ?? '(class)';
}

function arrayName(host: ServiceHost, value: readonly unknown[]): string {
  const element = value[0];
  return element === undefined ? 'number[]' : `${typeName(host, element)}[]`;
}

/** Google's error for arguments of the wrong types. `method` is the full name, e.g. `SpreadsheetApp.Range.setValues`. */
export function signatureError(host: ServiceHost, method: string, args: readonly unknown[]): Error {
  const types = args.map(value => typeName(host, value)).join(',');
  return host.exception(`The parameters (${types}) don't match the method signature for ${method}.`);
}

/** A number where Google takes an `int`: numeric text is converted, anything else refused in Google's words. */
export function toInteger(host: ServiceHost, value: unknown): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number))
    throw host.exception(`Cannot convert ${String(value)} to int.`);
  return Math.trunc(number);
}
