import {
  isRefusedInBulk,
  mergeSelections,
  parseSelections,
  printPage,
  printSelections,
  spreadUnion,
  type Selection,
} from './Selections';
import type { PageSizes } from './Cost';

/** How a node is asked for: `Queries.json` holds one for each node of the schema. */
export interface NodeQuery {
  /** Field of the query root: a connection, or `shop`. */
  root: string;
  /** GraphQL type of the things in it. */
  type: string;
  /** Arguments of the root, besides page and filter. */
  arguments?: string;
  /** Search field that days are cut by. */
  filter?: string;
  /** Connection of the things whose things are the rows. */
  rows?: string;
  /** Fields that are unions, and their types. */
  unions?: Readonly<Record<string, readonly string[]>>;
  /** Where fields are found, if not under their own name: see `parseSelections`; `^` begins at the owner, `@` is the day of. */
  paths?: Readonly<Record<string, string>>;
}

/** What is asked of one node. */
export interface NodePlan {
  query: NodeQuery;
  /** Of each thing of the root connection. */
  selections: Selection[];
  /** The same for a bulk operation. */
  bulk: Selection[];
  /** Fields that a bulk operation cannot give: asked for thing by thing. */
  late: Selection[];
  /** Fields among `late` that need not be asked for where this list is empty. */
  probes: readonly string[];
}

/** From the selected fields to what is asked for: nothing else is. */
export function planQuery(query: NodeQuery, fields: readonly string[]): NodePlan {
  const paths = fields.flatMap(field => pathOf(query, field));
  const late = query.rows === undefined ? paths.filter(isRefusedInBulk) : [];
  const probes = late.filter(path => /^\w+:\w+\{id\b/.test(path)).map(path => path.split(':')[0] ?? '');
  const build = (chosen: readonly string[]): Selection[] => buildSelections(query, chosen);
  return {
    query,
    selections: build(paths),
    bulk: build([...paths.filter(path => !late.includes(path)), ...probes.map(name => `${name}{id}`)]),
    late: late.length ? build(late) : [],
    probes: probes.length === late.length ? probes : [],
  };
}

/** The account is ours, and the owner is asked for anyway. */
function pathOf({ paths = {} }: NodeQuery, field: string): string[] {
  const path = paths[field] ?? field;
  if (field === 'shopDomain' || path.startsWith('^')) return [];
  return [path.startsWith('@') ? path.slice(1) : path];
}

function buildSelections({ rows, unions = {} }: NodeQuery, paths: readonly string[]): Selection[] {
  let selections = mergeSelections(['id', ...paths].flatMap(parseSelections));
  for (const [field, types] of Object.entries(unions)) selections = spreadUnion(selections, field, types);
  if (rows === undefined) return selections;
  const own = parseSelections(`id ${rows}*{}`);
  return own.map(each => (each.name === rows ? { ...each, children: selections } : each));
}

/** One page of the root connection. */
export function pageQuery(
  plan: NodePlan,
  sizes: PageSizes,
  after: string | undefined,
  filter: string | undefined,
): string {
  const { root, arguments: more } = plan.query;
  const args = [
    `first: ${sizes.size}`,
    ...(after === undefined ? [] : [`after: ${JSON.stringify(after)}`]),
    ...rootArguments(filter, more),
  ];
  return `query{${root}(${args.join(', ')}){${printPage(printSelections(plan.selections, sizes.inner))}}}`;
}

/** The one thing of a root that is no connection. */
export function singleQuery({ query, selections }: NodePlan, inner: number): string {
  return `query{${query.root}{${printSelections(selections, inner)}}}`;
}

/** What is exported in bulk. Pages are not for it. */
export function bulkQuery({ query, bulk }: NodePlan, filter: string | undefined): string {
  const args = rootArguments(filter, query.arguments);
  return `{${query.root}${args.length ? `(${args.join(', ')})` : ''}{edges{node{${printSelections(bulk, undefined)}}}}}`;
}

function rootArguments(filter: string | undefined, more: string | undefined): string[] {
  return [
    ...(filter === undefined ? [] : [`query: ${JSON.stringify(filter)}`]),
    ...(more === undefined ? [] : [more]),
  ];
}

/** What is asked of one thing by its id. */
export interface Follow {
  id: string;
  type: string;
  text: string;
}

/** Several things by their ids in one query; their answers are `n0`, `n1` and so on. */
export function followQuery(follows: readonly Follow[]): string {
  const parts = follows.map(
    ({ id, type, text }, index) => `n${index}:node(id: ${JSON.stringify(id)}){...on ${type}{${text}}}`,
  );
  return `query{${parts.join(' ')}}`;
}

/** The next page of a connection of a thing. */
export function nextPage({ name, children }: Selection, size: number, after: string): string {
  const fields = printPage(printSelections(children, size));
  return `${name}(first: ${size}, after: ${JSON.stringify(after)}){${fields}}`;
}
