import { partsOf } from '../Addresses';
import type { ConnectorDesign } from '../ConnectorDesign';
import { titleOf } from '../Names';

/** The hosts that the connector talks to: nothing else is reachable from a deployed script. */
export function hostsOf({ baseUrl, tokenUrl }: ConnectorDesign): string[] {
  const addresses = tokenUrl === undefined ? [baseUrl] : [baseUrl, tokenUrl];
  return [...new Set(addresses.map(address => partsOf(address).host))];
}

/** `manifest.json`. */
export function manifestFile(design: ConnectorDesign): string {
  const { origin } = partsOf(design.baseUrl);
  return JSON.stringify({
    title: titleOf(design.name),
    logo: 'logo.svg',
    documentation: `${origin}/`,
    hosts: hostsOf(design),
    apiVersion: { version: versionOf(design.baseUrl) },
  });
}

/** `v1` of `https://api.example.com/v1`; an API that names none has none. */
function versionOf(baseUrl: string): string {
  return /\/(v\d+(?:\.\d+)*)(?=\/|$)/i.exec(partsOf(baseUrl).path)?.[1] ?? 'unversioned';
}
