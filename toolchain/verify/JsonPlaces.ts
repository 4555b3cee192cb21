import { parseExpressionAt, type AnyNode } from 'acorn';

/** Where a value stands in a JSON text, as an offset; undefined where there is none. */
export function placeInJson(source: string, path: readonly (string | number)[]): number | undefined {
  let node: AnyNode;
  try {
    node = parseExpressionAt(source, 0, { ecmaVersion: 2020 });
  } catch {
    return undefined;
  }
  let start = node.start;
  for (const step of path) {
    const next = childOf(node, step);
    if (!next) return undefined;
    ({ node, start } = next);
  }
  return start;
}

/** A value of an object is found by its key. */
function childOf(node: AnyNode, step: string | number): { node: AnyNode; start: number } | undefined {
  if (node.type === 'ArrayExpression') {
    const element = node.elements[Number(step)];
    return element ? { node: element, start: element.start } : undefined;
  }
  if (node.type !== 'ObjectExpression') return undefined;
  for (const property of node.properties)
    if (property.type === 'Property' && property.key.type === 'Literal' && property.key.value === step)
      return { node: property.value, start: property.key.start };
  return undefined;
}

/** Where a text stops being JSON, as far as it can be told: what JSON.parse says of it differs by version of Node. */
export function faultInJson(source: string): number {
  try {
    return parseExpressionAt(source, 0, { ecmaVersion: 2020 }).end;
  } catch (error) {
    return (error as { pos?: number }).pos ?? source.length;
  }
}
