import { googleError, type GoogleError } from './GoogleError';

/** A request as it reached the loopback Google. */
export interface ApiCall {
  method: string;
  /** The host that the client meant, `script.googleapis.com` for example. */
  host: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface ApiAnswer {
  status: number;
  /** JSON, or text when it is a string; nothing when it is missing. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** The parameters of a path by the names of its pattern. */
export type PathValues = Readonly<Record<string, string>>;

/** What follows the fixed parts of `pattern` (`/v1/projects/:scriptId`), or undefined when the path is another one. */
export function matchPath(pattern: string, path: string): PathValues | undefined {
  const expected = pattern.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) values[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return values;
}

/** The body as a JSON object; Google's error when it is none or has a member that is not in `known`. */
export function jsonBody(call: ApiCall, known: readonly string[]): Record<string, unknown> {
  const value = parse(call.body);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw googleError('invalidArgument', 'Invalid JSON payload received. Unexpected token.');
  checkMembers(value, known, '');
  return value as Record<string, unknown>;
}

/** Google's gateway refuses members that the message has not. `place` is where in the body, '' for its top. */
export function checkMembers(value: object, known: readonly string[], place: string): void {
  const unknown = Object.keys(value).filter(name => !known.includes(name));
  if (!unknown.length) return;
  const where = place === '' ? '' : ` at '${place}'`;
  const lines = unknown.map(
    name => `Invalid JSON payload received. Unknown name "${name}"${where}: Cannot find field.`,
  );
  throw googleError('invalidArgument', lines.join('\n'), [
    {
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: lines.map(description => ({ ...(place ? { field: place } : {}), description })),
    },
  ]);
}

/** Google's error for a member of the wrong type. */
export function wrongValue(place: string, type: string, value: unknown): GoogleError {
  const description = `Invalid value at '${place}' (${type}), ${JSON.stringify(value)}`;
  return googleError('invalidArgument', description, [
    {
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: [{ field: place, description }],
    },
  ]);
}

/** A text member of a body, '' when it is missing. */
export function textMember(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name] ?? '';
  if (typeof value !== 'string') throw wrongValue(name, 'TYPE_STRING', value);
  return value;
}

/** A whole number of a body; digits in quotes are numbers, as in every API of Google's. */
export function numberMember(body: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) throw wrongValue(name, 'TYPE_INT32', value);
  return number;
}

/** A whole number of the query, or undefined. */
export function numberParameter(call: ApiCall, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null || text === '') return undefined;
  if (!/^-?\d+$/.test(text)) throw wrongValue(name, 'TYPE_INT32', text);
  return Number(text);
}

function parse(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
