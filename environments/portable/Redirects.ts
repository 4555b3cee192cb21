/** Redirects that are followed before a request fails with kind `redirects`. */
export const MAX_REDIRECTS = 20;

const REDIRECT_STATUSES = [301, 302, 303, 307, 308];
const HARMLESS_HEADERS = /^(accept|accept-(charset|encoding|language)|content-type|range|user-agent|if-.*)$/i;

/** Whether an answer asks for another address. */
export function isRedirect(status: number, location: string | undefined): location is string {
  return REDIRECT_STATUSES.includes(status) && location !== undefined && location !== '';
}

/** 303 turns all into GET; 301 and 302 turn POST into GET, as every browser does; 307 and 308 repeat the request. */
export function redirectedMethod(status: number, method: string): string {
  if (status === 303) return 'get';
  return (status === 301 || status === 302) && method === 'post' ? 'get' : method;
}

/**
 * Whether a header goes along to another address. To another host, or from https down to http, only headers go that
 * cannot hold a credential: an API's own token header is as secret as Authorization.
 */
export function followsTo(header: string, from: string, to: string): boolean {
  return HARMLESS_HEADERS.test(header) || !leavesHost(from, to);
}

function leavesHost(from: string, to: string): boolean {
  const [source, target] = [splitUrl(from), splitUrl(to)];
  if (source.scheme === 'https' && target.scheme === 'http') return true;
  return source.authority !== target.authority;
}

interface UrlParts {
  scheme: string;
  authority: string;
  path: string;
  query: string;
}

/** Parts of an absolute http(s) URL, default port and fragment dropped. */
function splitUrl(url: string): UrlParts {
  const match = /^(https?):\/\/([^/?#]*)([^?#]*)(\?[^#]*)?/i.exec(url);
  const scheme = (match?.[1] ?? '').toLowerCase();
  const port = scheme === 'https' ? /:443$/ : /:80$/;
  const authority = (match?.[2] ?? '').toLowerCase().replace(port, '');
  return { scheme, authority, path: match?.[3] ?? '', query: match?.[4] ?? '' };
}

/** The absolute URL that a Location header means, RFC 3986 section 5.2; Apps Script has no URL class. */
export function resolveUrl(base: string, location: string): string {
  const parts = splitUrl(base);
  const reference = location.trim().replace(/#.*$/, '');
  if (/^[a-z][a-z0-9+.-]*:/i.test(reference)) return reference;
  if (reference.startsWith('//')) return `${parts.scheme}:${reference}`;
  const root = `${parts.scheme}://${parts.authority}`;
  if (reference.startsWith('?')) return root + (parts.path || '/') + reference;
  if (reference === '') return root + parts.path + parts.query;
  const [path = '', query] = splitOnce(reference, '?');
  const folder = parts.path.slice(0, parts.path.lastIndexOf('/') + 1) || '/';
  return (
    root + removeDots(path.startsWith('/') ? path : folder + path) + (query === undefined ? '' : `?${query}`)
  );
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function removeDots(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    if (segment === '..') kept.length = Math.max(1, kept.length - 1);
    if (segment !== '.' && segment !== '..') kept.push(segment);
    else if (last) kept.push('');
  });
  return kept.join('/');
}
