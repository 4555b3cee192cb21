import type { Config } from '../../Core/AbstractConfig';
import { AbstractSource, type FetchContext } from '../../Core/AbstractSource';
import { toCivilDate } from '../../Core/CivilDate';
import { ConfigurationException, DataException, type Fault } from '../../Core/Exceptions';
import type { Answer, Command, Steps } from '../../Core/FetchProtocol';
import { parseFieldsSchema } from '../../Core/FieldsSchema';
import { defineParameters } from '../../Core/Parameters';
import type { SourceRecord } from '../../Core/Schema';
import fieldsSchema from './FieldsSchema.json';

const parameters = defineParameters({
  CountryIsoCode: {
    requiredType: 'string',
    isRequired: true,
    default: 'CH',
    label: 'Countries',
    description: 'ISO 3166-1 codes of two letters, separated by commas: "CH", or "DE, AT, CH".',
    placeholder: 'CH',
  },
  LanguageIsoCode: {
    requiredType: 'string',
    isRequired: true,
    default: 'EN',
    label: 'Language of names',
    description: 'ISO 639-1 code. Holidays without a name in that language get their English one.',
    placeholder: 'EN',
  },
});

const API = 'https://openholidaysapi.org';
const PATHS: Record<string, string> = { publicHolidays: 'PublicHolidays', schoolHolidays: 'SchoolHolidays' };
const TWO_LETTERS = /^[A-Z]{2}$/;

interface LocalizedText {
  language?: string;
  text?: string;
}

/** Public and school holidays from the OpenHolidays API. An account is a country; holidays lie ahead of today. */
export class OpenHolidaysSource extends AbstractSource<typeof parameters> {
  /** The codes that the API covers, once they had to be asked for. */
  private covered: readonly string[] | undefined;

  constructor(config: Config) {
    super(config.mergeParameters(parameters));
    this.fieldsSchema = parseFieldsSchema(fieldsSchema);
  }

  /** The API compares codes with regard to case. */
  override getAccounts(): readonly string[] {
    const codes = (this.config.CountryIsoCode.value ?? '').toUpperCase().split(/[,;\s]+/);
    return [...new Set(codes)].filter(code => code !== '');
  }

  override validate(): readonly Fault[] {
    const faults: Fault[] = this.getAccounts()
      .filter(code => !TWO_LETTERS.test(code))
      .map(code => ({
        parameter: 'CountryIsoCode',
        message: `Countries: "${code}" is not a code of two letters such as CH.`,
      }));
    const language = this.language();
    if (language !== '' && !TWO_LETTERS.test(language))
      faults.push({
        parameter: 'LanguageIsoCode',
        message: `Language of names: "${language}" is not a code of two letters such as EN.`,
      });
    return faults;
  }

  *fetchData(
    startDate: Date,
    endDate: Date,
    { node, account = '' }: FetchContext,
  ): Generator<readonly SourceRecord[] | Command, void, Answer> {
    const range = `validFrom=${toCivilDate(startDate)}&validTo=${toCivilDate(endDate)}`;
    const where = `countryIsoCode=${account}&languageIsoCode=${this.language()}`;
    const holidays = yield* this.list(`${API}/${PATHS[node]}?${where}&${range}`);
    if (holidays.length === 0) yield* this.requireCoverage(account);
    yield holidays.map(holiday => this.toRecord(holiday, account));
  }

  private language(): string {
    return (this.config.LanguageIsoCode.value ?? '').toUpperCase();
  }

  private *list(url: string): Steps<SourceRecord[]> {
    const response = yield* this.request(url, { headers: { Accept: 'application/json' } });
    const body: unknown = this.parseJson(response);
    if (!Array.isArray(body) || !body.every(isRecord))
      throw new DataException(
        `[${this.name}] The answer of the OpenHolidays API is not a list of records. Nothing of this window was written; try again later.`,
      );
    return body as SourceRecord[];
  }

  /** A country that the API does not have is answered with an empty list, as if it had no holidays. */
  private *requireCoverage(country: string): Steps<void> {
    this.covered ??= (yield* this.list(`${API}/Countries?languageIsoCode=EN`)).map(one =>
      String(one['isoCode']),
    );
    if (this.covered.includes(country)) return;
    const message = `Countries: the OpenHolidays API does not have ${country}. It has ${this.covered.join(', ')}.`;
    throw new ConfigurationException(this.name, [{ parameter: 'CountryIsoCode', message }]);
  }

  private toRecord(holiday: SourceRecord, country: string): SourceRecord {
    return {
      ...holiday,
      country,
      date: holiday['startDate'],
      name: this.inLanguage(holiday['name']),
      comment: this.inLanguage(holiday['comment']),
      subdivisions: codesOf(holiday['subdivisions']),
      groups: codesOf(holiday['groups']),
      tags: Array.isArray(holiday['tags']) ? holiday['tags'].join(', ') || null : holiday['tags'],
    };
  }

  /** The chosen language, else English, else the first text there is. */
  private inLanguage(texts: unknown): string | null {
    if (!Array.isArray(texts)) return null;
    const all = texts as LocalizedText[];
    const find = (language: string) => all.find(one => one.language?.toUpperCase() === language);
    return (find(this.language()) ?? find('EN') ?? all[0])?.text ?? null;
  }
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function codesOf(references: unknown): string | null {
  if (!Array.isArray(references) || references.length === 0) return null;
  return (references as { code?: string }[]).map(one => one.code ?? '').join(', ');
}
