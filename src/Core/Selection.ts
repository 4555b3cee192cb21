import type { StorageField, StorageTarget, WindowScope } from './AbstractStorage';
import type { Fault } from './Exceptions';
import { dateFields, resolveNode, toSnakeCase } from './FieldsSchema';
import { nodeFaults } from './SchemaFaults';
import { parseDestinations, parseFields } from './SelectionTexts';
import type { Slice } from './RunPlan';
import type { FieldDefinition, FieldsSchema, NodeDefinition } from './Schema';

/**
 * How rows get into the table: `upsert` by unique key; `replaceWindow`: a time series without keys is replaced by
 * window and account; `replaceAll`: a catalogue without keys is swapped in as a whole.
 */
export type SaveMode = 'upsert' | 'replaceWindow' | 'replaceAll';

/** One node of an import, with every default decided. */
export interface SelectedNode {
  id: string;
  definition: NodeDefinition;
  /** Table or tab. */
  destination: string;
  /** Selected fields in order, the unique keys among them. Empty: fields are those of the records. */
  fields: Record<string, StorageField>;
  uniqueKeys: string[];
  isTimeSeries: boolean;
  perAccount: boolean;
  accountField: string;
  /** The date field that windows are cut by; undefined if the node has none, or it is not selected. */
  dateField: string | undefined;
  mode: SaveMode;
  /** Counts from 1; raised when rows of another grain go into a table of their own. */
  generation: number;
}

export interface SelectionRequest {
  sourceName: string;
  /** Undefined: the source declares no nodes. */
  schema: FieldsSchema | undefined;
  /** `"node field, node field"`; `node *` selects all fields of a node. Undefined: default fields of all nodes. */
  fields: string | undefined;
  /** `"node Name, node2 Name 2"`. */
  destinations: string | undefined;
  hasAccounts: boolean;
}

/** Id of the only node of a source that declares none. */
export const IMPLICIT_NODE = 'data';

/** Decides nodes, fields, keys and destinations. Faults are collected, never thrown. */
export function selectNodes(request: SelectionRequest): { nodes: SelectedNode[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const schema = request.schema ?? { [IMPLICIT_NODE]: { fields: {}, isTimeSeries: false } };
  const chosen =
    request.fields === undefined ? defaultChoice(schema) : parseFields(request.fields, schema, faults);
  const names = parseDestinations(request.destinations ?? '', schema, faults);
  const nodes = [...chosen].map(([id, fieldIds]) => {
    const fallback = request.schema ? `${request.sourceName}_${id}` : request.sourceName;
    const definition = resolveNode(schema, id);
    return selectNode(
      id,
      definition,
      fieldIds,
      names.get(id) ?? definition.destinationName ?? toSnakeCase(fallback),
      request.hasAccounts,
      faults,
    );
  });
  for (const [name, ids] of sameDestination(nodes))
    faults.push({
      parameter: 'DestinationTableNameOverride',
      message: `Nodes ${ids.join(' and ')} would both be written to "${name}": give them different names.`,
    });
  return { nodes, faults };
}

function defaultChoice(schema: FieldsSchema): Map<string, string[]> {
  return new Map(
    Object.keys(schema).map(id => {
      const node = resolveNode(schema, id);
      return [id, [...(node.defaultFields ?? Object.keys(node.fields))]];
    }),
  );
}

function selectNode(
  id: string,
  definition: NodeDefinition,
  fieldIds: readonly string[],
  destination: string,
  hasAccounts: boolean,
  faults: Fault[],
): SelectedNode {
  const dates = dateFields(definition);
  const perAccount = definition.perAccount ?? hasAccounts;
  const accountField = definition.accountField ?? 'account_id';
  const isTimeSeries = definition.isTimeSeries ?? dates.length === 1;
  const dimensions = fieldIds.filter(field => definition.fields[field]?.role === 'dimension');
  const declared = definition.uniqueKeys ?? [];
  const keys = declared.length ? [...declared, ...dimensions, ...(perAccount ? [accountField] : [])] : [];
  const uniqueKeys = [...new Set(keys)];
  const dateField =
    definition.dateField ??
    declared.find(key => dates.includes(key)) ??
    (dates.length === 1 ? dates[0] : undefined);
  if (Object.keys(definition.fields).length)
    faults.push(...nodeFaults(id, definition, perAccount ? accountField : undefined));
  const mode = uniqueKeys.length ? 'upsert' : isTimeSeries ? 'replaceWindow' : 'replaceAll';
  if (mode === 'replaceWindow' && dates.length !== 1)
    faults.push({
      message: `Node "${id}" is a time series without unique keys and has ${dates.length} date fields: it needs unique keys, or exactly one date field, so that its rows can be told apart.`,
    });
  const needed = [
    ...uniqueKeys,
    ...(mode === 'replaceWindow' && dateField ? [dateField] : []),
    ...(perAccount ? [accountField] : []),
  ];
  const fields = collectFields(definition, fieldIds, needed, accountField);
  return {
    id,
    definition,
    destination,
    fields,
    uniqueKeys,
    isTimeSeries,
    perAccount,
    accountField,
    dateField: dateField !== undefined && dateField in fields ? dateField : undefined,
    mode,
    generation: 1,
  };
}

/** In the order of the schema, so that columns do not depend on the order of ticking; the account stands last. */
function collectFields(
  definition: NodeDefinition,
  selected: readonly string[],
  needed: readonly string[],
  accountField: string,
): Record<string, StorageField> {
  const wanted = new Set([...selected, ...needed]);
  const ids = Object.keys(definition.fields).filter(field => wanted.has(field));
  const extra = needed.filter(field => !Object.prototype.hasOwnProperty.call(definition.fields, field));
  const fallback = (field: string): FieldDefinition => (field === accountField ? { name: 'Account' } : {});
  return Object.fromEntries(
    [...ids, ...new Set(extra)].map(field => {
      const declared = definition.fields[field] ?? fallback(field);
      return [field, { ...declared, type: declared.type ?? 'string' }];
    }),
  );
}

function sameDestination(nodes: readonly SelectedNode[]): [string, string[]][] {
  const byName = new Map<string, string[]>();
  for (const { destination, id } of nodes) {
    const name = destination.toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), id]);
  }
  return [...byName].filter(([, ids]) => ids.length > 1);
}

/** Where the rows of a node go. The identity is the import's and the node's, whatever the table is called. */
export function targetOf(node: SelectedNode, importId: string, sourceName: string): StorageTarget {
  const { destination, fields, uniqueKeys, generation } = node;
  const id = `${importId}.${node.id}${generation > 1 ? `~${generation}` : ''}`;
  return { id, name: destination, sourceName, fields, uniqueKeys };
}

/** The part of the table that a slice covers; undefined for a node that is not cut by days. */
export function windowOf(node: SelectedNode, { from, to, account }: Slice): WindowScope | undefined {
  if (!node.isTimeSeries || !node.dateField) return undefined;
  const ofAccount = account === undefined ? {} : { account: { field: node.accountField, value: account } };
  return { dateField: node.dateField, from, to, ...ofAccount };
}
