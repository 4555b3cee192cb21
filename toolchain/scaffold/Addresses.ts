export type ReadAddress = { address: string } | { fault: string };

const HOST = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const PATH = /^[A-Za-z0-9._~%/-]*$/;

/**
 * An address of an API, without slashes at its end. Connectors send credentials, so it is `https`; and the script may
 * only talk to hosts that are listed by name, so it has a public name and no port.
 */
export function readAddress(text: string): ReadAddress {
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  // A password in it must not be repeated.
  const shown = /[@?#]/.test(text) ? 'this' : `"${text}"`;
  if (!parsed) return { fault: `${shown} is no address: write it like https://api.example.com/v1.` };
  const fault = addressFault(parsed);
  if (fault !== undefined) return { fault };
  return { address: parsed.origin + parsed.pathname.replace(/\/+$/, '') };
}

function addressFault(url: URL): string | undefined {
  if (url.protocol !== 'https:')
    return `begins with ${url.protocol}//: only https:// is taken, because keys and data would travel in clear.`;
  if (url.username || url.password)
    return 'holds a user name or a password: leave them off; the connector asks for them as settings (--auth basic).';
  if (url.search || url.hash)
    return 'has a query or a fragment: leave "?..." and "#..." off; what is asked for is written into Source.ts.';
  if (url.port) return `names the port ${url.port}: leave it off; a script is allowed hosts, not ports.`;
  if (!HOST.test(url.hostname) || isPrivate(url.hostname))
    return `${url.hostname} cannot be reached from Google's servers: write the public name of the API's host.`;
  if (!PATH.test(url.pathname)) return 'has characters in its path that belong there percent-encoded only.';
  return undefined;
}

function isPrivate(host: string): boolean {
  return /^[\d.]+$/.test(host) || /\.(local|localhost|internal|lan|home)$/.test(host);
}

/** Host, path and origin of an address that was read. */
export function partsOf(address: string): { host: string; path: string; origin: string } {
  const { hostname, pathname, origin } = new URL(address);
  return { host: hostname, path: pathname === '/' ? '' : pathname, origin };
}
