import type { Execution } from '../Execution';
import { useQuota } from '../Quotas';
import { serviceObject } from '../ServiceObject';
import { signatureError } from '../Signature';

/** Bytes of one value, and of the keys and values of a store. */
export const PROPERTY_VALUE_LIMIT = 9 * 1024;
export const PROPERTY_STORE_LIMIT = 500 * 1024;

const CLASS = 'PropertiesService.Properties';
type Values = Record<string, string>;

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

function checkSizes(host: Execution, values: Readonly<Values>, changed: Readonly<Values>): void {
  for (const value of Object.values(changed))
    if (bytes(value) > PROPERTY_VALUE_LIMIT) throw host.exception('Argument too large: value');
  let total = 0;
  for (const [key, value] of Object.entries(values)) total += bytes(key) + bytes(value);
  if (total > PROPERTY_STORE_LIMIT)
    throw host.exception(
      'You have exceeded the property storage quota. Please remove some properties and try again.',
    );
}

function countUse(host: Execution): void {
  if (!useQuota(host.userState, 'properties', 1, host.now()))
    throw host.exception('Service invoked too many times for one day: properties.');
}

function replace(target: Values, values: Readonly<Values>): void {
  for (const key of Object.keys(target)) if (!Object.hasOwn(values, key)) delete target[key];
  for (const [key, value] of Object.entries(values)) setOwn(target, key, value);
}

/** As an own property whatever the key is called, `__proto__` too. */
function setOwn(target: Values, key: string, value: string): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}

function createStore(host: Execution, values: Values): object {
  const write = (changed: Readonly<Values>, keep: Readonly<Values>): object => {
    countUse(host);
    const next = { ...keep };
    for (const [key, value] of Object.entries(changed)) setOwn(next, key, value);
    checkSizes(host, next, changed);
    replace(values, next);
    return store;
  };
  const one = (key: unknown, value: unknown): Values => {
    const changed: Values = {};
    setOwn(changed, String(key), String(value));
    return changed;
  };
  const store = serviceObject(host, CLASS, {
    getProperty: (...args: unknown[]) => {
      if (args.length !== 1) throw signatureError(host, `${CLASS}.getProperty`, args);
      countUse(host);
      const key = String(args[0]);
      return Object.hasOwn(values, key) ? values[key] : null;
    },
    getProperties: () => {
      countUse(host);
      return host.realm.object(values);
    },
    getKeys: () => {
      countUse(host);
      return host.realm.array(Object.keys(values));
    },
    setProperty: (...args: unknown[]) => {
      if (args.length !== 2) throw signatureError(host, `${CLASS}.setProperty`, args);
      return write(one(args[0], args[1]), values);
    },
    setProperties: (...args: unknown[]) => {
      const [changed, deleteAllOthers] = args;
      if (typeof changed !== 'object' || changed === null || args.length > 2)
        throw signatureError(host, `${CLASS}.setProperties`, args);
      const texts: Values = {};
      for (const [key, value] of Object.entries(changed)) setOwn(texts, key, String(value));
      return write(texts, deleteAllOthers === true ? {} : values);
    },
    deleteProperty: (...args: unknown[]) => {
      if (args.length !== 1) throw signatureError(host, `${CLASS}.deleteProperty`, args);
      countUse(host);
      delete values[String(args[0])];
      return store;
    },
    deleteAllProperties: () => {
      countUse(host);
      replace(values, {});
      return store;
    },
  });
  return store;
}

/** PropertiesService: three stores of text, with Google's limits, each call counted towards the daily quota. */
export function createPropertiesService(host: Execution): object {
  const { scriptProperties, documentProperties } = host.stores;
  return serviceObject(host, 'PropertiesService', {
    getScriptProperties: () => createStore(host, scriptProperties),
    getUserProperties: () => createStore(host, host.userState.properties),
    // Nobody documents them for a callback; what does without them works either way.
    getDocumentProperties: () =>
      documentProperties && host.hasFile ? createStore(host, documentProperties) : null,
  });
}
