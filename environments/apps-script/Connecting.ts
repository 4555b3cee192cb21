import { AvailableConnectors } from 'sheetbound:connectors';
import { AbstractConfig } from '../../src/Core/AbstractConfig';
import type { AbstractSource } from '../../src/Core/AbstractSource';
import type { ConnectorEntry } from '../../src/Core/ConnectorRegistry';
import { ConfigurationException } from '../../src/Core/Exceptions';
import { suggestion } from '../../src/Core/Nearest';
import type { ParameterDeclarations } from '../../src/Core/Parameters';
import type { ImportDefinition } from '../../src/Imports/ImportDefinition';
import { mergeSecrets, type Secrets } from '../../src/Imports/SecretValues';

export function connectors(): ConnectorEntry[] {
  return Object.values(AvailableConnectors);
}

/** By name, whatever the case. Throws with the nearest names. */
export function connectorOf(name: string): ConnectorEntry {
  const found = connectors().find(entry => entry.name.toLowerCase() === name.toLowerCase());
  if (found) return found;
  const names = connectors().map(entry => entry.name);
  throw new ConfigurationException('Sheetbound', [
    { parameter: 'source', message: `Source: there is no source "${name}".${suggestion(name, names)}` },
  ]);
}

/** `overrides`: values for one backfill only. */
export function makeSource(
  entry: ConnectorEntry,
  values: Readonly<Record<string, unknown>>,
  overrides: Readonly<Record<string, unknown>> = {},
): AbstractSource {
  const config = new AbstractConfig(values, entry.name).overrideForBackfill(overrides);
  return new entry.Source(config) as AbstractSource;
}

/** What a form is made from. */
export function declarationsOf(entry: ConnectorEntry): ParameterDeclarations {
  return makeSource(entry, {}).config.declarations() as ParameterDeclarations;
}

/** The source of an import with its secrets in place. */
export function sourceOf(
  { source, values }: ImportDefinition,
  secrets: Secrets,
  overrides?: Readonly<Record<string, unknown>>,
): AbstractSource {
  const entry = connectorOf(source);
  return makeSource(entry, mergeSecrets(declarationsOf(entry), values, secrets), overrides);
}
