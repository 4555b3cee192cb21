import { parse, type AnyNode } from 'acorn';
import { plainName } from './StackFrames';

/** Name of the function that a place lies in: `GitHubSource.fetchData`. Lines and columns count from 1. */
export type NameOf = (line: number, column?: number) => string | undefined;

/** Reads a script for the names of its functions. One that cannot be parsed has none: a name is a help, not a fact. */
export function functionNames(code: string): NameOf {
  let tree: AnyNode;
  try {
    tree = parse(code, { ecmaVersion: 'latest', sourceType: 'script' });
  } catch {
    return () => undefined;
  }
  const lines = code.split('\n');
  const starts: number[] = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.length + 1;
  }
  return (line, column) => {
    const text = lines[line - 1];
    const begin = starts[line - 1];
    if (text === undefined || begin === undefined) return undefined;
    const offset = begin + (column === undefined ? text.length - text.trimStart().length : column - 1);
    return innermost(tree, offset);
  };
}

/** The nearest function around an offset that has a name. */
function innermost(tree: AnyNode, offset: number): string | undefined {
  let name: string | undefined;
  let className: string | undefined;
  for (let node: AnyNode | undefined = tree, parent: AnyNode | undefined; node;) {
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') className = node.id?.name;
    const own = nameOf(node, parent, className);
    if (own !== undefined) name = own;
    const child = childAt(node, offset);
    [parent, node] = [node, child];
  }
  return name === undefined ? undefined : plainName(name);
}

function nameOf(
  node: AnyNode,
  parent: AnyNode | undefined,
  className: string | undefined,
): string | undefined {
  if (node.type === 'FunctionDeclaration') return node.id?.name;
  if (node.type !== 'FunctionExpression' && node.type !== 'ArrowFunctionExpression') return undefined;
  if (parent?.type === 'MethodDefinition') {
    if (parent.kind === 'constructor') return `new ${className ?? 'class'}`;
    return [className, keyOf(parent.key)].filter(part => part !== undefined).join('.');
  }
  if (parent?.type === 'Property') return keyOf(parent.key);
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name;
  return node.type === 'FunctionExpression' ? node.id?.name : undefined;
}

function keyOf(key: AnyNode): string | undefined {
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : undefined;
}

function childAt(node: AnyNode, offset: number): AnyNode | undefined {
  for (const value of Object.values(node) as unknown[])
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value])
      if (isNode(child) && child.start <= offset && offset < child.end) return child;
  return undefined;
}

function isNode(value: unknown): value is AnyNode {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}
