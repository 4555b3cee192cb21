import type { AnyNode } from 'acorn';
import type { EntryPoints } from './EntryPoints';
import type { FaultList } from './FaultList';
import { isParsed, parseScript, type ParsedScript } from './ParsedScript';
import { ScriptText } from './ScriptText';
import { memberName, stringOf } from './ServiceUses';

/** How the scripts of a project open a page. */
export interface PageUse {
  isTemplate: boolean;
  /** Opened as it is, scriptlets and all. */
  isPlain: boolean;
}

const SCRIPTLET = /<\?[^]*?\?>/g;
const SCRIPT = /<script\b([^>]*)>([^]*?)(<\/script\s*>|$)/gi;
const JAVASCRIPT = /\btype\s*=\s*["']?(?:text\/javascript|application\/javascript|module)\b/i;
const HANDLER = /\son[a-z]+\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
/** A source or a style that the page loads; links that a person clicks are none. */
const LOADED =
  /<(script|img|iframe|source|link)\b[^>]*?\s(src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi;

/** Judges an HTML file: its scriptlets, its scripts, what it loads, and which functions of the server it calls. */
export function judgePage(page: ScriptText, use: PageUse, entries: EntryPoints, faults: FaultList): void {
  judgeScriptlets(page, use, faults);
  const source = withoutComments(fillScriptlets(page.source));
  judgeLoaded(page, source, faults);
  for (const { index, 1: attributes = '', 2: body = '' } of source.matchAll(SCRIPT)) {
    if (/\btype\s*=/i.test(attributes) && !JAVASCRIPT.test(attributes)) continue;
    const start = index + '<script'.length + attributes.length + 1;
    if (body.trim() !== '')
      judgeInline(page, blanksBefore(source, start) + body, start + body.length, entries, faults);
  }
  judgeHandlers(page, source.replace(SCRIPT, blank), entries, faults);
}

/** What is done on a click: `<button onclick="google.script.run.importNewData({})">`. */
function judgeHandlers(page: ScriptText, source: string, entries: EntryPoints, faults: FaultList): void {
  for (const { index, 0: tag } of source.matchAll(/<[a-z][^\s/>]*(?:"[^"]*"|'[^']*'|[^"'>])*>/gi))
    for (const { index: at, 0: text, 1: double, 2: single } of tag.matchAll(HANDLER)) {
      const code = double ?? single ?? '';
      if (code.trim() === '') continue;
      const start = index + at + text.length - 1 - code.length;
      // A handler is the body of a function: it may return.
      const script = parseScript(
        new ScriptText({ ...page.file, source: `${blanksBefore(source, start - 5)}()=>{${code}\n}` }),
      );
      if (isParsed(script))
        for (const { name, offset } of serverCalls(script)) entries.judgeServerCall(name, page, offset);
      else
        faults.add(
          'page-script-error',
          `A handler of the page cannot be parsed: ${script.message}.`,
          page,
          Math.min(script.offset, start + code.length),
        );
    }
}

function judgeScriptlets(page: ScriptText, { isTemplate, isPlain }: PageUse, faults: FaultList): void {
  for (let at = page.source.indexOf('<?'); at >= 0; at = page.source.indexOf('<?', at + 2)) {
    const end = page.source.indexOf('?>', at);
    if (end < 0) faults.add('scriptlet-in-page', 'A "<?" opens a scriptlet that is never closed.', page, at);
    else if (isPlain && !isTemplate)
      faults.add('scriptlet-in-page', 'The page has a scriptlet, but is not opened as a template.', page, at);
  }
}

/** Scriptlets that print become a value of the same length, others blanks: what is around them keeps its place. */
function fillScriptlets(source: string): string {
  return source.replace(SCRIPTLET, scriptlet =>
    /^<\?!?=/.test(scriptlet) ? `0${blank(scriptlet).slice(1)}` : blank(scriptlet),
  );
}

function withoutComments(source: string): string {
  const scripts = [...source.matchAll(SCRIPT)].map(
    ({ index, 0: text }) => [index, index + text.length] as const,
  );
  return source.replace(/<!--[^]*?(?:-->|$)/g, (comment, offset: number) =>
    scripts.some(([start, end]) => start <= offset && offset < end) ? comment : blank(comment),
  );
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

function blanksBefore(source: string, end: number): string {
  return blank(source.slice(0, end));
}

function judgeLoaded(page: ScriptText, source: string, faults: FaultList): void {
  for (const { index, 1: tag = '', 3: double, 4: single, 5: bare } of source.matchAll(LOADED)) {
    const address = (double ?? single ?? bare ?? '').trim();
    const isData = /^(?:data:|#|$|0)/.test(address);
    if (/^http:/i.test(address))
      faults.add('insecure-content', `<${tag.toLowerCase()}> loads something over http.`, page, index);
    else if (!isData && !/^(?:https:)?\/\//i.test(address))
      faults.add(
        'page-loads-file',
        `<${tag.toLowerCase()}> loads "${address}", a file beside the page.`,
        page,
        index,
      );
  }
}

/** `code`: the script with blanks for all that stands before it, so that places are those of the page. */
function judgeInline(
  page: ScriptText,
  code: string,
  end: number,
  entries: EntryPoints,
  faults: FaultList,
): void {
  const comment = code.indexOf('<!--');
  if (comment >= 0)
    faults.add('html-comment-in-script', 'The script of the page holds "<!--".', page, comment);
  const script = parseScript(new ScriptText({ ...page.file, source: code }));
  if (!isParsed(script)) {
    const isCutOff =
      /^Unterminated/.test(script.message) && page.source.slice(end, end + 8).toLowerCase() === '</script';
    if (isCutOff)
      faults.add('script-end-in-script', 'A text in the script of the page holds "</script".', page, end);
    else
      faults.add(
        'page-script-error',
        `The script of the page cannot be parsed: ${script.message}.`,
        page,
        script.offset,
      );
    return;
  }
  judgeTemplates(page, script, faults);
  for (const { name, offset } of serverCalls(script)) entries.judgeServerCall(name, page, offset);
}

function judgeTemplates(page: ScriptText, script: ParsedScript, faults: FaultList): void {
  for (const node of script.nodes)
    if (node.type === 'TemplateElement' && node.value.raw.includes('//'))
      faults.add(
        'slashes-in-template-literal',
        'A template literal of the page holds "//".',
        page,
        node.start + node.value.raw.indexOf('//'),
      );
}

/** `google.script.run.name(…)`, with handlers before it, also by way of a variable. */
function serverCalls(script: ParsedScript): { name: string; offset: number }[] {
  const runners = new Set(
    script.nodes.flatMap(node =>
      node.type === 'VariableDeclarator' &&
      node.id.type === 'Identifier' &&
      node.init &&
      isRunner(node.init, new Set())
        ? [node.id.name]
        : [],
    ),
  );
  return script.nodes.flatMap(node => {
    if (node.type !== 'MemberExpression' || !isRunner(node.object, runners)) return [];
    const name = memberName(node);
    const isHandler = /^with(SuccessHandler|FailureHandler|UserObject)$/.test(name ?? '');
    return name === undefined || isHandler ? [] : [{ name, offset: node.property.start }];
  });
}

/** Whether an expression is `google.script.run`, or what one of its `with…` methods returns. */
function isRunner(node: AnyNode, variables: ReadonlySet<string>): boolean {
  if (node.type === 'Identifier') return variables.has(node.name);
  if (node.type === 'CallExpression')
    return (
      node.callee.type === 'MemberExpression' &&
      /^with(SuccessHandler|FailureHandler|UserObject)$/.test(memberName(node.callee) ?? '') &&
      isRunner(node.callee.object, variables)
    );
  if (node.type !== 'MemberExpression' || memberName(node) !== 'run') return false;
  const { object } = node;
  if (object.type !== 'MemberExpression' || memberName(object) !== 'script') return false;
  const google = object.object;
  if (google.type === 'MemberExpression')
    return memberName(google) === 'google' && google.object.type === 'Identifier';
  return google.type === 'Identifier' && google.name === 'google';
}

/** Names of the pages that a page takes in by scriptlets: `<?!= include('Styles') ?>`. */
export function includedPages(page: ScriptText): { name: string; offset: number }[] {
  return [...page.source.matchAll(SCRIPTLET)].flatMap(({ index, 0: scriptlet }) => {
    const code = scriptlet.replace(/^<\?!?=?/, blank).replace(/\?>$/, '');
    const script = parseScript(new ScriptText({ ...page.file, source: code }));
    if (!isParsed(script)) return [];
    return script.nodes.flatMap(node => {
      if (node.type !== 'CallExpression') return [];
      const callee = node.callee.type === 'MemberExpression' ? memberName(node.callee) : undefined;
      if (!/^create(HtmlOutput|Template)FromFile$/.test(callee ?? '')) return [];
      const [argument] = node.arguments;
      const name = argument && stringOf(argument);
      return argument && name !== undefined ? [{ name, offset: index + argument.start }] : [];
    });
  });
}
