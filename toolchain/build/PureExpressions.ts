import type { Node } from 'acorn';

/** A node of a syntax tree with its members. */
export type Tree = Node & Record<string, unknown>;

type Check = (node: Tree, names: ReadonlySet<string>) => boolean;

/** Functions of the language that only make a value of their arguments. */
const PURE_CALLS =
  /^(Object\.(freeze|keys|values|entries|fromEntries)|Number|String|defineParameters(\$\d+)?)$/;

/** Methods of lists that only make another value of them. */
const PURE_METHODS = /^(concat|filter|flatMap|join|map|slice)$/;

const all = (nodes: unknown, names: ReadonlySet<string>): boolean =>
  (nodes as (Tree | null)[]).every(node => node === null || isPure(node, names));
const always: Check = () => true;
const parts =
  (...keys: string[]): Check =>
  (node, names) =>
    all(
      keys.map(key => node[key]),
      names,
    );

const CHECKS: Readonly<Record<string, Check>> = {
  Literal: always,
  ArrowFunctionExpression: always,
  FunctionExpression: always,
  Identifier: ({ name }, names) => name === 'undefined' || names.has(String(name)),
  TemplateLiteral: ({ expressions }, names) => all(expressions, names),
  ObjectExpression: ({ properties }, names) => all(properties, names),
  ArrayExpression: ({ elements }, names) => all(elements, names),
  Property: (node, names) =>
    (node['computed'] !== true || isPure(node['key'] as Tree, names)) && isPure(node['value'] as Tree, names),
  SpreadElement: parts('argument'),
  UnaryExpression: (node, names) => node['operator'] !== 'delete' && isPure(node['argument'] as Tree, names),
  BinaryExpression: parts('left', 'right'),
  ConditionalExpression: parts('test', 'consequent', 'alternate'),
  MemberExpression: (node, names) => node['computed'] !== true && isPure(node['object'] as Tree, names),
  CallExpression: (node, names) =>
    isPureCallee(node['callee'] as Tree, names) && all(node['arguments'], names),
  NewExpression: (node, names) =>
    /^(Set|Map)$/.test(calleeOf(node['callee'] as Tree)) && all(node['arguments'], names),
};

/**
 * Whether an expression makes the same value whenever it is evaluated, and does nothing else. `names`: variables that do
 * not change. Members of such a variable are taken not to change either: tables at the top of a module do not.
 */
export function isPure(node: Tree, names: ReadonlySet<string>): boolean {
  return CHECKS[node.type]?.(node, names) ?? false;
}

function isPureCallee(callee: Tree, names: ReadonlySet<string>): boolean {
  if (PURE_CALLS.test(calleeOf(callee))) return true;
  const { object, property } = callee as unknown as { object?: Tree; property?: Tree };
  const isMethod = callee.type === 'MemberExpression' && callee['computed'] !== true;
  return isMethod && PURE_METHODS.test(String(property?.['name'])) && !!object && isPure(object, names);
}

function calleeOf(callee: Tree): string {
  if (callee.type === 'Identifier') return String(callee['name']);
  const { object, property, computed } = callee as unknown as {
    object?: Tree;
    property?: Tree;
    computed?: boolean;
  };
  if (callee.type !== 'MemberExpression' || computed || object?.type !== 'Identifier') return '';
  return `${String(object['name'])}.${String(property?.['name'])}`;
}
