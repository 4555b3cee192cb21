/** Names that belong to somebody's own network, or to nobody. */
const OWN_NETWORK =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|arpa|test|example|invalid|onion|alt)$/;

/** Labels of a host name as they stand in the DNS: everything else (`%31`, `①`, `0x7f 1`) is a disguise. */
const HOST_NAME = /^([a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/**
 * Whether a URL leads to the public Internet as far as its text can tell: https or http on its own port, a host with a
 * name of two labels or more, no user name. An address in place of a name is refused in every spelling (decimal, octal,
 * hexadecimal, one number, IPv6), public ones too. What the name resolves to is for the platform to check: `publicOnly`.
 */
export function isPublicAddress(url: string): boolean {
  const match = /^(https?):\/\/([^/?#]*)/i.exec(url);
  if (!match || hasControls(url)) return false;
  const secure = match[1]?.toLowerCase() === 'https';
  const authority = (match[2] ?? '').toLowerCase().replace(secure ? /:(443)?$/ : /:(80)?$/, '');
  const host = authority.replace(/\.$/, '');
  return HOST_NAME.test(host) && !isNumber(host) && !OWN_NETWORK.test(host);
}

/** As browsers see it: a host whose last label is a number is an IPv4 address, however the others are written. */
function isNumber(host: string): boolean {
  return /(^|\.)(\d+|0x[0-9a-f]*)$/.test(host);
}

/** Readers disagree on blanks, control characters and backslashes: one sees another host than the next. */
function hasControls(url: string): boolean {
  for (let index = 0; index < url.length; index++) if (url.charCodeAt(index) <= 0x20) return true;
  return url.includes('\\');
}
