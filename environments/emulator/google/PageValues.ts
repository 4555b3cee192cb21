import { types } from 'node:util';
import { enumName } from './Enumeration';
import type { Realm } from './ServiceHost';
import { serviceClassOf } from './ServiceObject';

/** Thrown inside while a value is copied that cannot cross between a page and the server. */
class Illegal extends Error {}

function isPlain(value: object): boolean {
  if (types.isDate(value) || types.isRegExp(value) || types.isPromise(value) || types.isProxy(value))
    return false;
  if (types.isMap(value) || types.isSet(value) || ArrayBuffer.isView(value)) return false;
  return serviceClassOf(value) === undefined && enumName(value) === undefined;
}

type Maker = Pick<Realm, 'array' | 'object'>;

function copy(value: unknown, maker: Maker, seen: readonly object[]): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Illegal();
    return value;
  }
  if (typeof value !== 'object' || !isPlain(value) || seen.includes(value)) throw new Illegal();
  const deeper = [...seen, value];
  if (Array.isArray(value))
    return maker.array(Array.from(value, item => (item === undefined ? null : copy(item, maker, deeper))));
  const result = maker.object({});
  for (const [key, item] of Object.entries(value))
    if (item !== undefined) result[key] = copy(item, maker, deeper);
  return result;
}

const HOST: Maker = { array: values => [...values], object: record => ({ ...record }) };

/**
 * What the success handler of `google.script.run` is called with: a copy, or null for the whole payload when anything
 * in it (a Date, NaN, Infinity, a function, a circle) cannot be sent.
 */
export function pageResult(value: unknown): unknown {
  if (value === undefined) return null;
  try {
    return copy(value, HOST, []);
  } catch (error) {
    if (error instanceof Illegal) return null;
    throw error;
  }
}

/** Arguments of a page as values of the realm. Throws a TypeError, as the page sees it, on one that cannot be sent. */
export function pageArguments(realm: Maker, args: readonly unknown[]): unknown[] {
  return args.map((arg, index) => {
    if (arg === undefined) return null;
    try {
      return copy(arg, realm, []);
    } catch (error) {
      if (!(error instanceof Illegal)) throw error;
      throw new TypeError(`Failed due to illegal value in property: ${String(index)}`);
    }
  });
}

/** Throws a TypeError, as the page sees it, on an argument that cannot be sent. */
export function checkPageArguments(args: readonly unknown[]): void {
  pageArguments(HOST, args);
}

/** A copy for the host of whatever a function returned; functions and service objects are left out. */
export function hostCopy(value: unknown, seen: readonly object[] = []): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (types.isDate(value)) return new Date(value.getTime());
  const name = enumName(value);
  if (name !== undefined) return name;
  if (!isPlain(value) || seen.includes(value)) return undefined;
  const deeper = [...seen, value];
  if (Array.isArray(value)) return Array.from(value, item => hostCopy(item, deeper));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, hostCopy(item, deeper)]));
}

/** Plain data of the host (arguments of the editor's Run, say) as values of the realm; Dates stay Dates. */
export function realmCopy(realm: Realm, value: unknown): unknown {
  if (types.isDate(value)) return realm.date(value.getTime());
  if (Array.isArray(value)) return realm.array(value.map(item => realmCopy(realm, item)));
  if (typeof value !== 'object' || value === null) return value;
  return realm.object(
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, realmCopy(realm, item)])),
  );
}
