import { parse, type AnyNode, type Options, type Program } from 'acorn';
import { analyze, type Reference, type Scope, type ScopeManager } from 'eslint-scope';
import type { ScriptFile } from '../ScriptFile';
import type { ScriptText } from './ScriptText';

/** What the upload parser of Apps Script takes without doubt. */
export const ECMA_VERSION = 2020;

/** Where a node keeps its parent: no key that a walk over the tree would follow. */
const PARENT = Symbol('parent');

type Linked = AnyNode & { [PARENT]?: AnyNode };

/** The node around a node; undefined at the root. */
export function parentOf(node: AnyNode): AnyNode | undefined {
  return (node as Linked)[PARENT];
}

/** A script file with its syntax tree and what its names mean. */
export interface ParsedScript {
  text: ScriptText;
  tree: Program;
  /** Every node after its parent, in the order of the text. */
  nodes: readonly AnyNode[];
  /** References to names that the file itself does not declare. */
  globals: readonly GlobalReference[];
  scopes: ScopeManager;
  /** Why the file is no ES2020 script, when it is not. */
  refusal: SyntaxRefusal | undefined;
}

export interface GlobalReference {
  name: string;
  node: AnyNode;
}

export interface SyntaxRefusal {
  message: string;
  offset: number;
}

/** By file, as long as the file is held: the same script goes to several targets, and is verified for each. */
const parsed = new WeakMap<ScriptFile, { source: string; result: ParsedScript | SyntaxRefusal }>();

/** Parses as ES2020; what is not that is parsed as anything newer, so that it can be said what is too new. */
export function parseScript(text: ScriptText): ParsedScript | SyntaxRefusal {
  const known = parsed.get(text.file);
  if (known?.source === text.source) return known.result;
  const result = parseAnew(text);
  parsed.set(text.file, { source: text.source, result });
  return result;
}

function parseAnew(text: ScriptText): ParsedScript | SyntaxRefusal {
  const strict = tryParse(text.source, { ecmaVersion: ECMA_VERSION });
  if ('tree' in strict) return describe(text, strict.tree, ECMA_VERSION, undefined);
  const anything = tryParse(text.source, {
    ecmaVersion: 'latest',
    allowImportExportEverywhere: true,
    allowAwaitOutsideFunction: true,
  });
  return 'tree' in anything ? describe(text, anything.tree, 2025, strict) : anything;
}

/** Whether a parsed script or a refusal came of it. */
export function isParsed(result: ParsedScript | SyntaxRefusal): result is ParsedScript {
  return 'tree' in result;
}

function tryParse(code: string, options: Options): { tree: Program } | SyntaxRefusal {
  try {
    return { tree: parse(code, { sourceType: 'script', ranges: true, allowHashBang: false, ...options }) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const offset = (error as { pos?: number }).pos ?? 0;
    return { message: error.message.replace(/ \(\d+:\d+\)$/, ''), offset };
  }
}

function describe(
  text: ScriptText,
  tree: Program,
  ecmaVersion: number,
  refusal: SyntaxRefusal | undefined,
): ParsedScript {
  const nodes: AnyNode[] = [];
  walk(tree, undefined, nodes);
  // Module syntax in a script makes the analysis throw: it is refused anyway, and looked at as a module.
  const sourceType = nodes.some(({ type }) => /^(Import|Export)\w*Declaration$/.test(type))
    ? 'module'
    : 'script';
  const scopes = analyze(tree as never, { ecmaVersion: ecmaVersion as never, sourceType });
  return { text, tree, nodes, globals: globalsOf(scopes), scopes, refusal };
}

function walk(node: AnyNode, parent: AnyNode | undefined, nodes: AnyNode[]): void {
  nodes.push(node);
  if (parent) (node as Linked)[PARENT] = parent;
  for (const key in node) {
    const value = (node as unknown as Record<string, unknown>)[key];
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      for (const child of value as unknown[]) if (isNode(child)) walk(child, node, nodes);
    } else if (isNode(value)) walk(value, node, nodes);
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof (value as { type?: unknown } | null)?.type === 'string';
}

function globalsOf(scopes: ScopeManager): GlobalReference[] {
  const through = scopes.globalScope?.through ?? [];
  return through.map(reference => ({ name: reference.identifier.name, node: nodeOf(reference) }));
}

export function nodeOf(reference: Reference): AnyNode {
  return reference.identifier as unknown as AnyNode;
}

/** The references to what an identifier of this file refers to, the declaration itself left out. */
export function referencesOf(script: ParsedScript, declaration: AnyNode): Reference[] {
  return script.scopes
    .getDeclaredVariables(declaration as never)
    .flatMap(variable => variable.references.filter(reference => !reference.init));
}

/** What a name means at a node: the innermost declaration of it. */
export function variableAt(
  script: ParsedScript,
  identifier: AnyNode,
  name: string,
): Scope['variables'][number] | undefined {
  for (let node: AnyNode | undefined = identifier; node; node = parentOf(node)) {
    let scope = script.scopes.acquire(node as never, true);
    for (; scope; scope = scope.upper) {
      const variable = scope.set.get(name);
      if (variable) return variable;
    }
  }
  return undefined;
}
