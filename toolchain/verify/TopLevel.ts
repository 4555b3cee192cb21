import type { AnyNode } from 'acorn';
import type { ParsedScript } from './ParsedScript';

/** A name that a file puts on the scope that all files of a project share. */
export interface TopLevelName {
  name: string;
  /** `lexical`: let, const and class, which may not be declared twice. */
  kind: 'function' | 'var' | 'lexical';
  /** Whether its function is async or a generator. */
  isDeferred: boolean;
  script: ParsedScript;
  offset: number;
}

export function topLevelNames(script: ParsedScript): TopLevelName[] {
  const names = script.tree.body.flatMap(statement => namesOf(statement, script));
  const known = new Set(names.map(({ name }) => name));
  return [...names, ...innerVariables(script).filter(({ name }) => !known.has(name))];
}

/** A `var` of a loop or a block is a name of the top level too. */
function innerVariables(script: ParsedScript): TopLevelName[] {
  return (script.scopes.globalScope?.variables ?? []).flatMap(({ name, defs }) => {
    const [definition] = defs;
    if (definition?.type !== 'Variable' || definition.parent.kind !== 'var') return [];
    const { start } = definition.name as unknown as AnyNode;
    return [{ name, kind: 'var' as const, isDeferred: false, script, offset: start }];
  });
}

function namesOf(statement: AnyNode, script: ParsedScript): TopLevelName[] {
  const describe = (id: AnyNode | null, kind: TopLevelName['kind'], value: unknown): TopLevelName[] =>
    (id ? identifiersOf(id) : []).map(({ name, start }) => ({
      name,
      kind,
      isDeferred: isDeferred(value as AnyNode | null | undefined),
      script,
      offset: start,
    }));
  switch (statement.type) {
    case 'FunctionDeclaration':
      return describe(statement.id, 'function', statement);
    case 'ClassDeclaration':
      return describe(statement.id, 'lexical', undefined);
    case 'VariableDeclaration': {
      const kind = statement.kind === 'var' ? 'var' : 'lexical';
      return statement.declarations.flatMap(({ id, init }) => describe(id, kind, init));
    }
    default:
      return [];
  }
}

function isDeferred(node: AnyNode | null | undefined): boolean {
  if (!node || !('async' in node)) return false;
  return node.async || ('generator' in node && node.generator);
}

/** The identifiers that a pattern declares. */
function identifiersOf(pattern: AnyNode): { name: string; start: number }[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap(property =>
        identifiersOf(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap(element => (element ? identifiersOf(element) : []));
    case 'AssignmentPattern':
      return identifiersOf(pattern.left);
    case 'RestElement':
      return identifiersOf(pattern.argument);
    default:
      return [];
  }
}
