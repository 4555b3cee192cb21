import type { Fault } from './Exceptions';
import { resolveNode } from './FieldsSchema';
import { suggestion } from './Nearest';
import type { FieldsSchema } from './Schema';

/** Fields by node. Pairs are separated by a comma, with or without a space after it. */
export function parseFields(text: string, schema: FieldsSchema, faults: Fault[]): Map<string, string[]> {
  const chosen = new Map<string, string[]>();
  const fault = (message: string) => faults.push({ parameter: 'Fields', message: `Fields: ${message}` });
  for (const pair of text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '')) {
    const [, nodeId = pair, fieldId] = /^(\S+)\s+(\S+)$/.exec(pair) ?? [];
    const names = Object.keys(schema);
    if (!Object.prototype.hasOwnProperty.call(schema, nodeId)) {
      fault(`there is no node "${nodeId}".${suggestion(nodeId, names)}`);
    } else if (fieldId === undefined) {
      fault(`"${pair}" names no field: write "node field" pairs, or "${nodeId} *" for all of its fields.`);
    } else {
      const known = Object.keys(resolveNode(schema, nodeId).fields);
      if (fieldId !== '*' && !known.includes(fieldId))
        fault(`node "${nodeId}" has no field "${fieldId}".${suggestion(fieldId, known)}`);
      else chosen.set(nodeId, [...(chosen.get(nodeId) ?? []), ...(fieldId === '*' ? known : [fieldId])]);
    }
  }
  if (!chosen.size && !faults.length) fault('nothing is selected.');
  return chosen;
}

/** Names by node: `node Name, node2 Name 2`. */
export function parseDestinations(text: string, schema: FieldsSchema, faults: Fault[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const pair of text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '')) {
    const [, node, name] = /^(\S+)\s+(.+)$/.exec(pair) ?? [];
    const known = node !== undefined && Object.prototype.hasOwnProperty.call(schema, node);
    if (known && name) names.set(node, name);
    else
      faults.push({
        parameter: 'DestinationTableNameOverride',
        message: `Destination Name Override: "${pair}" is not "node name" with a node of this source.${suggestion(node ?? pair, Object.keys(schema))}`,
      });
  }
  return names;
}
