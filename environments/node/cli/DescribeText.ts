import type { FieldFacts, NodeFacts, ParameterFacts, SourceDescription, SourceSummary } from './SourceFacts';
import { oneLine } from './Terminal';
import { textTable } from './TextTable';

export function sourcesText(sources: readonly SourceSummary[]): string {
  const rows = sources.map(source => [
    source.name,
    source.title,
    source.nodes.join(', '),
    source.hosts.join(', '),
    apiText(source),
    source.needsKey,
  ]);
  return [
    textTable(['source', 'title', 'nodes', 'hosts', 'API', 'needs a key'], rows),
    'Settings and fields of one: npx sheetbound describe <Source>',
  ].join('\n');
}

/** `v25.0, ends in 57 days (2027-01-19)`. */
function apiText({
  apiVersion = '',
  endOfVersion,
}: Pick<SourceSummary, 'apiVersion' | 'endOfVersion'>): string {
  return [apiVersion, ...(endOfVersion === undefined ? [] : [endOfVersion])].join(', ');
}

export function descriptionText(source: SourceDescription): string {
  const { name, title, hosts, needsKey, documentation } = source;
  return [
    `${title} (${name})`,
    `Talks to: ${hosts.join(', ')}`,
    `API version: ${apiText(source)}`,
    `Needs a key: ${needsKey}`,
    ...(documentation === undefined ? [] : [`Documentation: ${documentation}`]),
    '',
    'Settings (--param NAME=VALUE; secret ones --secret NAME=ENVIRONMENT_VARIABLE):',
    ...source.parameters.flatMap(parameter => parameterText(parameter, '  ', '')),
    ...source.nodes.flatMap(nodeText),
  ].join('\n');
}

function parameterText(parameter: ParameterFacts, indent: string, prefix: string): string[] {
  const { name, label, description, placeholder, oneOf } = parameter;
  return [
    `${indent}${prefix}${name} - ${[label ?? name, ...traitsOf(parameter)].join(', ')}`,
    ...(description === undefined ? [] : [`${indent}    ${oneLine(description)}`]),
    ...(placeholder === undefined ? [] : [`${indent}    e.g. ${oneLine(placeholder)}`]),
    ...(oneOf ?? []).flatMap(option => [
      `${indent}  ${prefix}${name}=${option.value} - ${[option.label ?? option.value, ...attributesOf(option)].join(', ')}`,
      ...(option.description === undefined ? [] : [`${indent}      ${oneLine(option.description)}`]),
      ...(option.signInFills
        ? [`${indent}      Filled by npx sheetbound login: ${option.signInFills.join(', ')}`]
        : []),
      ...option.items.flatMap(item => parameterText(item, `${indent}    `, `${prefix}${name}.`)),
    ]),
  ];
}

function traitsOf(parameter: ParameterFacts): string[] {
  const { requiredType, isRequired, options, default: fallback } = parameter;
  return [
    ...(requiredType === undefined ? [] : [requiredType]),
    ...(isRequired && fallback === undefined ? ['required'] : []),
    ...(fallback === undefined ? [] : [`default ${JSON.stringify(fallback)}`]),
    ...(options ? [`one of ${options.join(', ')}`] : []),
    ...attributesOf(parameter),
  ];
}

function attributesOf({ attributes }: Pick<ParameterFacts, 'attributes'>): string[] {
  return (attributes ?? []).map(attribute => attribute.toLowerCase().replaceAll('_', ' '));
}

function nodeText(node: NodeFacts): string[] {
  const kind = node.isTimeSeries ? 'by days' : 'as a whole';
  const keys = node.uniqueKeys.length ? node.uniqueKeys.join(', ') : 'none; rows are replaced';
  return [
    '',
    `Node ${node.id} - ${node.name}. Imported ${kind}${node.perAccount ? ', for each account' : ''}.`,
    ...(node.description === undefined ? [] : [`  ${oneLine(node.description)}`]),
    `  Table: ${node.destination}. Unique key: ${keys}.`,
    ...node.fields.map(fieldText),
  ];
}

function fieldText(field: FieldFacts): string {
  const traits = [
    field.type ?? 'string',
    ...(field.isKey ? ['key'] : []),
    ...(field.role === undefined ? [] : [field.role]),
    ...(field.isDefault || field.isKey ? [] : ['not by default']),
  ];
  const description = field.description === undefined ? '' : `: ${oneLine(field.description)}`;
  return `    ${field.id} (${traits.join(', ')})${description}`;
}
