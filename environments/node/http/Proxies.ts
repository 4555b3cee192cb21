import type { ProxySettings } from './HttpTypes';

/** The proxies that `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` name; lower-case spellings win, as in curl. */
export function proxiesFromEnvironment(
  variables: Readonly<Record<string, string | undefined>>,
): ProxySettings {
  const read = (name: string) => variables[name.toLowerCase()] ?? variables[name];
  const settings: ProxySettings = {};
  const [http, https, no] = [read('HTTP_PROXY'), read('HTTPS_PROXY'), read('NO_PROXY')];
  if (http) settings.http = withScheme(http);
  if (https) settings.https = withScheme(https);
  if (no) settings.no = no;
  return settings;
}

function withScheme(proxy: string): string {
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/** The proxy for `url`; undefined: connect directly. */
export function proxyFor(url: URL, settings: ProxySettings | undefined): string | undefined {
  const proxy = url.protocol === 'https:' ? settings?.https : settings?.http;
  return proxy && !isExcepted(url, settings?.no ?? '') ? proxy : undefined;
}

function isExcepted(url: URL, list: string): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some(entry => matches(entry.toLowerCase(), url.hostname.toLowerCase(), port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true;
  const [, name = '', ownPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (ownPort !== undefined && ownPort !== port) return false;
  const domain = name.replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`);
}
