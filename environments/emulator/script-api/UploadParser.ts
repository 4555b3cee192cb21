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

/** What a script's source says of itself, whatever is allowed. */
interface Examination {
  /** V8 does not take it. */
  engine?: SyntaxFault;
  /** Members of classes that the upload may refuse, in their order. */
  members: { fault: SyntaxFault; isInstanceField: boolean }[];
  /** Names of the functions declared at the top. */
  functions: string[];
}

/** Sources that were looked at lately: the same bundle is saved, read and saved again, into many projects. */
const examined = new Map<string, Examination>();
const MAX_EXAMINED = 40;

/** The first reason for which Apps Script does not save this script file; undefined when it takes it. */
export function syntaxFault(source: string, options: UploadParserOptions): SyntaxFault | undefined {
  const { engine, members } = examine(source);
  if (engine) return engine;
  const taken = options.instanceFields === 'accepted';
  return members.find(({ isInstanceField }) => !(taken && isInstanceField))?.fault;
}

/** Names of the functions declared at the top of a script, as Apps Script lists them. */
export function functionNames(source: string): string[] {
  return examine(source).functions;
}

function examine(source: string): Examination {
  const known = examined.get(source);
  if (known) return known;
  const engine = engineFault(source);
  const examination = engine ? { engine, members: [], functions: [] } : examineTree(source);
  const [oldest] = examined.keys();
  if (examined.size >= MAX_EXAMINED && oldest !== undefined) examined.delete(oldest);
  examined.set(source, examination);
  return examination;
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

function examineTree(source: string): Examination {
  const { body } = parse(source, { ecmaVersion: 'latest', sourceType: 'script', allowHashBang: false });
  const functions = body.flatMap(node =>
    node.type === 'FunctionDeclaration' && node.id ? [node.id.name] : [],
  );
  // Only a class has what is looked for here, and a bundle without one need not be walked.
  return { functions, members: /\bclass\b/.test(source) ? refusedMembers(body, source) : [] };
}

function refusedMembers(body: readonly AnyNode[], source: string): Examination['members'] {
  const found: { start: number; message: string; isInstanceField: boolean }[] = [];
  visit(body, node => {
    const message = refusedMember(node, source);
    const isInstanceField = node.type === 'PropertyDefinition' && !node.static;
    if (message !== undefined) found.push({ start: node.start, message, isInstanceField });
  });
  found.sort((a, b) => a.start - b.start);
  return found.map(({ start, message, isInstanceField }) => {
    const line = source.slice(0, start).split(/\r\n|[\n\r\u2028\u2029]/).length;
    return { fault: { kind: 'ParseError', message, line }, isInstanceField };
  });
}

function refusedMember(node: AnyNode, source: string): string | undefined {
  if (node.type === 'PrivateIdentifier') return 'Unexpected token #';
  if (node.type === 'StaticBlock') return 'Unexpected token {';
  if (node.type !== 'PropertyDefinition' || node.key.type === 'PrivateIdentifier') return undefined;
  if (node.value) return 'Unexpected token =';
  return source[node.end - 1] === ';' ? 'Unexpected token ;' : 'Unexpected token';
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
