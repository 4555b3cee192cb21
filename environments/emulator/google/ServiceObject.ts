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
  /**
   * Whether methods are handed the object itself before the script's arguments. The objects of a class can then share
   * the same `methods`. Default false.
   */
  passesSelf?: boolean;
}

type Effect = (...args: unknown[]) => unknown;

interface Entry {
  className: string;
  methods: ServiceMethods;
  label: string;
  costs: Readonly<Record<string, number>> | undefined;
  /** What effects are handed before the script's arguments. */
  leading: readonly unknown[];
}

const entries = new WeakMap<object, Entry>();
const prototypes = new WeakMap<ServiceHost, Map<string, object>>();

function hidden(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: false, configurable: true, writable: true });
}

/** The error of a method that Google has and the emulator has not. Its name is `NotEmulated`. */
export function notEmulated(host: ServiceHost, name: string): Error {
  return host.realm.error('NotEmulated', `${name} is not emulated`);
}

function invoke(host: ServiceHost, entry: Entry, name: string, args: readonly unknown[]): unknown {
  const effect = (Object.hasOwn(entry.methods, name) ? entry.methods[name] : undefined) as Effect | undefined;
  const fullName = `${entry.className}.${name}`;
  if (!effect) throw notEmulated(host, fullName);
  const cost = entry.costs?.[name];
  return host.call(
    fullName,
    () => effect(...entry.leading, ...args),
    cost === undefined ? undefined : { cost },
  );
}

/** The methods of a class, shared by its objects: a sheet of a script has hundreds of ranges of a hundred methods. */
function makePrototype(host: ServiceHost, className: string, methods: ServiceMethods): object {
  const prototype = host.realm.object({});
  const names = new Set([...(METHOD_NAMES[className] ?? '').split(' '), ...Object.keys(methods)]);
  names.delete('');
  for (const name of names)
    hidden(prototype, name, function (this: object, ...args: unknown[]) {
      const entry = entries.get(this);
      if (entry?.className !== className)
        throw host.realm.error('TypeError', `${className}.${name} was called on something else`);
      return invoke(host, entry, name, args);
    });
  if (!names.has('toString'))
    hidden(prototype, 'toString', function (this: object) {
      return entries.get(this)?.label ?? className;
    });
  return prototype;
}

function prototypeOf(host: ServiceHost, className: string, methods: ServiceMethods): object {
  let known = prototypes.get(host);
  if (!known) prototypes.set(host, (known = new Map()));
  let prototype = known.get(className);
  if (!prototype) known.set(className, (prototype = makePrototype(host, className, methods)));
  return prototype;
}

/** Methods of a service itself work on their own too: `values.forEach(Logger.log)`. */
function detach(host: ServiceHost, object: object, entry: Entry): void {
  for (const name of Object.keys(entry.methods))
    hidden(object, name, (...args: unknown[]) => invoke(host, entry, name, args));
}

/**
 * An object of a Google service. `className` is Google's full name (`SpreadsheetApp.Range`, or `SpreadsheetApp` for
 * the service itself; the classes of the base service stand alone: `Ui`, `Blob`). Each method is called through
 * `host.call` under `className.method`, so an implementation must not do that again. Methods that Google has and
 * `methods` lacks throw `NotEmulated`. The object has no enumerable data: `JSON.stringify` gives `{}`. All objects of
 * a class have methods of the same names.
 */
export function serviceObject(
  host: ServiceHost,
  className: string,
  methods: ServiceMethods,
  options: ServiceObjectOptions = {},
): Record<string, unknown> {
  const object = host.realm.object({});
  Object.setPrototypeOf(object, prototypeOf(host, className, methods));
  const label = options.label ?? className.slice(className.lastIndexOf('.') + 1);
  const leading = options.passesSelf === true ? [object] : [];
  const entry: Entry = { className, methods, label, costs: options.costs, leading };
  entries.set(object, entry);
  if (!className.includes('.')) detach(host, object, entry);
  for (const [name, value] of Object.entries(options.constants ?? {})) hidden(object, name, value);
  return object;
}

/** Google's full class name of an object made by `serviceObject`; undefined for anything else. */
export function serviceClassOf(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? entries.get(value)?.className : undefined;
}
