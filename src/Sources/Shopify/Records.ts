import { isRecord } from '../../Core/Json';
import type { SourceRecord } from '../../Core/Schema';
import type { NodeQuery } from './Queries';
import { stepsOf } from './Selections';
import { dayOf } from './Shops';

/** What a record is made of, beside itself. */
export interface Surroundings {
  shop: string;
  /** What a metafield belongs to. */
  owner?: SourceRecord;
  /** Zone of the shop; without one there are no days among the fields. */
  timeZone?: string | undefined;
}

/** A record as it goes into the table. 0 and false are values; what the shop does not have is null. */
export function toRecord(
  node: SourceRecord,
  fields: readonly string[],
  { paths = {} }: NodeQuery,
  around: Surroundings,
): SourceRecord {
  const values = fields.map(field => [field, valueOf(node, paths[field] ?? field, around)] as const);
  return { ...Object.fromEntries(values), shopDomain: around.shop };
}

function valueOf(node: SourceRecord, path: string, { owner = {}, timeZone }: Surroundings): unknown {
  if (path.startsWith('^')) return owner[path.slice(1)];
  if (path.startsWith('@')) return timeZone === undefined ? null : dayOf(node[path.slice(1)], timeZone);
  const value = plain(stepsOf(path).reduce(step, node));
  return Array.isArray(value) && !isListOfThings(path) ? value.join(', ') : value;
}

/** Things stay a list when there are none; values, such as tags, are put together. */
function isListOfThings(path: string): boolean {
  return path.includes('{');
}

function step(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)] as unknown;
  return isRecord(value) ? value[name] : undefined;
}

/** Connections as lists, without their page marks. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  if (Array.isArray(value['nodes'])) return value['nodes'].map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}
