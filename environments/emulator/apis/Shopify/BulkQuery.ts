import {
  getNamedType,
  getNullableType,
  isListType,
  parse,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import { schema } from './AdminSchema';
import { validationErrors } from './Validation';

interface Findings {
  connections: number;
  depth: number;
  byNodes: string[];
  isInList: boolean;
  withoutId: string[];
}

/** Why a query cannot be run in bulk, in the API's words. Empty: it can. */
export function bulkQueryFaults(text: string): string[] {
  let document;
  try {
    document = parse(text);
  } catch {
    return ['Invalid bulk query: syntax error, unexpected end of file'];
  }
  const [operation] = document.definitions;
  if (operation?.kind !== 'OperationDefinition' || operation.operation !== 'query')
    return ['Invalid operation type. Only `query` operations are supported.'];
  const errors = validationErrors(schema, document);
  if (errors.length) return errors.map(error => `Invalid bulk query: ${error.message}`);
  const root = schema.getQueryType();
  const findings: Findings = { connections: 0, depth: 0, byNodes: [], isInList: false, withoutId: [] };
  if (root) look(operation.selectionSet, root, 0, false, findings);
  const isNode = operation.selectionSet.selections.some(
    each => each.kind === 'Field' && each.name.value === 'node',
  );
  return faultsOf(findings, isNode);
}

function faultsOf({ connections, depth, byNodes, isInList, withoutId }: Findings, isNode: boolean): string[] {
  const faults: string[] = [];
  if (byNodes.length)
    faults.push(
      `All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: '${byNodes[0]} { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: '${byNodes.join("', '")}'.`,
    );
  if (isNode) faults.push('Bulk queries cannot contain a top level `node` field.');
  if (depth > 2) faults.push('Bulk queries cannot contain connections with a nesting depth greater than 2.');
  if (connections > 5) faults.push('Bulk queries cannot contain more than 5 connections.');
  if (withoutId.length)
    faults.push(
      `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${withoutId.join(', ')}.`,
    );
  if (isInList)
    faults.push('Queries that contain a connection field within a list field are not currently supported.');
  if (!connections && !faults.length) faults.push('Bulk queries must contain at least one connection.');
  return faults;
}

function look(
  { selections }: SelectionSetNode,
  type: GraphQLNamedType,
  depth: number,
  isWithinList: boolean,
  findings: Findings,
): void {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      const inner = selection.typeCondition ? schema.getType(selection.typeCondition.name.value) : type;
      look(selection.selectionSet, inner ?? type, depth, isWithinList, findings);
    } else if (selection.kind === 'Field' && selection.selectionSet) {
      lookAtField(
        selection,
        selection.selectionSet,
        type,
        { depth, isWithinList, siblings: selections },
        findings,
      );
    }
  }
}

interface Place {
  depth: number;
  isWithinList: boolean;
  siblings: SelectionSetNode['selections'];
}

function lookAtField(
  field: FieldNode,
  inner: SelectionSetNode,
  parent: GraphQLNamedType,
  { depth, isWithinList, siblings }: Place,
  findings: Findings,
): void {
  const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
  if (!definition) return;
  const type = getNamedType(definition.type as GraphQLOutputType);
  const isList = isListType(getNullableType(definition.type));
  const isEdges = parent.name.endsWith('Connection');
  if (!type.name.endsWith('Connection')) {
    look(inner, type, depth, isWithinList || (isList && !isEdges), findings);
    return;
  }
  findings.connections += 1;
  findings.depth = Math.max(findings.depth, depth + 1);
  if (isWithinList) findings.isInList = true;
  if (inner.selections.some(each => each.kind === 'Field' && each.name.value === 'nodes'))
    findings.byNodes.push(field.name.value);
  const hasId = siblings.some(each => each.kind === 'Field' && each.name.value === 'id' && !each.alias);
  if (depth > 0 && !hasId) findings.withoutId.push(field.name.value);
  look(inner, type, depth + 1, isWithinList, findings);
}
