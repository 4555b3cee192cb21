import { buildSchema, getNamedType, type GraphQLFieldResolver, type GraphQLResolveInfo } from 'graphql';
import { connection } from './Pages';
import { SCHEMA } from './Schema';
import { requireScope } from './Scopes';
import type { SearchWarning } from './Search';

export const schema = buildSchema(SCHEMA);

/** What a running query knows and counts. */
export interface QueryContext {
  scopes: readonly string[];
  /** In a bulk operation connections have no pages. */
  isBulk: boolean;
  /** The most things that came in a connection, by the path of its field names. */
  sizes: Map<string, number>;
  /** Filters of which a part was ignored. */
  searches: { path: string[]; query: string; warnings: SearchWarning[] }[];
}

/** Fields by their names; lists stand for connections, functions are called. */
export const resolveField: GraphQLFieldResolver<Record<string, unknown>, QueryContext> = (
  source,
  args,
  context,
  info,
) => {
  requireScope(info.parentType.name, info.fieldName, context.scopes);
  const given = source[info.fieldName];
  const value: unknown = typeof given === 'function' ? (given as Resolve)(args, context) : given;
  const type = getNamedType(info.returnType).name;
  if (type.endsWith('Connection') && Array.isArray(value)) {
    const page = connection(value, args, context.isBulk);
    const path = pathOf(info.path);
    context.sizes.set(path, Math.max(context.sizes.get(path) ?? 0, (page['nodes'] as unknown[]).length));
    return page;
  }
  return value;
};

type Resolve = (args: Record<string, unknown>, context: QueryContext) => unknown;

/** `/orders/nodes/lineItems`: places in lists are left out. */
function pathOf(path: GraphQLResolveInfo['path'] | undefined): string {
  if (!path) return '';
  return typeof path.key === 'number' ? pathOf(path.prev) : `${pathOf(path.prev)}/${path.key}`;
}
