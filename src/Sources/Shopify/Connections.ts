import { isRecord } from '../../Core/Json';
import type { SourceRecord } from '../../Core/Schema';
import type { Selection } from './Selections';

/** A connection as an answer holds it. */
export interface Connection {
  nodes: unknown[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

export function isConnection(value: unknown): value is Connection {
  if (!isRecord(value) || !Array.isArray(value['nodes'])) return false;
  const page = value['pageInfo'];
  return isRecord(page) && typeof page['hasNextPage'] === 'boolean';
}

/** A connection within a thing, of which there is more than the first page. */
export interface OpenConnection {
  owner: Owner;
  selection: Selection;
  connection: Connection;
}

export interface Owner {
  id: string;
  type: string;
}

/** Every connection in a thing that was not read to its end, however deep. */
export function openConnections(
  selections: readonly Selection[],
  thing: SourceRecord,
  owner: Owner,
): OpenConnection[] {
  return selections.flatMap(selection => {
    const value = selection.isFragment ? thing : thing[selection.name];
    const within = (each: unknown): OpenConnection[] =>
      isRecord(each) ? openConnections(selection.children, each, ownerOf(each, selection, owner)) : [];
    if (!selection.isConnection) return Array.isArray(value) ? value.flatMap(within) : within(value);
    if (!isConnection(value)) return [];
    const rest = value.pageInfo.hasNextPage ? [{ owner, selection, connection: value }] : [];
    return [...rest, ...value.nodes.flatMap(within)];
  });
}

function ownerOf(thing: SourceRecord, { type }: Selection, owner: Owner): Owner {
  return type !== '' && typeof thing['id'] === 'string' ? { id: thing['id'], type } : owner;
}
