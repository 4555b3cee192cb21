import { AvailableConnectors } from 'sheetbound:connectors';
import { Config } from '../../../src/Core/AbstractConfig';
import type { AbstractSource } from '../../../src/Core/AbstractSource';
import type { ConnectorEntry } from '../../../src/Core/ConnectorRegistry';
import { suggestion } from '../../../src/Core/Nearest';
import { UsageError } from './UsageError';

export function allConnectors(): ConnectorEntry[] {
  return Object.values(AvailableConnectors).sort((a, b) => a.name.localeCompare(b.name, 'en'));
}

/** By name, whatever its case. Throws a `UsageError` that offers the nearest names. */
export function findConnector(name: string): ConnectorEntry {
  const entries = allConnectors();
  const found =
    entries.find(entry => entry.name === name) ??
    entries.find(entry => entry.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = entries.map(entry => entry.name);
  throw new UsageError([
    `There is no source "${name}".${suggestion(name, names)} "sheetbound sources" lists them.`,
  ]);
}

export function makeSource(
  entry: ConnectorEntry,
  values: Readonly<Record<string, unknown>> = {},
): AbstractSource {
  return new entry.Source(new Config(values, entry.name));
}
