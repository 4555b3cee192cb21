import type { ServiceHost } from './ServiceHost';
import { METHOD_NAMES } from './google-api/names';

/** The methods of a service object, as plain effects: `serviceObject` puts each one behind `ServiceHost.call`. */
export type ServiceMethods = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface ServiceObjectOptions {
  /** Own values such as enums (`ScriptApp.WeekDay`); not enumerable, like everything that Google's objects carry. */
  constants?: Readonly<Record<string, unknown>>;
  /** What `String(object)` gives. Default: the last part of the class name (`Range`). */
  label?: string;
  /** Virtual milliseconds of methods whose cost depends on the arguments; the others cost what `Costs.ts` says. */
  costs?: Readonly<Record<string, number>>;
}

const objects = new WeakMap<object, string>();
const prototypes = new WeakMap<ServiceHost, Map<string, object>>();

function hidden(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: false, configurable: true, writable: true });
}

/** The error of a method that Google has and the emulator has not. Its name is `NotEmulated`. */
export function notEmulated(host: ServiceHost, name: string): Error {
  return host.realm.error('NotEmulated', `${name} is not emulated`);
}

function prototypeOf(host: ServiceHost, className: string): object {
  let known = prototypes.get(host);
  if (!known) prototypes.set(host, (known = new Map()));
  const found = known.get(className);
  if (found) return found;
  const prototype = host.realm.object({});
  for (const name of (METHOD_NAMES[className] ?? '').split(' '))
    if (name !== '')
      hidden(prototype, name, () => {
        throw notEmulated(host, `${className}.${name}`);
      });
  known.set(className, prototype);
  return prototype;
}

/**
 * An object of a Google service. `className` is Google's full name (`SpreadsheetApp.Range`, or `SpreadsheetApp` for
 * the service itself; the classes of the base service stand alone: `Ui`, `Blob`). Each method is called through
 * `host.call` under `className.method`, so an implementation must not do that again. Methods that Google has and
 * `methods` lacks throw `NotEmulated`. The object has no enumerable data: `JSON.stringify` gives `{}`.
 */
export function serviceObject(
  host: ServiceHost,
  className: string,
  methods: ServiceMethods,
  options: ServiceObjectOptions = {},
): Record<string, unknown> {
  const object = host.realm.object({});
  Object.setPrototypeOf(object, prototypeOf(host, className));
  for (const [name, method] of Object.entries(methods)) {
    const effect = method as (...args: unknown[]) => unknown;
    const fullName = `${className}.${name}`;
    const cost = options.costs?.[name];
    const callOptions = cost === undefined ? undefined : { cost };
    hidden(object, name, (...args: unknown[]) => host.call(fullName, () => effect(...args), callOptions));
  }
  for (const [name, value] of Object.entries(options.constants ?? {})) hidden(object, name, value);
  const label = options.label ?? className.slice(className.lastIndexOf('.') + 1);
  if (!Object.hasOwn(methods, 'toString')) hidden(object, 'toString', () => label);
  objects.set(object, className);
  return object;
}

/** Google's full class name of an object made by `serviceObject`; undefined for anything else. */
export function serviceClassOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? objects.get(value) : undefined;
}
