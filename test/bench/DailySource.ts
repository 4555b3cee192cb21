import { AbstractConfig } from '../../src/Core/AbstractConfig';
import { AbstractConnector } from '../../src/Core/AbstractConnector';
import { AbstractSource, type FetchContext } from '../../src/Core/AbstractSource';
import { addDays, countDays, toCivilDate } from '../../src/Core/CivilDate';
import type { FieldDefinition, SourceRecord } from '../../src/Core/Schema';

const PAGE = 5_000;

const METRICS: Record<string, FieldDefinition> = Object.fromEntries(
  ['impressions', 'clicks', 'cost', 'conversions', 'revenue', 'views', 'likes', 'shares'].map(name => [
    name,
    { type: 'number' },
  ]),
);

/** Made-up daily figures of any size: rows of 12 columns, by day, account and campaign. No network. */
export class DailySource extends AbstractSource {
  constructor(
    private readonly size: { accounts: number; rowsPerDay: number },
    values: Record<string, unknown>,
  ) {
    super(new AbstractConfig(values, 'Daily').mergeParameters({}));
    this.fieldsSchema = {
      figures: {
        uniqueKeys: ['date', 'campaign_id'],
        accountField: 'account_id',
        fields: {
          date: { type: 'date' },
          campaign_id: { type: 'string' },
          account_id: { type: 'string' },
          name: { type: 'string' },
          ...METRICS,
        },
      },
    };
  }

  override getAccounts(): string[] {
    return Array.from({ length: this.size.accounts }, (_, index) => `account-${index}`);
  }

  *fetchData(startDate: Date, endDate: Date, { account }: FetchContext) {
    const from = toCivilDate(startDate);
    const days = countDays(from, toCivilDate(endDate));
    let page: SourceRecord[] = [];
    for (let index = 0; index < days * this.size.rowsPerDay; index++) {
      page.push(
        record(
          addDays(from, Math.floor(index / this.size.rowsPerDay)),
          index % this.size.rowsPerDay,
          account,
        ),
      );
      if (page.length < PAGE) continue;
      yield page;
      page = [];
    }
    yield page;
  }
}

function record(date: string, campaign: number, account: string | undefined): SourceRecord {
  const metrics = Object.keys(METRICS).map(
    (name, index) => [name, (campaign * 31 + index * 7) % 1000] as const,
  );
  return {
    date,
    campaign_id: `c${campaign}`,
    account_id: account,
    name: `Campaign ${campaign}`,
    ...Object.fromEntries(metrics),
  };
}

export class DailyConnector extends AbstractConnector {}
