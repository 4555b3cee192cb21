import { Script } from 'node:vm';
import { parse, type AnyNode } from 'acorn';

/** Where and why a script file is not taken. */
export interface SyntaxFault {
  /** `ParseError` where the editor's parser refuses what V8 itself would take, else `SyntaxError`. */
  kind: 'ParseError' | 'SyntaxError';
  message: string;
  /** From 1. */
  line: number;
}

export interface UploadParserOptions {
  /**
   * Public instance fields (`class A { x = 1; }`). They were refused at push in 2022 and are not among the limits that
   * Google documents since, so both may be true today. Static fields and private members are documented as refused.
   * Default `refused`.
   */
  instanceFields: 'refused' | 'accepted';
}

/** The first reason for which Apps Script does not save this script file; undefined when it takes it. */
export function syntaxFault(source: string, options: UploadParserOptions): SyntaxFault | undefined {
  return engineFault(source) ?? classFault(source, options);
}

/** Names of the functions declared at the top of a script, as Apps Script lists them. */
export function functionNames(source: string): string[] {
  return program(source).flatMap(node =>
    node.type === 'FunctionDeclaration' && node.id ? [node.id.name] : [],
  );
}

/** V8 of this process speaks: the texts and lines are those of Google's V8. */
function engineFault(source: string): SyntaxFault | undefined {
  try {
    new Script(source, { filename: 'upload.gs' });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SyntaxError') throw error;
    const line = Number(/^upload\.gs:(\d+)/.exec(error.stack ?? '')?.[1] ?? 1);
    return { kind: 'SyntaxError', message: error.message, line };
  }
}

function classFault(source: string, options: UploadParserOptions): SyntaxFault | undefined {
  // Any of these needs a class, and parsing a large file a second time costs more than this look.
  if (!/\bclass\b/.test(source)) return undefined;
  let first: { node: AnyNode; message: string } | undefined;
  visit(program(source), node => {
    const message = refusedMember(node, source, options);
    if (message !== undefined && (!first || node.start < first.node.start)) first = { node, message };
  });
  if (!first) return undefined;
  const line = source.slice(0, first.node.start).split(/\r\n|[\n\r\u2028\u2029]/).length;
  return { kind: 'ParseError', message: first.message, line };
}

function refusedMember(node: AnyNode, source: string, options: UploadParserOptions): string | undefined {
  if (node.type === 'PrivateIdentifier') return `Unexpected token #`;
  if (node.type === 'StaticBlock') return 'Unexpected token {';
  if (node.type !== 'PropertyDefinition' || node.key.type === 'PrivateIdentifier') return undefined;
  if (!node.static && options.instanceFields === 'accepted') return undefined;
  if (node.value) return 'Unexpected token =';
  return source[node.end - 1] === ';' ? 'Unexpected token ;' : 'Unexpected token';
}

function program(source: string): AnyNode[] {
  return parse(source, { ecmaVersion: 'latest', sourceType: 'script', allowHashBang: false }).body;
}

function visit(value: unknown, see: (node: AnyNode) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see);
    return;
  }
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return;
  if ('type' in value && typeof value.type === 'string') see(value as AnyNode);
  for (const child of Object.values(value)) if (typeof child === 'object') visit(child, see);
}
