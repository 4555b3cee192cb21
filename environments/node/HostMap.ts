/**
 * Where requests to a host really go: `{ 'api.github.com': 'http://127.0.0.1:4000' }`. A key may have a port
 * (`localhost:8080`) or begin with `*.`; the value may have a path, which is put before the path of the request.
 */
export type HostMap = Readonly<Record<string, string>>;

/** The address to connect to for `url`: itself unless its host is mapped. Exact hosts win over wildcards. */
export function routeUrl(url: string, hosts: HostMap | undefined, parsed = new URL(url)): string {
  if (!hosts) return url;
  const target = hosts[parsed.host] ?? hosts[parsed.hostname] ?? wildcardTarget(parsed.hostname, hosts);
  if (target === undefined) return url;
  const base = new URL(target);
  return base.origin + base.pathname.replace(/\/$/, '') + parsed.pathname + parsed.search;
}

function wildcardTarget(hostname: string, hosts: HostMap): string | undefined {
  const key = Object.keys(hosts).find(host => host.startsWith('*.') && hostname.endsWith(host.slice(1)));
  return key === undefined ? undefined : hosts[key];
}

/** Whether a host of a manifest, which may begin with `*.`, is this host. */
export function isHostOf(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : pattern === host;
}
