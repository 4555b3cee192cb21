import { DataException } from '../../Core/Exceptions';
import { isRecord, parseJsonText } from '../../Core/Json';
import type { SourceRecord } from '../../Core/Schema';
import { PLACE, type Selection } from './Selections';

type Thing = Record<string, unknown>;

/**
 * The things of a bulk operation from its file: a line for each thing, in no certain order, those within another one
 * with `__parentId`. Connections come out as they do in pages. Throws on a line that is none: the file was cut.
 */
export function readBulkResult(
  text: string,
  selections: readonly Selection[],
  speaker: string,
): SourceRecord[] {
  const things = text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => readLine(line, speaker));
  const byId = new Map(
    things.flatMap(thing => (typeof thing['id'] === 'string' ? [[thing['id'], thing]] : [])),
  );
  const roots = things.filter(thing => thing['__parentId'] === undefined);
  for (const root of roots)
    for (const { name, isConnection } of selections) if (isConnection) root[name] = { nodes: [] };
  for (const thing of things) {
    const { __parentId: parentId } = thing;
    if (parentId !== undefined) place(thing, byId.get(String(parentId)), selections, speaker);
  }
  return roots;
}

function readLine(line: string, speaker: string): Thing {
  let value: unknown;
  try {
    value = parseJsonText(line);
  } catch {
    throw cut(speaker, 'ends in the middle of a line');
  }
  if (!isRecord(value)) throw cut(speaker, 'has a line that is no object');
  return value as Thing;
}

function place(
  thing: Thing,
  parent: Thing | undefined,
  selections: readonly Selection[],
  speaker: string,
): void {
  const tag = Object.keys(thing).find(name => name.startsWith(PLACE));
  const name = tag?.slice(PLACE.length) ?? connectionOf(thing, selections);
  if (!parent || name === undefined) throw cut(speaker, 'lacks the thing that another one belongs to');
  if (tag !== undefined) delete thing[tag];
  delete thing['__parentId'];
  const connection = (parent[name] ??= { nodes: [] }) as { nodes: unknown[] };
  connection.nodes.push(thing);
}

/** A line without our mark belongs to the only connection, else to the one that its id names: `LineItem`, `lineItems`. */
function connectionOf({ id }: Thing, selections: readonly Selection[]): string | undefined {
  const names = selections.filter(({ isConnection }) => isConnection).map(({ name }) => name);
  if (names.length === 1) return names[0];
  const type = /^gid:\/\/shopify\/(\w+)\//.exec(String(id))?.[1]?.toLowerCase();
  return names.find(name => name.toLowerCase() === `${type}s`);
}

function cut(speaker: string, what: string): DataException {
  return new DataException(
    `[${speaker}] The file of the bulk operation ${what}. Nothing of this window was written; try again later.`,
  );
}
