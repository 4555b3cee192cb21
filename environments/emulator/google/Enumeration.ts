import type { ServiceHost } from './ServiceHost';

const made = new WeakMap<ServiceHost, Map<string, Record<string, unknown>>>();
const members = new WeakMap<object, string>();

function member(
  host: ServiceHost,
  container: Record<string, unknown>,
  name: string,
  ordinal: number,
): object {
  const value = host.realm.object({});
  const methods: Record<string, (...args: unknown[]) => unknown> = {
    toString: () => name,
    name: () => name,
    toJSON: () => name,
    ordinal: () => ordinal,
    compareTo: other =>
      ordinal - Object.keys(container).indexOf(enumName(other) ?? Object.keys(container)[ordinal] ?? ''),
  };
  for (const [key, method] of Object.entries(methods))
    Object.defineProperty(value, key, { value: method, enumerable: false });
  members.set(value, name);
  return value;
}

/**
 * An enum of Google's, e.g. `enumeration(host, 'ScriptApp.WeekDay', ['MONDAY', ...])`: one identity per execution, and
 * members that answer `toString`, `name`, `ordinal`, `compareTo` and stringify to their names.
 */
export function enumeration(
  host: ServiceHost,
  fullName: string,
  names: readonly string[],
): Record<string, unknown> {
  let known = made.get(host);
  if (!known) made.set(host, (known = new Map()));
  const found = known.get(fullName);
  if (found) return found;
  const container = host.realm.object({});
  names.forEach((name, ordinal) => (container[name] = member(host, container, name, ordinal)));
  known.set(fullName, container);
  return container;
}

/** The name of an enum member, whichever enum it belongs to; undefined for anything else. */
export function enumName(value: unknown): string | undefined {
  return typeof value === 'object' && value !== null ? members.get(value) : undefined;
}
