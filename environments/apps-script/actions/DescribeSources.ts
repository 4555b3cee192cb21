import { CONFIG_ATTRIBUTES } from '../../../src/Constants';
import type { ConnectorEntry } from '../../../src/Core/ConnectorRegistry';
import { resolveNode } from '../../../src/Core/FieldsSchema';
import type { ParameterDeclaration, ParameterDeclarations } from '../../../src/Core/Parameters';
import { sunsetText } from '../../../src/Core/Sunset';
import { connectorOf, connectors, makeSource } from '../Connecting';
import { ownConnectors } from '../OwnConnectors';
import { textOf, type Request } from '../Request';
import type { Runtime } from '../Runtime';

/** One source in a list: no key, an optional key, or a key that is needed. */
export interface SourceSummary {
  name: string;
  title: string;
  documentation: string;
  apiVersion: string;
  /** `ends in 57 days (2027-01-19)`; absent where no end is known. */
  endOfVersion?: string;
  key: 'none' | 'optional' | 'needed';
  nodes: { id: string; name: string; fields: number }[];
}

/**
 * All sources, and what is wrong with connectors of one's own that cannot be used; with `source`, one of them with its
 * parameters, nodes and fields. JSON.
 */
export function describeSources(_runtime: Runtime, request: Request | undefined): unknown {
  const name = textOf(request, 'source');
  if (name !== undefined) return describe(connectorOf(name));
  const problems = ownConnectors().faults.map(({ message }) => message);
  return { sources: connectors().map(summarise), problems };
}

function summarise(entry: ConnectorEntry): SourceSummary {
  const source = makeSource(entry, {});
  const schema = source.fieldsSchema ?? {};
  const endOfVersion = sunsetText(entry.manifest);
  return {
    name: entry.name,
    title: entry.manifest.title,
    documentation: entry.manifest.documentation ?? '',
    apiVersion: entry.manifest.apiVersion?.version ?? '',
    ...(endOfVersion === undefined ? {} : { endOfVersion }),
    key: keyNeed(source.config.declarations() as ParameterDeclarations),
    nodes: Object.keys(schema).map(id => {
      const node = resolveNode(schema, id);
      return { id, name: node.name ?? id, fields: Object.keys(node.fields).length };
    }),
  };
}

function describe(entry: ConnectorEntry): unknown {
  const source = makeSource(entry, {});
  const schema = source.fieldsSchema ?? {};
  return {
    ...summarise(entry),
    parameters: source.config.declarations() as ParameterDeclarations,
    nodes: Object.fromEntries(Object.keys(schema).map(id => [id, resolveNode(schema, id)])),
  };
}

function keyNeed(declarations: ParameterDeclarations): SourceSummary['key'] {
  const secrets = Object.values(declarations).flatMap(secretsOf);
  if (!secrets.length) return 'none';
  return secrets.some(({ isRequired }) => isRequired) ? 'needed' : 'optional';
}

function secretsOf(declaration: ParameterDeclaration): ParameterDeclaration[] {
  const inner = (declaration.oneOf ?? []).flatMap(({ items = {} }) =>
    Object.values(items).flatMap(secretsOf),
  );
  return declaration.attributes?.includes(CONFIG_ATTRIBUTES.SECRET) ? [declaration, ...inner] : inner;
}
