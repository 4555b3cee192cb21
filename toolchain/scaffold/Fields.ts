import type { FieldDefinition, FieldsSchema, NodeDefinition } from '../../src/Core/Schema';
import type { ConnectorDesign } from './ConnectorDesign';
import { captionOf, destinationOf, titleOf, wordsOf } from './Names';

/** The fields that a new connector begins with: one of each type that APIs have most. */
export function fieldsOf({ kind }: ConnectorDesign): Record<string, FieldDefinition> {
  const id: FieldDefinition = { name: 'ID', description: 'Identity of the record.', type: 'string' };
  const rest: Record<string, FieldDefinition> = {
    name: { name: 'Name', description: 'What the record is called.', type: 'string' },
    status: { name: 'Status', description: 'State of the record: active or archived.', type: 'string' },
    amount: { name: 'Amount', description: 'Amount of the record, with decimals.', type: 'number' },
  };
  if (kind === 'time-series')
    return { id, date: { name: 'Date', description: 'Day of the record.', type: 'date' }, ...rest };
  const changed: FieldDefinition = {
    name: 'Updated at',
    description: 'When the record was last changed.',
    type: 'datetime',
  };
  return { id, ...rest, updated_at: changed };
}

/** The content of `FieldsSchema.json`. */
export function fieldsSchemaOf(design: ConnectorDesign): FieldsSchema {
  const { name, node, kind } = design;
  const fields = fieldsOf(design);
  const isTimeSeries = kind === 'time-series';
  const definition: NodeDefinition = {
    name: captionOf(node),
    description: `${isTimeSeries ? 'One row for each record of a day' : 'One row for each record'}: ${wordsOf(node)} of ${titleOf(name)}.`,
    destinationName: destinationOf(name, node),
    isTimeSeries,
    uniqueKeys: ['id'],
    ...(isTimeSeries ? { dateField: 'date' } : {}),
    defaultFields: Object.keys(fields),
    fields,
  };
  return { [node]: definition };
}
