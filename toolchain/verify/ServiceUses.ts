import type { AnyNode } from 'acorn';
import { SERVICE_MEMBERS } from './ServiceMembers';
import { ADVANCED_SERVICES } from './AdvancedServices';
import { parentOf, nodeOf, referencesOf, type ParsedScript } from './ParsedScript';

/** A script takes something from a service of Apps Script. */
export interface ServiceUse {
  service: string;
  /** Undefined: which member cannot be told (the service is handed on), so it may be any. */
  member: string | undefined;
  /** What is taken: the member, or the name of the service where it is handed on. */
  node: AnyNode;
  /** The call, when it is called at once. */
  call: AnyNode | undefined;
}

/** Follows `const a = Service; const b = a;` this far. */
export const LONGEST_CHAIN = 4;

/** Every use of a service in a script: on the syntax tree, so what strings and comments hold does not count. */
export function serviceUses(script: ParsedScript): ServiceUse[] {
  return script.globals.flatMap(({ name, node }) => {
    if (isService(name)) return usesOf(script, name, node, LONGEST_CHAIN);
    return name === 'globalThis' ? usesOfGlobalObject(script, node) : [];
  });
}

export function isService(name: string): boolean {
  return Object.hasOwn(SERVICE_MEMBERS, name) || Object.hasOwn(ADVANCED_SERVICES, name) || name === 'console';
}

/** `globalThis.DriveApp` is `DriveApp`, also by way of a variable. */
function usesOfGlobalObject(script: ParsedScript, node: AnyNode, depth = LONGEST_CHAIN): ServiceUse[] {
  const parent = parentOf(node);
  if (parent?.type === 'MemberExpression' && parent.object === node) {
    const name = memberName(parent);
    return name !== undefined && isService(name) ? usesOf(script, name, parent, LONGEST_CHAIN) : [];
  }
  if (parent?.type !== 'VariableDeclarator' || parent.init !== node || depth === 0) return [];
  if (parent.id.type === 'ObjectPattern') return usesOfPattern(parent.id);
  return referencesOf(script, parent).flatMap(reference =>
    usesOfGlobalObject(script, nodeOf(reference), depth - 1),
  );
}

/** `const { DriveApp: drive } = globalThis`: every right of it, as if it were handed on. */
function usesOfPattern(pattern: AnyNode & { type: 'ObjectPattern' }): ServiceUse[] {
  return pattern.properties.flatMap(property => {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') return [];
    return isService(property.key.name) ? [handedOn(property.key.name, property.key)] : [];
  });
}

/** What is done with an expression whose value is a service. */
function usesOf(script: ParsedScript, service: string, node: AnyNode, depth: number): ServiceUse[] {
  const parent = parentOf(node);
  if (!parent) return [];
  switch (parent.type) {
    case 'UnaryExpression':
      return parent.operator === 'typeof' ? [] : [handedOn(service, node)];
    case 'MemberExpression':
      return parent.object === node ? [memberUse(service, parent)] : [handedOn(service, node)];
    case 'VariableDeclarator':
      return parent.init === node ? aliasUses(script, service, parent, depth) : [];
    case 'ExpressionStatement':
      return [];
    default:
      return [handedOn(service, node)];
  }
}

function memberUse(service: string, member: AnyNode): ServiceUse {
  const name = member.type === 'MemberExpression' ? memberName(member) : undefined;
  const parent = parentOf(member);
  const isCalled = parent?.type === 'CallExpression' && parent.callee === member;
  return { service, member: name, node: member, call: isCalled ? parent : undefined };
}

function aliasUses(
  script: ParsedScript,
  service: string,
  declarator: AnyNode & { type: 'VariableDeclarator' },
  depth: number,
): ServiceUse[] {
  const { id } = declarator;
  if (id.type === 'ObjectPattern')
    return id.properties.map(property =>
      property.type === 'Property' && !property.computed && property.key.type === 'Identifier'
        ? { service, member: property.key.name, node: property.key, call: undefined }
        : handedOn(service, property),
    );
  const references = referencesOf(script, declarator);
  // A variable of the global scope, or one that is set anew, may be reached from elsewhere.
  if (depth === 0 || references.some(reference => reference.isWrite())) return [handedOn(service, id)];
  return references.flatMap(reference => usesOf(script, service, nodeOf(reference), depth - 1));
}

function handedOn(service: string, node: AnyNode): ServiceUse {
  return { service, member: undefined, node, call: undefined };
}

/** The name of a member, where it is written down: `a.name`, `a['name']`. */
export function memberName(node: AnyNode & { type: 'MemberExpression' }): string | undefined {
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined;
  return stringOf(node.property);
}

/** The value of a string literal, or of a template literal without holes. */
export function stringOf(node: AnyNode): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}
