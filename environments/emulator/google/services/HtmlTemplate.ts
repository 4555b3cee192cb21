import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';
import { escapeForPlace } from './HtmlEscaping';

const SCRIPTLET = /<\?(!?=)?([\s\S]*?)\?>/g;

function quoted(text: string): string {
  return JSON.stringify(text)
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

/** The statements that print a template on `output`; an assignment prints its first expression only, like Google's. */
function statementsOf(raw: string, comments: boolean): string {
  const parts: string[] = [];
  const text = (value: string): void => {
    if (value !== '') parts.push(`output._ = ${quoted(value)};`);
  };
  let end = 0;
  for (const match of raw.matchAll(SCRIPTLET)) {
    const [whole, mark, code = ''] = match;
    text(raw.slice(end, match.index));
    if (comments) parts.push(`// ${whole.replace(/\s+/g, ' ')}`);
    if (mark === '=') parts.push(`output._$ = ${code.trim()} ;`);
    else if (mark === '!=') parts.push(`output._ = ${code.trim()} ;`);
    else parts.push(code);
    end = match.index + whole.length;
  }
  text(raw.slice(end));
  return parts.join('\n');
}

function codeOf(raw: string, comments: boolean): string {
  return [
    '(function() { var output = HtmlService.initTemplate();',
    statementsOf(raw, comments),
    "output.$out.append('');",
    'return output; })();',
  ].join('\n');
}

function render(host: Execution, raw: string, template: object): string {
  let html = '';
  const output = host.realm.object({});
  Object.defineProperty(output, '_', { set: (value: unknown) => (html += String(value)) });
  Object.defineProperty(output, '_$', { set: (value: unknown) => (html += escapeForPlace(html, value)) });
  const body = `with (variables) {\n${statementsOf(raw, false)}\n}`;
  const variables = host.realm.object(Object.fromEntries(Object.entries(template)));
  host.realm.compile(['output', 'variables'], body)(output, variables);
  return html;
}

/** Makes an HtmlOutput of a page; handed in, because outputs make templates and templates make outputs. */
type MakeOutput = (host: Execution, html: string) => object;

/** An HtmlTemplate: properties that a script sets on it are variables of its scriptlets. */
export function createTemplate(host: Execution, raw: string, makeOutput: MakeOutput): object {
  const template: object = serviceObject(host, 'HtmlService.HtmlTemplate', {
    evaluate: () => makeOutput(host, render(host, raw, template)),
    getRawContent: () => raw,
    getCode: () => codeOf(raw, false),
    getCodeWithComments: () => codeOf(raw, true),
  });
  return template;
}
