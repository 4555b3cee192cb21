import type { Config } from '../../Core/AbstractConfig';
import { AbstractSource } from '../../Core/AbstractSource';
import { toCivilDate } from '../../Core/CivilDate';
import { DataException } from '../../Core/Exceptions';
import type { Answer, Command } from '../../Core/FetchProtocol';
import { parseFieldsSchema } from '../../Core/FieldsSchema';
import { defineParameters } from '../../Core/Parameters';
import type { SourceRecord } from '../../Core/Schema';
import fieldsSchema from './FieldsSchema.json';

const parameters = defineParameters({
  Group: {
    requiredType: 'string',
    isRequired: true,
    default: 'FX_RATES_DAILY',
    options: ['FX_RATES_DAILY', 'FX_RATES_MONTHLY', 'FX_RATES_ANNUAL'],
    label: 'Rates',
    description:
      'Daily rates (each business day, from about 16:30 Eastern Time), or the averages of whole months or years.',
  },
});

const VALET = 'https://www.bankofcanada.ca/valet/observations/group';

/** Exchange rates of the Bank of Canada, from its Valet web service. One request for a whole window; no paging. */
export class BankOfCanadaSource extends AbstractSource<typeof parameters> {
  constructor(config: Config) {
    super(config.mergeParameters(parameters));
    this.fieldsSchema = parseFieldsSchema(fieldsSchema);
  }

  /** The Bank's business days end in Ottawa. */
  override timeZone(): string {
    return 'America/Toronto';
  }

  *fetchData(startDate: Date, endDate: Date): Generator<readonly SourceRecord[] | Command, void, Answer> {
    const from = this.publishedFrom(toCivilDate(startDate));
    const url = `${VALET}/${this.config.Group.value}/json?start_date=${from}&end_date=${toCivilDate(endDate)}`;
    const response = yield* this.request(url, { headers: { Accept: 'application/json' } });
    yield this.toRecords(this.parseJson(response));
  }

  /**
   * An average is dated at the first day of its month or year and appears after the last one, so it would always lie
   * before a window that only looks back a few days. The period before the one of the first day is asked for as well.
   */
  private publishedFrom(day: string): string {
    const group = this.config.Group.value;
    if (group === 'FX_RATES_DAILY') return day;
    const year = Number(day.slice(0, 4));
    if (group === 'FX_RATES_ANNUAL') return `${year - 1}-01-01`;
    return toCivilDate(new Date(Date.UTC(year, Number(day.slice(5, 7)) - 2, 1)));
  }

  private toRecords(body: { observations?: unknown } | undefined): SourceRecord[] {
    if (!Array.isArray(body?.observations)) throw this.notUnderstood('has no list of observations');
    return (body.observations as (Record<string, unknown> | null)[]).flatMap(one => this.toRows(one ?? {}));
  }

  private toRows({ d: date, ...cells }: Record<string, unknown>): SourceRecord[] {
    if (typeof date !== 'string') throw this.notUnderstood('has an observation without a date');
    return Object.entries(cells).flatMap(([series, cell]) => {
      const rate = rateOf(cell);
      return rate === undefined ? [] : [{ date, label: labelOf(series), rate }];
    });
  }

  private notUnderstood(what: string): DataException {
    return new DataException(
      `[${this.name}] The answer of the Bank of Canada ${what}. Nothing of this window was written; if it stays so, the web service has changed.`,
    );
  }
}

/** A day without a rate has no cell, or one with `"v": ""`, or with an error number instead: `{"e": -64}`. */
function rateOf(cell: unknown): unknown {
  const value = (cell as { v?: unknown } | null)?.v;
  return value === null || value === '' ? undefined : value;
}

/** `FXUSDCAD` -> `USDCAD`. Averages keep their code, so that they never share a key with a daily rate. */
function labelOf(series: string): string {
  return /^FX[A-Z]{6}$/.test(series) ? series.slice(2) : series;
}
