type Json = Record<string, unknown>;

/**
 * The result of a query as the file of a bulk operation: a line for each thing, things within others with
 * `__parentId`. They are not grouped: what belongs together stands far apart, some of it before what it belongs to.
 */
export function jsonLines(data: unknown): { text: string; objects: number; roots: number } {
  const [root] = Object.values((data ?? {}) as Json);
  const roots = nodesOf(root);
  const lines = roots.map(node => withoutConnections(node));
  const nested = roots.flatMap(node => childrenOf(node));
  const before = nested.filter((_, index) => index % 2 === 0);
  const after = nested.filter((_, index) => index % 2 === 1);
  const all = [...before, ...lines, ...after];
  return {
    text: all.map(line => `${JSON.stringify(line)}\n`).join(''),
    objects: all.length,
    roots: roots.length,
  };
}

function nodesOf(value: unknown): Json[] {
  const edges = isObject(value) ? value['edges'] : undefined;
  return Array.isArray(edges) ? edges.map(edge => (edge as { node: Json }).node) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEdges(value: unknown): boolean {
  return isObject(value) && Array.isArray(value['edges']);
}

function withoutConnections(node: Json): Json {
  return Object.fromEntries(Object.entries(node).filter(([, value]) => !isEdges(value)));
}

function childrenOf(node: Json): Json[] {
  return Object.values(node)
    .filter(isEdges)
    .flatMap(nodesOf)
    .flatMap(child => [{ ...withoutConnections(child), __parentId: node['id'] }, ...childrenOf(child)]);
}
