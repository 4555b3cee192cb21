import { CONFIG_ATTRIBUTES } from '../../../src/Constants';
import type { ParameterDeclaration, ParameterDeclarations } from '../../../src/Core/Parameters';

/** Values as `Config` takes them; one with `items` is a choice and what belongs to it. */
export type GivenValues = Record<string, unknown>;

interface GivenChoice {
  value?: unknown;
  items: GivenValues;
}

/** `Auth.Token` is the setting Token that belongs to a choice of Auth. */
export function splitPath(path: string): string[] {
  return path.split('.').map(part => part.trim());
}

/** Every declaration that a path may mean: two choices may each have a setting of that name. */
export function declarationsAt(
  declarations: ParameterDeclarations,
  path: readonly string[],
): ParameterDeclaration[] {
  const [name = '', ...rest] = path;
  if (!Object.hasOwn(declarations, name)) return [];
  const declaration = declarations[name];
  if (!declaration) return [];
  if (!rest.length) return [declaration];
  return (declaration.oneOf ?? []).flatMap(option => declarationsAt(option.items ?? {}, rest));
}

export function isSecret(declaration: ParameterDeclaration): boolean {
  return declaration.attributes?.includes(CONFIG_ATTRIBUTES.SECRET) ?? false;
}

/** Names that `path` could have meant, as they are written on the command line. */
export function pathsOf(declarations: ParameterDeclarations, prefix = ''): string[] {
  return Object.entries(declarations).flatMap(([name, { oneOf = [] }]) => [
    prefix + name,
    ...oneOf.flatMap(option => pathsOf(option.items ?? {}, `${prefix}${name}.`)),
  ]);
}

/** Changes `values`: a nested path makes its choice an object with `items`. */
export function setAt(values: GivenValues, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  const existing = Object.hasOwn(values, name) ? values[name] : undefined;
  const choice = rest.length || isChoice(existing) ? toChoice(existing) : undefined;
  if (rest.length && choice) setAt(choice.items, rest, value);
  else if (choice) choice.value = value;
  // Not an assignment: "__proto__" is a name like any other here, and is refused as an unknown setting.
  Object.defineProperty(values, name, {
    value: choice ?? value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function toChoice(existing: unknown): GivenChoice {
  if (isChoice(existing)) return existing;
  return existing === undefined ? { items: {}, value: undefined } : { value: existing, items: {} };
}

function isChoice(value: unknown): value is GivenChoice {
  return typeof value === 'object' && value !== null && 'items' in value && typeof value.items === 'object';
}
