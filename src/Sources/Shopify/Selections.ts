/** One field of a GraphQL query, or one inline fragment, with what is asked of it. */
export interface Selection {
  /** The field; of a fragment its type. */
  name: string;
  /** With their brackets; empty without any. */
  args: string;
  /** A list in pages of which all is wanted. */
  isConnection: boolean;
  isFragment: boolean;
  /** Type of the things in it, where they own a connection themselves. */
  type: string;
  children: Selection[];
}

const TOKEN = /\.\.\.on\s+(\w+)|(\w+)(\([^)]*\))?(\*)?(?::(\w+))?|[{}.]/g;

/**
 * Reads a path such as `customer.id`, `lineItems*{id sku}` (a connection of which all pages are wanted) or
 * `refunds:Refund{id refundLineItems*{quantity}}` (things of the type Refund with a connection of their own). Numbers
 * are places in a list: they matter for reading only.
 */
export function parseSelections(path: string): Selection[] {
  const tokens = [...path.matchAll(TOKEN)];
  return block(tokens);
}

type Token = RegExpMatchArray;

function block(tokens: Token[]): Selection[] {
  const selections: Selection[] = [];
  while (tokens.length && tokens[0]?.[0] !== '}') selections.push(...item(tokens));
  tokens.shift();
  return selections;
}

function item(tokens: Token[]): Selection[] {
  const [, fragment, name = '', args = '', star, type = ''] = tokens.shift() ?? [];
  const [next] = tokens[0] ?? [];
  if (next === '{' || next === '.') tokens.shift();
  const children = next === '{' ? block(tokens) : next === '.' ? item(tokens) : [];
  if (/^\d+$/.test(name)) return children;
  return [
    {
      name: fragment ?? name,
      args,
      isConnection: star !== undefined,
      isFragment: fragment !== undefined,
      type,
      children,
    },
  ];
}

/** Several paths as one tree: what they share is asked for once. */
export function mergeSelections(all: readonly Selection[]): Selection[] {
  const merged = new Map<string, Selection>();
  for (const selection of all) {
    const key = `${selection.isFragment ? '...' : ''}${selection.name}${selection.args}`;
    const known = merged.get(key);
    const children = [...(known?.children ?? []), ...selection.children];
    merged.set(key, { ...selection, type: known?.type || selection.type, children });
  }
  return [...merged.values()].map(each => ({ ...each, children: mergeSelections(each.children) }));
}

/** A field of a union is asked for of each of its types. */
export function spreadUnion(
  selections: readonly Selection[],
  field: string,
  types: readonly string[],
): Selection[] {
  return selections.map(selection => {
    if (selection.name !== field) return selection;
    const common = selection.children.filter(({ name }) => name === '__typename');
    const others = selection.children.filter(({ name }) => name !== '__typename');
    const fragments = types.map(name => ({ ...selection, name, isFragment: true, children: others }));
    return { ...selection, children: others.length ? [...common, ...fragments] : common };
  });
}

/** Name of the column in which a line of a bulk result says to which connection of its parent it belongs. */
export const PLACE = 'in_';

/** The text of a query. `inner`: size of the first page of connections; undefined in a bulk operation, which has no pages. */
export function printSelections(selections: readonly Selection[], inner: number | undefined): string {
  return selections.map(selection => print(selection, inner)).join(' ');
}

function print(
  { name, args, isConnection, isFragment, children }: Selection,
  inner: number | undefined,
): string {
  const fields = printSelections(children, inner);
  if (isFragment) return `...on ${name}{${fields}}`;
  if (!isConnection) return children.length ? `${name}${args}{${fields}}` : `${name}${args}`;
  if (inner === undefined) return `${name}{edges{node{${PLACE}${name}:__typename ${fields}}}}`;
  return `${name}(first: ${inner}){${printPage(fields)}}`;
}

/** One page of a connection. */
export function printPage(fields: string): string {
  return `nodes{${fields}}pageInfo{hasNextPage endCursor}`;
}

/** The fields on the way to a value, without what is only for asking. */
export function stepsOf(path: string): string[] {
  return path.replace(/\([^)]*\)|\{.*\}|\*|:\w+/g, '').split('.');
}

/** A bulk operation refuses a connection within anything but its root, and knows no "the first one only". */
export function isRefusedInBulk(path: string): boolean {
  return parseSelections(path).some(
    root => root.args.includes('first:') || root.children.some(hasConnection),
  );
}

function hasConnection({ isConnection, args, children }: Selection): boolean {
  return isConnection || args.includes('first:') || children.some(hasConnection);
}
