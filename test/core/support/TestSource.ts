import { AbstractConfig } from '../../../src/Core/AbstractConfig';
import { AbstractSource, type FetchContext } from '../../../src/Core/AbstractSource';
import type { FetchedRecords } from '../../../src/Core/FetchProtocol';
import type { ParameterDeclarations } from '../../../src/Core/Parameters';
import type { FieldsSchema, NodeDefinition } from '../../../src/Core/Schema';

export type Fetch = (this: AbstractSource, from: Date, to: Date, context: FetchContext) => unknown;

export interface TestSourceOptions {
  fetch: Fetch;
  /** Changes of the node `n`, which has the keys `day` and `id`; null: the source declares no nodes. */
  node?: Partial<NodeDefinition> | null;
  accounts?: () => readonly string[];
  values?: Record<string, unknown>;
  /** Values for one backfill. */
  overrides?: Record<string, unknown>;
  parameters?: ParameterDeclarations;
}

/** A source of one node, `n`, whose `fetchData` is the test's. */
export class TestSource extends AbstractSource {
  constructor(private readonly options: TestSourceOptions) {
    const { values = {}, overrides = {}, parameters = {}, node = {} } = options;
    const config = new AbstractConfig({ StartDate: '2026-03-01', ...values }, 'Test');
    super(config.overrideForBackfill(overrides).mergeParameters(parameters));
    if (node) this.fieldsSchema = { n: { ...NODE, ...node } } as FieldsSchema;
  }

  override get hasAccounts() {
    return this.options.accounts !== undefined;
  }

  override getAccounts() {
    return this.options.accounts?.() ?? [];
  }

  fetchData(from: Date, to: Date, context: FetchContext): FetchedRecords {
    return this.options.fetch.call(this, from, to, context) as FetchedRecords;
  }
}

const NODE = { uniqueKeys: ['day', 'id'], fields: { day: { type: 'date' }, id: { type: 'string' } } };
