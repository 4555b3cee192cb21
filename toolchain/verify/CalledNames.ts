import type { AnyNode, CallExpression } from 'acorn';
import { parentOf, nodeOf, variableAt, type ParsedScript } from './ParsedScript';
import { LONGEST_CHAIN, memberName, stringOf } from './ServiceUses';

/** A function of the script, or a page, that Google is to find by its name. */
export interface CalledName {
  by: 'menu' | 'trigger' | 'callback' | 'page';
  name: string;
  /** Caption of the menu item, where it is written down. */
  caption?: string | undefined;
  /** `template`: the page's scriptlets are evaluated. */
  isTemplate?: boolean;
  script: ParsedScript;
  offset: number;
}

/** What a script hands to `addItem`, `newTrigger`, `newStateToken().withMethod`, `createHtmlOutputFromFile` and `createTemplateFromFile`. */
export function calledNames(script: ParsedScript): CalledName[] {
  return script.nodes.flatMap(node => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
    switch (memberName(node.callee)) {
      case 'addItem':
        return menuNames(script, node);
      case 'newTrigger':
        return constantNames(script, node.arguments[0], 'trigger');
      case 'withMethod':
        return isStateToken(node.callee.object) ? constantNames(script, node.arguments[0], 'callback') : [];
      case 'createHtmlOutputFromFile':
        return constantNames(script, node.arguments[0], 'page');
      case 'createTemplateFromFile':
        return constantNames(script, node.arguments[0], 'page').map(page => ({ ...page, isTemplate: true }));
      default:
        return [];
    }
  });
}

/** `ScriptApp.newStateToken()`, with whatever was called on it in the same expression. */
function isStateToken(node: AnyNode): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  return memberName(node.callee) === 'newStateToken' || isStateToken(node.callee.object);
}

/** A menu item may be written down, or taken from a table of captions and names. */
function menuNames(script: ParsedScript, call: CallExpression): CalledName[] {
  const [caption, target] = call.arguments;
  if (call.arguments.length !== 2 || !caption || !target) return [];
  const names = constantNames(script, target, 'menu');
  if (names.length) return names.map(name => ({ ...name, caption: stringOf(caption) }));
  const key = target.type === 'MemberExpression' ? memberName(target) : undefined;
  for (let around = functionAround(call); around; around = functionAround(around)) {
    const found = tablesAt(script, around).flatMap(table => itemsOf(script, table, key));
    if (found.length) return found;
  }
  return [];
}

/** The texts that an expression can be, where they are written down. */
function constantNames(script: ParsedScript, node: AnyNode | undefined, by: CalledName['by']): CalledName[] {
  if (!node) return [];
  return constantsOf(script, node, LONGEST_CHAIN).flatMap(value => {
    const name = stringOf(value);
    return name === undefined ? [] : [{ by, name, script, offset: value.start }];
  });
}

/** What an expression can stand for: of a choice both, of `NAMES.ticker` the value in the constant NAMES. */
function constantsOf(script: ParsedScript, node: AnyNode, depth: number): AnyNode[] {
  if (depth === 0) return [];
  const follow = (next: AnyNode): AnyNode[] => constantsOf(script, next, depth - 1);
  switch (node.type) {
    case 'ConditionalExpression':
      return [node.consequent, node.alternate].flatMap(follow);
    case 'LogicalExpression':
      return [node.left, node.right].flatMap(follow);
    case 'MemberExpression': {
      const name = memberName(node);
      const objects = name === undefined ? [] : follow(node.object);
      return objects.flatMap(object => propertyOf(object, name)).flatMap(follow);
    }
    case 'CallExpression':
      return isFreeze(node) ? node.arguments.slice(0, 1).flatMap(follow) : [node];
    case 'Identifier': {
      const value = constantOf(script, node);
      return value ? follow(value) : [];
    }
    default:
      return [node];
  }
}

function isFreeze({ callee }: CallExpression): boolean {
  return callee.type === 'MemberExpression' && memberName(callee) === 'freeze';
}

function propertyOf(object: AnyNode, name: string | undefined): AnyNode[] {
  if (object.type !== 'ObjectExpression') return [];
  return object.properties.flatMap(property => {
    if (property.type !== 'Property' || property.computed) return [];
    const { key } = property;
    const isNamed = key.type === 'Identifier' ? key.name === name : stringOf(key) === name;
    return isNamed ? [property.value] : [];
  });
}

/** The expression that a `const` (or a `var` that is set once) stands for. */
function constantOf(script: ParsedScript, node: AnyNode & { type: 'Identifier' }): AnyNode | undefined {
  const variable = variableAt(script, node, node.name);
  const [definition] = variable?.defs ?? [];
  if (!variable || variable.defs.length !== 1 || definition?.type !== 'Variable') return undefined;
  if (variable.references.some(reference => reference.isWrite() && !reference.init)) return undefined;
  const { init, id } = definition.node as unknown as { init: AnyNode | null; id: AnyNode };
  return init && id.type === 'Identifier' ? init : undefined;
}

/** The function around a node; of one that is in none, the script. */
function functionAround(node: AnyNode): AnyNode | undefined {
  let around = parentOf(node);
  while (around && !/Function|Program/.test(around.type)) around = parentOf(around);
  return around;
}

/**
 * Tables that the items of a menu may come from: arrays that a function holds or names, and those that are handed to
 * it by its callers.
 */
function tablesAt(script: ParsedScript, around: AnyNode): AnyNode[] {
  const named = script.nodes.filter(node => node.start >= around.start && node.end <= around.end);
  const handed = around.type === 'FunctionDeclaration' ? argumentsOfCalls(script, around) : [];
  const tables = [...named, ...handed].flatMap(node => {
    if (node.type !== 'Identifier' && node.type !== 'ArrayExpression') return [];
    return constantsOf(script, node, LONGEST_CHAIN).filter(({ type }) => type === 'ArrayExpression');
  });
  return [...new Set(tables)].filter(
    table => !tables.some(other => other !== table && isWithin(table, other)),
  );
}

function isWithin(node: AnyNode, other: AnyNode): boolean {
  return other.start <= node.start && node.end <= other.end;
}

function argumentsOfCalls(script: ParsedScript, declaration: AnyNode): AnyNode[] {
  const [variable] = script.scopes.getDeclaredVariables(declaration as never);
  return (variable?.references ?? []).flatMap(reference => {
    const callee = nodeOf(reference);
    const parent = parentOf(callee);
    return parent?.type === 'CallExpression' && parent.callee === callee ? parent.arguments : [];
  });
}

/** Pairs of a caption and a name, however deep in a table, or its objects' values of a key. */
function itemsOf(script: ParsedScript, table: AnyNode, key: string | undefined): CalledName[] {
  if (table.type === 'ObjectExpression') {
    const values = key === undefined ? [] : propertyOf(table, key);
    return values.flatMap(value => constantNames(script, value, 'menu'));
  }
  if (table.type !== 'ArrayExpression') return [];
  const [first, second] = table.elements;
  const caption = first ? stringOf(first) : undefined;
  const name = second ? stringOf(second) : undefined;
  if (table.elements.length === 2 && second && caption !== undefined && name !== undefined)
    return [{ by: 'menu', name, caption, script, offset: second.start }];
  return table.elements.flatMap(element => (element ? itemsOf(script, element, key) : []));
}
