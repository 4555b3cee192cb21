import { CONFIG_ATTRIBUTES } from '../../../src/Constants';
import type { ConnectorEntry } from '../../../src/Core/ConnectorRegistry';
import { isSignIn } from '../../../src/Core/Auth/SignIns';
import { resolveNode } from '../../../src/Core/FieldsSchema';
import type {
  ParameterDeclaration,
  ParameterDeclarations,
  ParameterOption,
} from '../../../src/Core/Parameters';
import type { FieldDefinition } from '../../../src/Core/Schema';
import { selectNodes } from '../../../src/Core/Selection';
import { daysToSunset, sunsetText } from '../../../src/Core/Sunset';
import { STANDARD_PARAMETERS } from '../../../src/Core/StandardParameters';
import { makeSource } from './Connectors';
import { isSecret } from './ParameterPath';

/** Whether a source can be used without a key of one's own. */
export type KeyNeed = 'no' | 'optional' | 'yes';

/** One line of the list of sources. */
export interface SourceSummary {
  name: string;
  title: string;
  nodes: string[];
  hosts: readonly string[];
  apiVersion?: string;
  /** When the API of that version is switched off. */
  sunset?: string;
  /** Days until then, from today in UTC; negative: since then. */
  daysToSunset?: number;
  /** The same in words: `ends in 57 days (2027-01-19)`. */
  endOfVersion?: string;
  /** Day on which that version came out. */
  released?: string;
  needsKey: KeyNeed;
  documentation?: string;
}

/** One field of a form. */
export interface ParameterFacts extends Omit<ParameterDeclaration, 'oneOf'> {
  name: string;
  /** As `--param`, `--secret` and a definition's secrets name it: `AuthType.RefreshToken` inside of a choice. */
  path: string;
  /** Every import has it, whatever its source. */
  isStandard?: true;
  oneOf?: OptionFacts[];
}

/** One choice of a form, with fields of its own. */
export interface OptionFacts extends Omit<ParameterOption, 'items'> {
  items: ParameterFacts[];
  /** Paths of the fields that signing in fills, so that they need not be typed. */
  signInFills?: readonly string[];
}

export interface FieldFacts extends FieldDefinition {
  id: string;
  isKey: boolean;
  isDefault: boolean;
}

export interface NodeFacts {
  id: string;
  name: string;
  description?: string;
  /** Table, file or tab when it is not said otherwise. */
  destination: string;
  isTimeSeries: boolean;
  perAccount: boolean;
  uniqueKeys: readonly string[];
  fields: FieldFacts[];
}

/** Everything that can be said of a source without asking it. */
export interface SourceDescription extends Omit<SourceSummary, 'nodes'> {
  parameters: ParameterFacts[];
  nodes: NodeFacts[];
}

export function summarize(entry: ConnectorEntry): SourceSummary {
  const source = makeSource(entry);
  const { title, hosts = [], apiVersion, documentation } = entry.manifest;
  const days = daysToSunset(entry.manifest);
  return {
    name: entry.name,
    title,
    nodes: Object.keys(source.fieldsSchema ?? {}),
    hosts,
    ...(apiVersion ? { apiVersion: apiVersion.version } : {}),
    ...(apiVersion?.released === undefined ? {} : { released: apiVersion.released }),
    ...(apiVersion?.sunset === undefined ? {} : { sunset: apiVersion.sunset }),
    ...(days === undefined ? {} : { daysToSunset: days, endOfVersion: sunsetText(entry.manifest) ?? '' }),
    needsKey: keyNeed(source.config.declarations()),
    ...(documentation === undefined ? {} : { documentation }),
  };
}

export function describeSource(entry: ConnectorEntry): SourceDescription {
  const all = describeParameters(makeSource(entry).config.declarations(), '');
  const isStandard = ({ name }: ParameterFacts) => Object.hasOwn(STANDARD_PARAMETERS, name);
  const standard = all.filter(isStandard).map((one): ParameterFacts => ({ ...one, isStandard: true }));
  // Its own ones first: they are what a newcomer has to know.
  const parameters = [...all.filter(one => !isStandard(one)), ...standard];
  return { ...summarize(entry), parameters, nodes: describeNodes(entry) };
}

/** A key is needed when there is no way to fill the settings without one. */
function keyNeed(declarations: ParameterDeclarations): KeyNeed {
  const needs = Object.values(declarations).map(needOf);
  if (needs.includes('yes')) return 'yes';
  return needs.includes('optional') ? 'optional' : 'no';
}

function needOf(declaration: ParameterDeclaration): KeyNeed {
  if (isSecret(declaration)) return declaration.isRequired ? 'yes' : 'optional';
  const options = (declaration.oneOf ?? []).map(option =>
    option.attributes?.includes(CONFIG_ATTRIBUTES.OAUTH_FLOW) ? 'yes' : keyNeed(option.items ?? {}),
  );
  if (!options.length || options.every(need => need === 'no')) return 'no';
  return declaration.isRequired && options.every(need => need === 'yes') ? 'yes' : 'optional';
}

function describeParameters(declarations: ParameterDeclarations, prefix: string): ParameterFacts[] {
  return Object.entries(declarations).map(([name, { oneOf, ...declaration }]) => ({
    name,
    path: prefix + name,
    ...declaration,
    ...(oneOf ? { oneOf: oneOf.map(option => describeOption(option, prefix + name)) } : {}),
  }));
}

function describeOption({ items = {}, ...option }: ParameterOption, path: string): OptionFacts {
  const { oauthParams } = option;
  const fills = isSignIn(oauthParams) ? Object.values(oauthParams.mapping) : undefined;
  return {
    ...option,
    items: describeParameters(items, `${path}.`),
    ...(fills ? { signInFills: fills.map(item => `${path}.${item}`) } : {}),
  };
}

function describeNodes(entry: ConnectorEntry): NodeFacts[] {
  const source = makeSource(entry);
  const schema = source.fieldsSchema ?? {};
  const { nodes } = selectNodes({
    sourceName: source.name,
    schema,
    fields: Object.keys(schema)
      .map(id => `${id} *`)
      .join(', '),
    destinations: undefined,
    hasAccounts: source.hasAccounts,
  });
  return nodes.map(node => {
    const { name = node.id, description, defaultFields } = resolveNode(schema, node.id);
    return {
      id: node.id,
      name,
      ...(description === undefined ? {} : { description }),
      destination: node.destination,
      isTimeSeries: node.isTimeSeries,
      perAccount: node.perAccount,
      uniqueKeys: node.uniqueKeys,
      fields: Object.entries(node.fields).map(([id, field]) => ({
        id,
        ...field,
        isKey: node.uniqueKeys.includes(id),
        isDefault: defaultFields?.includes(id) ?? true,
      })),
    };
  });
}
