import type { Execution } from '../Execution';
import { enumName } from '../Enumeration';
import { serviceClassOf } from '../ServiceObject';

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
    return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${String(Number(exponent))}`;
  }
  return Number.isInteger(value) ? `${String(value)}.0` : String(value);
}

/** A value as Logger prints it, which is how Java would: numbers are doubles, objects `{a=1.0}`. */
export function javaText(host: Execution, value: unknown, seen: readonly unknown[] = []): string {
  if (value === null || value === undefined) return value === null ? 'null' : 'undefined';
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'object' || host.realm.isDate(value)) return String(value);
  if (enumName(value) !== undefined || serviceClassOf(value) !== undefined) return String(value);
  if (seen.includes(value)) return '(circular)';
  const deeper = [...seen, value];
  if (Array.isArray(value)) return `[${value.map(item => javaText(host, item, deeper)).join(', ')}]`;
  if (Object.prototype.toString.call(value) === '[object Error]') return String(value);
  const entries = Object.entries(value).map(([key, item]) => `${key}=${javaText(host, item, deeper)}`);
  return `{${entries.join(', ')}}`;
}
