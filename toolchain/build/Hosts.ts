import { listConnectors } from './Connectors';
import type { Deployment } from './Deployment';

/** A host that the deployed script may talk to. */
export interface HostReason {
  /** A name; a leading `*.` stands for any subdomain. */
  host: string;
  /** Whom it is for: names of connectors, `notices`, `sheetbound.config.json`. */
  reasons: readonly string[];
}

/** The hosts of a deployment with their reasons, sorted by host. */
export function hostsOf({ connectors, notices, extraHosts }: Deployment, root = process.cwd()): HostReason[] {
  const found: [host: string, reason: string][] = [
    ...listConnectors(root, connectors).flatMap(({ name, manifest }) =>
      (manifest.hosts ?? []).map((host): [string, string] => [host, name]),
    ),
    ...(notices.chat ? [['chat.googleapis.com', 'notices to Google Chat'] as [string, string]] : []),
    ...(notices.slack ? [['hooks.slack.com', 'notices to Slack'] as [string, string]] : []),
    ...extraHosts.map((host): [string, string] => [host, 'extraHosts of sheetbound.config.json']),
  ];
  const hosts = [...new Set(found.map(([host]) => host))].sort();
  return hosts.map(host => ({
    host,
    reasons: [...new Set(found.filter(([name]) => name === host).map(([, reason]) => reason))],
  }));
}
