import {
  getNamedType,
  isCompositeType,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** One query may not cost more. */
export const MOST_POINTS = 1_000;

/** How a page of so many things counts. */
export function scaled(size: number): number {
  return size > 0 ? Math.floor(2 * Math.log(Math.max(2, size))) : 0;
}

/** The most things that came in a connection, by the path of its field names. */
export type PageSizes = ReadonlyMap<string, number>;

/**
 * Points that are reserved for a query before it runs, by its text alone; with the sizes of what came, those that it
 * costs in the end. A mutation costs 10.
 */
export function queryCost(
  schema: GraphQLSchema,
  { operation, selectionSet }: OperationDefinitionNode,
  sizes?: PageSizes,
): number {
  if (operation === 'mutation') return 10 * selectionSet.selections.length;
  const root = schema.getQueryType();
  return root ? costOf({ schema, sizes }, selectionSet, root, '') : 0;
}

interface Measure {
  schema: GraphQLSchema;
  sizes: PageSizes | undefined;
}

function costOf(
  measure: Measure,
  { selections }: SelectionSetNode,
  type: GraphQLNamedType,
  path: string,
): number {
  let fields = 0;
  let dearest = 0;
  for (const selection of selections) {
    if (selection.kind === 'Field') fields += costOfField(measure, selection, type, path);
    else if (selection.kind === 'InlineFragment') {
      const name = selection.typeCondition?.name.value;
      const inner = (name === undefined ? undefined : measure.schema.getType(name)) ?? type;
      dearest = Math.max(dearest, costOf(measure, selection.selectionSet, inner, path));
    }
  }
  return fields + dearest;
}

function costOfField(measure: Measure, field: FieldNode, parent: GraphQLNamedType, before: string): number {
  const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
  if (!field.selectionSet || !definition || !('args' in definition)) return 0;
  const type = getNamedType(definition.type);
  if (!isCompositeType(type) || type.name === 'PageInfo') return 0;
  const path = `${before}/${(field.alias ?? field.name).value}`;
  const inner = costOf(measure, field.selectionSet, type, path);
  if (type.name.endsWith('Connection')) {
    const size = measure.sizes ? (measure.sizes.get(path) ?? 0) : pageSize(field);
    return 2 + scaled(size) * inner;
  }
  // The node of an edge is one thing with it.
  return type.name.endsWith('Edge') ? inner : 1 + inner;
}

function pageSize({ arguments: all = [] }: FieldNode): number {
  const sizes = all.filter(({ name }) => name.value === 'first' || name.value === 'last');
  const values = sizes.map(({ value }) => (value.kind === 'IntValue' ? Number(value.value) : 1));
  return Math.max(1, ...values);
}
