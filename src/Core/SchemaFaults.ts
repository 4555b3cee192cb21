import { FIELD_TYPES } from './Casting';
import { messageOf, type Fault } from './Exceptions';
import { dateFields, resolveNode } from './FieldsSchema';
import { isRecord } from './Json';
import { suggestion } from './Nearest';
import type { FieldsSchema, NodeDefinition } from './Schema';

/**
 * What is wrong with the declaration of a node. A key that no record has would be the same for all rows, and they
 * would overwrite each other. The account field may be left undeclared.
 */
export function nodeFaults(id: string, node: NodeDefinition, accountField: string | undefined): Fault[] {
  const known = Object.keys(node.fields);
  const unknown = (role: string, field: string): Fault => ({
    message: `Node "${id}": its ${role} "${field}" is not one of its fields.${suggestion(field, known)}`,
  });
  const missing = (fields: readonly string[] = []) =>
    fields.filter(field => field !== accountField && !known.includes(field));
  const { dateField } = node;
  return [
    ...missing(node.uniqueKeys).map(field => unknown('unique key', field)),
    ...missing(node.defaultFields).map(field => unknown('default field', field)),
    ...(dateField !== undefined && !dateFields(node).includes(dateField)
      ? [{ message: `Node "${id}": its date field "${dateField}" is not a field of type date.` }]
      : []),
  ];
}

/**
 * What is wrong with a whole schema that nobody checked before, its shape included: the build has seen those of the
 * built-in connectors. Without a schema there is nothing wrong.
 */
export function schemaFaults(schema: unknown, hasAccounts: boolean): Fault[] {
  if (schema === undefined) return [];
  if (!isRecord(schema) || !Object.keys(schema).length)
    return [{ message: 'It must be an object with one node or more: { orders: { fields: { ... } } }.' }];
  return Object.keys(schema).flatMap(id => {
    const shape = shapeFaults(id, schema[id]);
    return shape.length ? shape : resolvedFaults(id, schema as FieldsSchema, hasAccounts);
  });
}

function shapeFaults(id: string, node: unknown): Fault[] {
  if (!isRecord(node)) return [{ message: `Node "${id}": it must be an object with "fields".` }];
  const { fields } = node;
  if (fields === undefined && node['extends'] !== undefined) return [];
  if (!isRecord(fields) || !Object.values(fields).every(isRecord))
    return [{ message: `Node "${id}": its "fields" must be an object: { id: { type: 'string' } }.` }];
  return Object.entries(fields).flatMap(([field, definition]) => {
    const { type = 'string' } = definition as { type?: unknown };
    if (FIELD_TYPES.includes(String(type))) return [];
    const message = `Node "${id}": its field "${field}" has the type "${String(type)}".${suggestion(String(type), FIELD_TYPES)}`;
    return [{ message }];
  });
}

function resolvedFaults(id: string, schema: FieldsSchema, hasAccounts: boolean): Fault[] {
  try {
    const node = resolveNode(schema, id);
    // Without fields they are those of the records, and nothing is known of them yet.
    if (!Object.keys(node.fields).length) return [];
    const perAccount = node.perAccount ?? hasAccounts;
    return nodeFaults(id, node, perAccount ? (node.accountField ?? 'account_id') : undefined);
  } catch (error) {
    return [{ message: messageOf(error) }];
  }
}
