/** Name and value, decoded. */
export type Pair = readonly [name: string, value: string];

/** RFC 3986 2.3: everything but letters, digits and `-._~`, in UTF-8 (RFC 5849 3.6). */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The pairs of a form or a query: `+` is a blank, a name without `=` has an empty value. */
export function formPairs(text: string): Pair[] {
  return text
    .split('&')
    .filter(part => part !== '')
    .map(part => {
      const [, name = '', value = ''] = /^([^=]*)=?([^]*)$/.exec(part) ?? [];
      return [decode(name), decode(value)];
    });
}

/** What is signed: method, address without query, and all parameters in order (RFC 5849 3.4.1). */
export function signatureBase(method: string, url: string, pairs: readonly Pair[]): string {
  const { address, query } = partsOf(url);
  return [method.toUpperCase(), address, normalized([...pairs, ...formPairs(query)])]
    .map(encodeRfc3986)
    .join('&');
}

function normalized(pairs: readonly Pair[]): string {
  return pairs
    .map(([name, value]): Pair => [encodeRfc3986(name), encodeRfc3986(value)])
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** By bytes: what is compared is ASCII. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

const URL_PARTS = /^(https?):\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?([^?#]*)(?:\?([^#]*))?/i;

/** RFC 5849 3.4.1.2: scheme and host in lower case, no default port, no query. */
function partsOf(url: string): { address: string; query: string } {
  const parts = URL_PARTS.exec(url);
  if (!parts) throw new Error('Only addresses that begin with http:// or https:// can be signed.');
  const [, scheme = '', host = '', port = '', path = '', query = ''] = parts;
  const protocol = scheme.toLowerCase();
  const isUsual = port === '' || Number(port) === (protocol === 'https' ? 443 : 80);
  const authority = host.toLowerCase() + (isUsual ? '' : `:${port}`);
  return { address: `${protocol}://${authority}${path || '/'}`, query };
}

/** What is no valid encoding is itself. */
function decode(text: string): string {
  const plain = text.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}
