import { countDays, isCivilDate } from '../../../../src/Core/CivilDate';
import { uuidOf } from '../Random';
import {
  DEFAULT_SETTINGS,
  Simulator,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatorSettings,
} from '../Simulator';
import { COUNTRIES, type Country } from './Countries';
import { publicHolidays, schoolHolidays, type Holiday, type LocalizedText } from './Holidays';

export interface OpenHolidaysSettings extends SimulatorSettings {
  /** Local holidays added to each country and year. Default 0. */
  extraPerYear: number;
}

const LONGEST_RANGE = 1095;
/** The API has nothing before and, as a rule, not much after these years. */
const YEARS = { first: 2020, last: 2035 };
const RFC_SECTIONS: Record<number, string> = { 400: '15.5.1', 401: '15.5.2', 403: '15.5.4', 404: '15.5.5' };
const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
};

/** The OpenHolidays API, version 1, in JSON. Codes are compared with regard to case, as there. */
export class OpenHolidaysSimulator extends Simulator<OpenHolidaysSettings> {
  readonly hosts = ['openholidaysapi.org'];

  constructor() {
    super({ ...DEFAULT_SETTINGS, extraPerYear: 0 });
  }

  answer(request: SimulatedRequest): SimulatedReply {
    const route = request.path.slice(1).toLowerCase();
    const known = ['countries', 'publicholidays', 'schoolholidays'].includes(route);
    if (!known) return { status: 404 };
    if (request.method !== 'GET') return { status: 405, headers: { allow: 'GET' } };
    const accept = request.headers.accept ?? '*/*';
    if (/text\/(calendar|csv)/.test(accept)) return problem(501, 'The simulator answers in JSON only.');
    if (route === 'countries') return { status: 200, body: this.countries(request.query) };
    return this.holidays(request.query, route === 'schoolholidays');
  }

  refuse(status: number): SimulatedReply {
    return problem(status, undefined);
  }

  private countries(query: URLSearchParams): object[] {
    const language = query.get('languageIsoCode');
    return COUNTRIES.map(country => ({
      isoCode: country.code,
      name: inLanguage([{ language: 'EN', text: country.name }], language),
      officialLanguages: country.languages,
    }));
  }

  private holidays(query: URLSearchParams, school: boolean): SimulatedReply {
    const errors = validate(query);
    if (Object.keys(errors).length) return validationProblem(errors);
    const [from, to] = [query.get('validFrom') ?? '', query.get('validTo') ?? ''];
    if (countDays(from, to) - 1 > LONGEST_RANGE)
      return problem(400, `The maximum date range is ${LONGEST_RANGE} days.`);
    const country = COUNTRIES.find(one => one.code === query.get('countryIsoCode'));
    const found = country ? this.between(country, from, to, school) : [];
    const subdivision = query.get('subdivisionCode');
    const language = query.get('languageIsoCode');
    const body = found
      .filter(one => !subdivision || one.nationwide || coversSubdivision(one, subdivision))
      .map(one => ({ ...one, name: inLanguage(one.name, language) }));
    return { status: 200, body };
  }

  /** What overlaps the range, be it by one day. */
  private between(country: Country, from: string, to: string, school: boolean): Holiday[] {
    const { seed, extraPerYear } = this.settings;
    const first = Math.max(YEARS.first, Number(from.slice(0, 4)) - 1);
    const last = Math.min(YEARS.last, Number(to.slice(0, 4)));
    const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
    return years
      .flatMap(year =>
        school ? schoolHolidays(country, year) : publicHolidays(country, year, seed, extraPerYear),
      )
      .filter(one => one.startDate <= to && one.endDate >= from);
  }
}

function validate(query: URLSearchParams): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const name of ['countryIsoCode', 'validFrom', 'validTo'])
    if (!query.get(name)) errors[name] = [`The ${name} field is required.`];
  for (const name of ['validFrom', 'validTo']) {
    const text = query.get(name);
    if (text && !isCivilDate(text)) errors[name] = [`The value '${text}' is not valid.`];
  }
  return errors;
}

/** RFC 9457, as ASP.NET writes it. */
function problem(status: number, detail: string | undefined): SimulatedReply {
  const section = RFC_SECTIONS[status] ?? '15.6.1';
  return {
    status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
    body: {
      type: `https://tools.ietf.org/html/rfc9110#section-${section}`,
      title: TITLES[status] ?? 'An error occurred while processing your request.',
      status,
      ...(detail === undefined ? {} : { detail }),
      traceId: `00-${uuidOf('trace', status).replace(/-/g, '')}-${uuidOf('span').slice(0, 8)}00000000-00`,
    },
  };
}

function validationProblem(errors: Record<string, string[]>): SimulatedReply {
  const reply = problem(400, undefined);
  const body = { ...(reply.body as object), title: 'One or more validation errors occurred.', errors };
  return { ...reply, body };
}

function coversSubdivision(holiday: Holiday, code: string): boolean {
  return (holiday.subdivisions ?? []).some(
    one => code === one.code || code.startsWith(`${one.code}-`) || one.code.startsWith(`${code}-`),
  );
}

/** The language asked for, else English, else the first one; all of them when none was asked for. */
function inLanguage(texts: LocalizedText[], language: string | null): LocalizedText[] {
  if (!language) return texts;
  const wanted = texts.filter(one => one.language === language);
  if (wanted.length) return wanted;
  const english = texts.filter(one => one.language === 'EN');
  return english.length ? english : texts.slice(0, 1);
}
