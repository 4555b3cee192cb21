import { enumeration } from '../Enumeration';
import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';
import { escapeHtml } from './HtmlEscaping';
import { createBlob } from '../utilities/Blob';
import { createTemplate } from './HtmlTemplate';

/** What a page is made of, on the host's side of an HtmlOutput. */
export interface HtmlContent {
  content: string;
  title: string;
  width?: number;
  height?: number;
  faviconUrl?: string;
  metaTags: { name: string; content: string }[];
}

const contents = new WeakMap<object, HtmlContent>();
const META_TAGS = [
  'apple-mobile-web-app-capable',
  'google-site-verification',
  'mobile-web-app-capable',
  'viewport',
];

/** The content of an HtmlOutput; undefined for anything else. */
export function htmlContentOf(value: unknown): Readonly<HtmlContent> | undefined {
  return typeof value === 'object' && value !== null ? contents.get(value) : undefined;
}

/** An HtmlOutput of Google's. */
export function createHtmlOutput(host: Execution, initial: string): object {
  const page: HtmlContent = { content: initial, title: '', metaTags: [] };
  const chained = (change: (...args: unknown[]) => void) => {
    return (...args: unknown[]): object => {
      change(...args);
      return output;
    };
  };
  const size = (key: 'width' | 'height') =>
    chained(value => {
      if (value === null || value === undefined) delete page[key];
      else page[key] = Number(value);
    });
  const output: object = serviceObject(host, 'HtmlService.HtmlOutput', {
    append: chained(text => (page.content += String(text))),
    appendUntrusted: chained(text => (page.content += escapeHtml(String(text)))),
    setContent: chained(text => (page.content = String(text))),
    clear: chained(() => (page.content = '')),
    getContent: () => page.content,
    setTitle: chained(title => (page.title = String(title))),
    getTitle: () => page.title,
    setWidth: size('width'),
    getWidth: () => page.width ?? null,
    setHeight: size('height'),
    getHeight: () => page.height ?? null,
    setFaviconUrl: chained(url => (page.faviconUrl = String(url))),
    getFaviconUrl: () => page.faviconUrl ?? null,
    addMetaTag: chained((name, content) => {
      if (!META_TAGS.includes(String(name)))
        throw host.exception('The specified meta tag is not allowed in this context.');
      page.metaTags.push({ name: String(name), content: String(content) });
    }),
    setXFrameOptionsMode: chained(() => undefined),
    setSandboxMode: chained(() => undefined),
    getBlob: () =>
      createBlob(host, {
        bytes: Buffer.from(page.content, 'utf8'),
        contentType: 'text/html',
        name: page.title === '' ? null : page.title,
      }),
    asTemplate: () => createTemplate(host, page.content, createHtmlOutput),
  });
  contents.set(output, page);
  return output;
}

/** The enums of HtmlService. */
export function htmlEnums(host: Execution): Record<string, unknown> {
  return {
    SandboxMode: enumeration(host, 'HtmlService.SandboxMode', ['EMULATED', 'IFRAME', 'NATIVE']),
    XFrameOptionsMode: enumeration(host, 'HtmlService.XFrameOptionsMode', ['ALLOWALL', 'DEFAULT']),
  };
}
