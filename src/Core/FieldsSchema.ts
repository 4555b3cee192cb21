import type { FieldsSchema, NodeDefinition } from './Schema';

/** A schema from its JSON file: text in the bundles, an object where the loader has parsed it. */
export function parseFieldsSchema(json: string | object): FieldsSchema {
  return (typeof json === 'string' ? JSON.parse(json) : json) as FieldsSchema;
}

/**
 * A node with the fields of the nodes that it extends. Its own stand first, in their order: what tells its rows apart
 * is what leads them. Throws on an unknown node or a circle.
 */
export function resolveNode(schema: FieldsSchema, id: string, seen: readonly string[] = []): NodeDefinition {
  const node = schema[id];
  if (!node) throw new Error(`Node "${id}" is not in the fields schema.`);
  if (seen.includes(id)) throw new Error(`Node "${id}" extends itself: ${[...seen, id].join(' -> ')}.`);
  if (!node.extends) return node;
  const base = resolveNode(schema, node.extends, [...seen, id]);
  return { ...base, ...node, fields: { ...node.fields, ...base.fields, ...node.fields } };
}

/** Ids of the node's fields of type `date`. */
export function dateFields(node: NodeDefinition): string[] {
  return Object.entries(node.fields)
    .filter(([, field]) => field.type === 'date')
    .map(([id]) => id);
}

/** `Bank of Canada`/`observations/group` -> `bank_of_canada_observations_group`. */
export function toSnakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}
