import { routeUrl, type HostMap } from '../../../node/HostMap';

const PRIVATE =
  /^(localhost|.*\.localhost|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|169\.254\..*|0\.0\.0\.0|\[.*\])$/i;

/** Whether Google's servers could reach the address: not this machine and not its network, unless a simulator is there. */
export function isReachable(url: string, hosts: HostMap): boolean {
  return routeUrl(url, hosts) !== url || !PRIVATE.test(new URL(url).hostname);
}

/** Whether a prefix of the manifest's `urlFetchWhitelist` allows the address; one leading `*.` stands for sub-domains. */
export function isWhitelisted(url: string, prefixes: readonly string[]): boolean {
  const target = new URL(url);
  return prefixes.some(prefix => {
    const wildcard = /^https:\/\/\*\./i.test(prefix);
    const allowed = new URL(wildcard ? prefix.replace('*.', '') : prefix);
    const hostFits = wildcard
      ? target.hostname.endsWith(`.${allowed.hostname}`)
      : target.hostname === allowed.hostname;
    return hostFits && target.protocol === allowed.protocol && target.pathname.startsWith(allowed.pathname);
  });
}
