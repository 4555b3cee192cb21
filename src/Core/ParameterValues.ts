import { CONFIG_ATTRIBUTES } from '../Constants';
import { isCivilDate, toDate } from './CivilDate';
import type { Fault } from './Exceptions';
import type { ParameterDeclaration, ParameterDeclarations } from './Parameters';
import { suggestion } from './Nearest';

/** What a user gave for a choice: `{ value: 'token', items: { Token: { value: '...' } } }`, or just `'token'`. */
interface GivenChoice {
  value: unknown;
  items: Record<string, unknown>;
}

/** The runtime form of a parameter: what `config.X` is. */
export interface ResolvedParameter {
  readonly value: unknown;
  readonly items?: Readonly<Record<string, ResolvedParameter>>;
}

export interface Resolution {
  parameters: Record<string, ResolvedParameter>;
  faults: Fault[];
  /** Values of parameters with the attribute SECRET, for redaction. */
  secrets: string[];
  /** Sentences about settings that are in use and should not be. */
  warnings: string[];
}

/** From declarations and given values to typed values and every fault. Never throws. */
export function resolveParameters(
  declarations: ParameterDeclarations,
  given: Readonly<Record<string, unknown>>,
): Resolution {
  const resolution: Resolution = { parameters: {}, faults: [], secrets: [], warnings: [] };
  for (const name of Object.keys(given)) {
    if (!Object.hasOwnProperty.call(declarations, name)) {
      const message = `${name}: there is no such setting.${suggestion(name, Object.keys(declarations))}`;
      resolution.faults.push({ parameter: name, message });
    }
  }
  for (const [name, declaration] of Object.entries(declarations))
    resolution.parameters[name] = resolveOne(name, declaration, unwrap(given[name]), resolution);
  return resolution;
}

function resolveOne(
  name: string,
  declaration: ParameterDeclaration,
  given: GivenChoice,
  resolution: Resolution,
): ResolvedParameter {
  const label = declaration.label ?? name;
  const value = isAbsent(given.value) ? declaration.default : given.value;
  if (isAbsent(value)) {
    if (declaration.isRequired)
      resolution.faults.push({ parameter: name, message: `${label}: a value is needed.` });
    return declaration.oneOf ? { value: undefined, items: {} } : { value: undefined };
  }
  if (!isAbsent(given.value)) warnOfDeprecated(`The setting "${label}"`, declaration, resolution);
  const isSecret = declaration.attributes?.includes(CONFIG_ATTRIBUTES.SECRET) ?? false;
  if (isSecret) resolution.secrets.push(...textsOf(value));
  if (declaration.oneOf) return resolveChoice(name, declaration, { ...given, value }, resolution);
  const cast = castParameter(declaration, value);
  if ('problem' in cast) {
    const problem = isSecret ? 'the value is of the wrong kind (it is secret and not shown).' : cast.problem;
    resolution.faults.push({ parameter: name, message: `${label}: ${problem}` });
    return { value: undefined };
  }
  return { value: cast.value };
}

function resolveChoice(
  name: string,
  declaration: ParameterDeclaration,
  given: GivenChoice,
  resolution: Resolution,
): ResolvedParameter {
  const options = declaration.oneOf ?? [];
  const chosen = options.find(option => option.value === given.value);
  if (!chosen) {
    const names = options.map(option => option.value);
    const message = `${declaration.label ?? name}: ${show(given.value)} is not one of the choices.${suggestion(String(given.value), names)}`;
    resolution.faults.push({ parameter: name, message });
    return { value: undefined, items: {} };
  }
  warnOfDeprecated(`The choice "${chosen.label ?? chosen.value}"`, chosen, resolution);
  const inner = resolveParameters(chosen.items ?? {}, given.items);
  resolution.faults.push(...inner.faults);
  resolution.warnings.push(...inner.warnings);
  resolution.secrets.push(...inner.secrets);
  return { value: chosen.value, items: Object.freeze(inner.parameters) };
}

function warnOfDeprecated(
  what: string,
  { attributes, description }: Pick<ParameterDeclaration, 'attributes' | 'description'>,
  { warnings }: Resolution,
): void {
  if (attributes?.includes(CONFIG_ATTRIBUTES.DEPRECATED))
    warnings.push(`${what} is deprecated and will go.${description ? ` ${description}` : ''}`);
}

/** A secret may be an object, a service account's key say: each text in it is one. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsOf);
  return [String(value).trim()];
}

type Cast = { value: unknown } | { problem: string };

/** Casts by type, so that a sheet cell, a command line and JSON may all give a value in their own way. */
export function castParameter(declaration: ParameterDeclaration, raw: unknown): Cast {
  const value = typeof raw === 'string' ? raw.trim() : raw;
  const cast = declaration.requiredType ? CASTS[declaration.requiredType](value) : castUntyped(value);
  if ('problem' in cast || !declaration.options) return cast;
  if (declaration.options.some(option => option === cast.value)) return cast;
  return { problem: `${show(raw)} is not one of ${declaration.options.join(', ')}.` };
}

/** Without a type a parameter is what a sheet cell can hold. */
function castUntyped(value: unknown): Cast {
  if (typeof value !== 'object') return { value };
  return { problem: `must be text, a number, or true or false, not ${show(value)}.` };
}

const CASTS: Record<NonNullable<ParameterDeclaration['requiredType']>, (value: unknown) => Cast> = {
  string: value => {
    if (typeof value === 'string') return { value };
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
      return { problem: `${value} has more digits than a number can hold; give it as text.` };
    if (typeof value === 'number' && Number.isFinite(value)) return { value: String(value) };
    return { problem: `must be text, not ${show(value)}.` };
  },
  number: value => {
    if (typeof value === 'number' && Number.isFinite(value)) return { value };
    if (typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value)) return { value: Number(value) };
    return { problem: `must be a number, not ${show(value)}.` };
  },
  boolean: value => {
    if (typeof value === 'boolean') return { value };
    if (typeof value === 'string' && /^(true|false)$/i.test(value)) return { value: /^true$/i.test(value) };
    return { problem: `must be true or false, not ${show(value)}.` };
  },
  date: value => {
    if (isDateObject(value)) {
      if (Number.isFinite(value.getTime())) return { value: toDate(value.toISOString().slice(0, 10)) };
      return { problem: 'is a date that does not exist.' };
    }
    if (typeof value === 'string' && isCivilDate(value)) return { value: toDate(value) };
    const hint = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
    return {
      problem: hint
        ? `${show(value)} is a date that does not exist.`
        : `must be a date such as 2026-01-31, not ${show(value)}.`,
    };
  },
  object: value =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { value }
      : { problem: `must be an object, not ${show(value)}.` },
};

/** Every `requiredType`. */
export const PARAMETER_TYPES: readonly string[] = Object.keys(CASTS);

/** `instanceof Date` fails across contexts. */
function isDateObject(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]';
}

/** `false` and `0` are values, not absences; an empty cell or text is one. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function unwrap(given: unknown): GivenChoice {
  if (typeof given !== 'object' || given === null || !('value' in given)) return { value: given, items: {} };
  // An object that is itself the value may happen to have a `value` among its own.
  if (Object.keys(given).some(key => key !== 'value' && key !== 'items')) return { value: given, items: {} };
  const { value, items } = given as { value: unknown; items?: unknown };
  return {
    value,
    items: (typeof items === 'object' && items !== null ? items : {}) as Record<string, unknown>,
  };
}

function show(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : String(JSON.stringify(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
