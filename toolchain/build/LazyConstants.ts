import type { Node } from 'acorn';
import MagicString from 'magic-string';
import type { Plugin } from 'rollup';
import { isPure, type Tree } from './PureExpressions';

/** Shorter initialisers cost less than the function that would make them. Characters. */
const SHORTEST = 160;

/**
 * Puts off the large constants of a script: tables, parameters and the like are made when they are first used, since
 * everything at the top is paid by every execution, whichever connector it runs. Only what has no effect is put off,
 * and nothing that is used at the top itself. Lists stay as they are: `verify` reads those of the menu.
 */
export function lazyConstants(): Plugin {
  return {
    name: 'sheetbound-lazy-constants',
    renderChunk(code) {
      const script = makeLazy(code, this.parse(code) as unknown as Tree);
      return { code: script.toString(), map: script.generateMap({ hires: 'boundary' }) };
    },
  };
}

interface Constant {
  name: string;
  /** The statement `const name = ...;`. */
  statement: Tree;
  value: Tree;
  uses: Use[];
}

interface Use {
  node: Tree;
  isShorthand: boolean;
  /** The constant in whose value it is evaluated; `top`: at the top of the script; undefined: in a function. */
  within: string | undefined;
}

const TOP = 'top';

/** `program`: the syntax tree of `code`, which is one call of a function that holds everything. */
export function makeLazy(code: string, program: Tree): MagicString {
  const script = new MagicString(code);
  const body = bodyOf(program);
  const names = topLevelNames(body);
  const constants = new Map(body.flatMap(statement => candidate(statement, names)));
  collectUses(body, constants);
  for (const { name, statement, value, uses } of lasting(constants).values()) {
    script.overwrite(
      statement.start,
      value.start,
      `let ${name};\nfunction ${name}$get() { return ${name} === undefined ? (${name} = `,
    );
    script.overwrite(value.end, statement.end, `) : ${name}; }`);
    for (const { node, isShorthand } of uses)
      script.overwrite(node.start, node.end, isShorthand ? `${name}: ${name}$get()` : `${name}$get()`);
  }
  return script;
}

/** The statements of the one function that the script consists of. */
function bodyOf(program: Tree): Tree[] {
  for (const statement of program['body'] as Tree[]) {
    const [declarator] = (statement['declarations'] ?? []) as Tree[];
    const call = (declarator?.['init'] ?? statement['expression']) as Tree | undefined;
    const callee = call?.type === 'CallExpression' ? (call['callee'] as Tree) : undefined;
    if (callee?.type === 'FunctionExpression') return (callee['body'] as Tree)['body'] as Tree[];
  }
  return [];
}

/** Names that never change once the top was run. */
function topLevelNames(body: readonly Tree[]): Set<string> {
  const fixed = new Set<string>();
  for (const statement of body) {
    const isFixed = statement['kind'] === 'const' || /^(Function|Class)Declaration$/.test(statement.type);
    const declared = (statement['declarations'] as Tree[] | undefined) ?? [statement];
    if (isFixed) for (const { id } of declared as { id?: Tree }[]) addNames(id, fixed);
  }
  return fixed;
}

/** Of a name, or of an object that is taken apart. */
function addNames(id: Tree | undefined, names: Set<string>): void {
  if (id?.type === 'Identifier') names.add(nameOf(id));
  else if (id?.type === 'ObjectPattern')
    for (const { value } of id['properties'] as { value?: Tree }[]) addNames(value, names);
}

function candidate(statement: Tree, names: ReadonlySet<string>): [string, Constant][] {
  const [declarator, ...others] = (statement['declarations'] ?? []) as Tree[];
  const { id, init: value } = (declarator ?? {}) as { id?: Tree; init?: Tree | null };
  if (statement['kind'] !== 'const' || others.length || id?.type !== 'Identifier' || !value) return [];
  const isCall = value.type === 'CallExpression';
  if (!isCall && (value.end - value.start < SHORTEST || value.type !== 'ObjectExpression')) return [];
  const name = nameOf(id);
  return isPure(value, names) ? [[name, { name, statement, value, uses: [] }]] : [];
}

/** Finds every use, and drops what some scope declares anew: its uses would have to be told apart. */
function collectUses(body: readonly Tree[], constants: Map<string, Constant>): void {
  const visit = (node: Tree, parent: Tree | undefined, key: string, within: string | undefined): void => {
    if (node.type === 'Identifier') {
      const constant = constants.get(nameOf(node));
      if (!constant) return;
      if (isDeclaring(parent, key)) {
        if (parent?.['init'] !== constant.value) constants.delete(constant.name);
      } else if (!isName(parent, key))
        constant.uses.push({ node, isShorthand: parent?.['shorthand'] === true, within });
      return;
    }
    const inner = isFunction(node) ? undefined : within;
    for (const [name, child] of children(node)) {
      // A shorthand property holds its identifier twice.
      if (node.type === 'Property' && node['shorthand'] === true && name === 'key') continue;
      visit(child, node, name, inner);
    }
  };
  for (const statement of body) {
    const [declarator] = (statement['declarations'] ?? []) as Tree[];
    const id = declarator?.['id'] as Tree | undefined;
    const name = id?.type === 'Identifier' && constants.has(nameOf(id)) ? nameOf(id) : TOP;
    visit(statement, undefined, '', name);
  }
}

/** Without those that are used at the top, or by a constant that is not put off itself. */
function lasting(constants: Map<string, Constant>): Map<string, Constant> {
  const isEarly = ({ within }: Use) => within !== undefined && !constants.has(within);
  for (let count = -1; count !== constants.size;) {
    count = constants.size;
    for (const { name, uses } of [...constants.values()]) if (uses.some(isEarly)) constants.delete(name);
  }
  return constants;
}

function isFunction({ type }: Node): boolean {
  return (
    type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
  );
}

function isDeclaring(parent: Tree | undefined, key: string): boolean {
  if (!parent) return false;
  if (key === 'params' || key === 'param' || key === 'elements') return parent.type !== 'ArrayExpression';
  if (parent.type === 'AssignmentExpression' || parent.type === 'AssignmentPattern') return key === 'left';
  return key === 'id' || parent.type === 'RestElement' || parent.type === 'UpdateExpression';
}

/** A name of a member or a property, not of a variable. */
function isName(parent: Tree | undefined, key: string): boolean {
  if (!parent || parent['computed'] === true) return false;
  if (parent.type === 'MemberExpression') return key === 'property';
  return key === 'key' || key === 'label';
}

function children(node: Tree): [string, Tree][] {
  return Object.entries(node).flatMap(([key, value]): [string, Tree][] => {
    if (Array.isArray(value)) return value.filter(isTree).map(each => [key, each]);
    return isTree(value) ? [[key, value]] : [];
  });
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && typeof (value as Tree).type === 'string';
}

function nameOf(identifier: Tree): string {
  return String(identifier['name']);
}
