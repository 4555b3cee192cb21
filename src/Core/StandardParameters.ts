import { CONFIG_ATTRIBUTES } from '../Constants';
import { defineParameters, type LooseParameters, type ParameterDeclaration } from './Parameters';

const { ADVANCED, HIDE_IN_CONFIG_FORM, MANUAL_BACKFILL } = CONFIG_ATTRIBUTES;

/** Parameters that every import has. A source that declares one of the same name replaces it. */
export const STANDARD_PARAMETERS = defineParameters({
  StartDate: {
    requiredType: 'date',
    label: 'Start Date',
    description: 'First day of the first import. Without it, the last Max Fetching Days are imported.',
    attributes: [MANUAL_BACKFILL],
  },
  EndDate: {
    requiredType: 'date',
    label: 'End Date',
    description: 'Last day, itself included. Without it, up to today (or as far ahead as the source knows).',
    attributes: [MANUAL_BACKFILL, HIDE_IN_CONFIG_FORM],
  },
  MaxFetchingDays: {
    requiredType: 'number',
    isRequired: true,
    default: 31,
    label: 'Max Fetching Days',
    description: 'Most new days that one run fetches; a longer history goes on in the next runs.',
    attributes: [ADVANCED],
  },
  ReimportLookbackWindow: {
    requiredType: 'number',
    isRequired: true,
    default: 2,
    label: 'Reimport Lookback Window',
    description:
      'Days before the last imported day that are fetched again, because sources correct recent figures.',
    attributes: [ADVANCED],
  },
  Fields: {
    requiredType: 'string',
    label: 'Fields',
    description: 'What to import: "node field, node field". Without it, the default fields of every node.',
  },
  CreateEmptyTables: {
    requiredType: 'boolean',
    default: true,
    label: 'Create Empty Tables',
    description: 'Make the table or tab with its header even when there are no rows.',
    attributes: [ADVANCED],
  },
  DestinationTableNameOverride: {
    requiredType: 'string',
    label: 'Destination Name Override',
    description: 'Other names for tables or tabs: "node Name, node2 Name 2".',
    attributes: [ADVANCED],
  },
  CleanUpToKeepWindow: {
    requiredType: 'number',
    label: 'Clean Up To Keep Window',
    description:
      'Days that "Clean up expired data" keeps; older rows are deleted. Without it, nothing is deleted.',
    attributes: [ADVANCED],
  },
  GoneRows: {
    requiredType: 'string',
    default: 'keep',
    options: ['keep', 'mark', 'remove'],
    label: 'Rows Gone At The Source',
    description: 'What becomes of rows of an imported window that the source no longer has.',
    attributes: [ADVANCED],
  },
  MaxFetchRetries: {
    requiredType: 'number',
    default: 3,
    label: 'Max Fetch Retries',
    description: 'How often a failed request is repeated: 3 means up to 4 attempts.',
    attributes: [ADVANCED],
  },
  InitialRetryDelay: {
    requiredType: 'number',
    default: 5000,
    label: 'Initial Retry Delay',
    description:
      'Milliseconds before the first repetition; doubled each time, unless the server says how long to wait.',
    attributes: [ADVANCED],
  },
});

/** The value of a standard parameter; its standard default where a source declares it anew without one. */
export function standardValue(config: LooseParameters, name: keyof StandardParameters): unknown {
  const value: unknown = config[name]?.value;
  const { default: fallback } = STANDARD_PARAMETERS[name] as ParameterDeclaration;
  return value ?? fallback;
}

export type StandardParameters = typeof STANDARD_PARAMETERS;
