import { driveError } from './GoogleError';

/** Members to keep, with those inside of them; an empty one keeps all that is inside. */
type Mask = Map<string, Mask>;

/** `value` with those members alone that the `fields` parameter names: `nextPageToken,files(id,name)` or `a/b`. */
export function selectFields(value: unknown, fields: string): unknown {
  const tokens = fields.match(/[A-Za-z0-9_$*-]+|[(),/]|\S/g) ?? [];
  const mask = readList(tokens, fields);
  if (tokens.length) throw invalidSelection(fields);
  return pick(value, mask, fields);
}

function readList(tokens: string[], fields: string): Mask {
  const mask: Mask = new Map();
  do {
    const name = tokens.shift() ?? '';
    if (!/^[A-Za-z0-9_$*-]+$/.test(name)) throw invalidSelection(fields);
    mask.set(name, readInner(tokens, fields));
  } while (tokens[0] === ',' && tokens.shift());
  return mask;
}

function readInner(tokens: string[], fields: string): Mask {
  if (tokens[0] === '/') {
    tokens.shift();
    const name = tokens.shift() ?? '';
    return new Map([[name, readInner(tokens, fields)]]);
  }
  if (tokens[0] !== '(') return new Map();
  tokens.shift();
  const inner = readList(tokens, fields);
  if (tokens.shift() !== ')') throw invalidSelection(fields);
  return inner;
}

function pick(value: unknown, mask: Mask, fields: string): unknown {
  if (mask.size === 0 || mask.has('*')) return value;
  if (Array.isArray(value)) return value.map(item => pick(item, mask, fields));
  if (typeof value !== 'object' || value === null) throw invalidSelection(fields);
  const kept = Object.entries(value).filter(([name]) => mask.has(name));
  return Object.fromEntries(
    kept.map(([name, inner]) => [name, pick(inner, mask.get(name) ?? new Map(), fields)]),
  );
}

function invalidSelection(fields: string): Error {
  return driveError(400, 'invalidParameter', `Invalid field selection ${fields}`, 'fields');
}
