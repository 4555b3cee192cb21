import { AvailableConnectors } from 'sheetbound:connectors';
import { AbstractConfig } from '../../src/Core/AbstractConfig';
import type { AbstractSource } from '../../src/Core/AbstractSource';
import type { OwnConnectors } from '../../src/Core/ConnectorChecks';
import type { ConnectorEntry } from '../../src/Core/ConnectorRegistry';
import type { PropertyScope } from '../../src/Core/EnvironmentAdapter';
import { ConfigurationException } from '../../src/Core/Exceptions';
import { suggestion } from '../../src/Core/Nearest';
import { warnOfSunset } from '../../src/Core/Sunset';
import type { ParameterDeclarations } from '../../src/Core/Parameters';
import type { ImportDefinition } from '../../src/Imports/ImportDefinition';
import { mergeSecrets, type Secrets } from '../../src/Imports/SecretValues';
import { explaining } from './Faults';
import { ownConnectors } from './OwnConnectors';

const builtIn = Object.values(AvailableConnectors);

/** The built-in ones, then those that the script registers and that can be used. */
export function connectors(): ConnectorEntry[] {
  return [...builtIn, ...ownConnectors().entries];
}

/**
 * By name, whatever the case. Throws with the nearest names, or with what is wrong with a connector of one's own. For
 * a built-in one no code of other files runs.
 */
export function connectorOf(name: string): ConnectorEntry {
  const isAsked = (entry: { name?: string }) => entry.name?.toLowerCase() === name.toLowerCase();
  const found = builtIn.find(isAsked);
  if (found) return found;
  const own = ownConnectors();
  return own.entries.find(isAsked) ?? refuse(name, own, isAsked);
}

function refuse(
  name: string,
  { faults }: OwnConnectors,
  isAsked: (fault: { name?: string }) => boolean,
): never {
  const reasons = faults.filter(fault => fault.name === undefined || isAsked(fault));
  const names = connectors().map(entry => entry.name);
  const unknown = {
    message: `Source: there is no source "${name}".${reasons.length ? '' : suggestion(name, names)}`,
  };
  throw new ConfigurationException(
    'Sheetbound',
    [unknown, ...reasons].map(({ message }) => ({ parameter: 'source', message })),
  );
}

/** `overrides`: values for one backfill only. `scope`: who may read the secrets among the values. */
export function makeSource(
  entry: ConnectorEntry,
  values: Readonly<Record<string, unknown>>,
  overrides: Readonly<Record<string, unknown>> = {},
  scope: PropertyScope = 'user',
): AbstractSource {
  const config = new AbstractConfig(values, entry.name).overrideForBackfill(overrides).keepSecretsFor(scope);
  return new entry.Source(config) as AbstractSource;
}

/** What a form is made from. */
export function declarationsOf(entry: ConnectorEntry): ParameterDeclarations {
  return makeSource(entry, {}).config.declarations() as ParameterDeclarations;
}

/** The source of an import with its secrets in place. */
export function sourceOf(
  { source, values, secretScope }: ImportDefinition,
  secrets: Secrets,
  overrides?: Readonly<Record<string, unknown>>,
): AbstractSource {
  const entry = connectorOf(source);
  const merged = mergeSecrets(declarationsOf(entry), values, secrets);
  // Whoever wrote the source may quote a value in an error.
  const made = explaining(
    () => makeSource(entry, merged, overrides, secretScope),
    () => Object.values(secrets),
  );
  warnOfSunset(made, entry.manifest);
  return made;
}
