import type { Fault } from './Exceptions';
import { dateFields } from './FieldsSchema';
import { suggestion } from './Nearest';
import type { NodeDefinition } from './Schema';

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
