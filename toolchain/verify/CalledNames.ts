import type { AnyNode, CallExpression } from 'acorn';
import { parentOf, nodeOf, variableAt, type ParsedScript } from './ParsedScript';
import { memberName, stringOf } from './ServiceUses';

/** A function of the script, or a page, that Google is to find by its name. */
export interface CalledName {
  by: 'menu' | 'trigger' | 'page';
  name: string;
  /** Caption of the menu item, where it is written down. */
  caption?: string | undefined;
  /** `template`: the page's scriptlets are evaluated. */
  isTemplate?: boolean;
  script: ParsedScript;
  offset: number;
}

/** What a script hands to `addItem`, `newTrigger`, `createHtmlOutputFromFile` and `createTemplateFromFile`. */
export function calledNames(script: ParsedScript): CalledName[] {
  return script.nodes.flatMap(node => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return [];
    switch (memberName(node.callee)) {
      case 'addItem':
        return menuNames(script, node);
      case 'newTrigger':
        return constantNames(script, node.arguments[0], 'trigger');
      case 'createHtmlOutputFromFile':
        return constantNames(script, node.arguments[0], 'page');
      case 'createTemplateFromFile':
        return constantNames(script, node.arguments[0], 'page').map(page => ({ ...page, isTemplate: true }));
      default:
        return [];
    }
  });
}

/** A menu item may be written down, or taken from a table of captions and names. */
function menuNames(script: ParsedScript, call: CallExpression): CalledName[] {
  const [caption, target] = call.arguments;
  if (call.arguments.length !== 2 || !caption || !target) return [];
  const names = constantNames(script, target, 'menu');
  if (names.length) return names.map(name => ({ ...name, caption: stringOf(caption) }));
  return tablesAt(script, call).flatMap(table => pairsOf(script, table));
}

/** The value of an expression where it is written down: a text, or a constant that is one. */
function constantNames(script: ParsedScript, node: AnyNode | undefined, by: CalledName['by']): CalledName[] {
  if (!node) return [];
  const value = constantOf(script, node);
  if (!value) return [];
  const name = stringOf(value);
  return name === undefined ? [] : [{ by, name, script, offset: value.start }];
}

/** The expression that a `const` (or a `var` that is set once) stands for; the expression itself when it is no name. */
function constantOf(script: ParsedScript, node: AnyNode): AnyNode | undefined {
  if (node.type !== 'Identifier') return node;
  const variable = variableAt(script, node, node.name);
  const [definition] = variable?.defs ?? [];
  if (!variable || variable.defs.length !== 1 || definition?.type !== 'Variable') return undefined;
  if (variable.references.some(reference => reference.isWrite() && !reference.init)) return undefined;
  const { init, id } = definition.node as unknown as { init: AnyNode | null; id: AnyNode };
  return init && id.type === 'Identifier' ? init : undefined;
}

/**
 * Tables that the items of a menu may come from: arrays that the function around the call names, and those that are
 * handed to it by its callers.
 */
function tablesAt(script: ParsedScript, call: AnyNode): AnyNode[] {
  let around: AnyNode | undefined = call;
  while (around && !/Function/.test(around.type)) around = parentOf(around);
  const scope = around ?? script.tree;
  const named = script.nodes.filter(node => node.start >= scope.start && node.end <= scope.end);
  const handed = around?.type === 'FunctionDeclaration' ? argumentsOfCalls(script, around) : [];
  const tables = [...named, ...handed].flatMap(node => {
    const value = constantOf(script, node);
    return value?.type === 'ArrayExpression' ? [value] : [];
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

/** Pairs of a caption and a name, however deep in a table. */
function pairsOf(script: ParsedScript, table: AnyNode): CalledName[] {
  if (table.type !== 'ArrayExpression') return [];
  const [first, second] = table.elements;
  const caption = first ? stringOf(first) : undefined;
  const name = second ? stringOf(second) : undefined;
  if (table.elements.length === 2 && second && caption !== undefined && name !== undefined)
    return [{ by: 'menu', name, caption, script, offset: second.start }];
  return table.elements.flatMap(element => (element ? pairsOf(script, element) : []));
}
