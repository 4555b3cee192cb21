import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';
import { signatureError } from '../Signature';
import { blobData } from '../utilities/Blob';
import { createHtmlOutput, htmlEnums } from './HtmlOutput';
import { createTemplate } from './HtmlTemplate';

function textOf(host: Execution, method: string, args: readonly unknown[]): string {
  const [value] = args;
  if (args.length === 1 && typeof value === 'string') return value;
  const blob = blobData(value);
  if (args.length === 1 && blob) return Buffer.from(blob.bytes).toString('utf8');
  throw signatureError(host, `HtmlService.${method}`, args);
}

function fileOf(host: Execution, name: unknown): string {
  const file = host.stores.htmlFile(String(name));
  if (file === undefined) throw host.exception(`No HTML file named ${String(name)} was found.`);
  return file;
}

/** HtmlService: pages from text, from the project's HTML files and from templates. */
export function createHtmlService(host: Execution): object {
  return serviceObject(
    host,
    'HtmlService',
    {
      createHtmlOutput: (...args: unknown[]) =>
        createHtmlOutput(host, args.length === 0 ? '' : textOf(host, 'createHtmlOutput', args)),
      createHtmlOutputFromFile: (name: unknown) => createHtmlOutput(host, fileOf(host, name)),
      createTemplate: (...args: unknown[]) =>
        createTemplate(host, textOf(host, 'createTemplate', args), createHtmlOutput),
      createTemplateFromFile: (name: unknown) => createTemplate(host, fileOf(host, name), createHtmlOutput),
      getUserAgent: () => null,
    },
    { constants: htmlEnums(host) },
  );
}
