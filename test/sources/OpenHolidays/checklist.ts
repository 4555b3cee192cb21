import type { ChecklistCase, Trait } from '../runtimes/Checklist';

export const traits: readonly Trait[] = ['days', 'accounts'];

const node = 'publicHolidays';
const YEAR = ['2026-01-01', '2026-12-31'] as const;
/** A holiday of which the API says as little as its documentation allows. */
const BARE = [
  {
    id: '27f0d8cd-0000-4000-8000-000000000001',
    startDate: '2026-01-06',
    endDate: '2026-01-06',
    type: 'Public',
    name: [{ language: 'EN', text: 'Epiphany' }],
    comment: null,
    nationwide: false,
  },
];

export const checklist: readonly ChecklistCase[] = [
  {
    title: 'asks once a country for all days, those to come among them',
    proves: ['happy path', 'exact days'],
    node,
    fields: '*',
    days: YEAR,
    values: { MaxFetchingDays: 366 },
    expect: {
      some: [
        'GET openholidaysapi.org/PublicHolidays?countryIsoCode=BE&languageIsoCode=EN&validFrom=2026-01-01&validTo=2026-12-31',
        'countryIsoCode=DE&languageIsoCode=EN&validFrom=2026-01-01&validTo=2026-12-31',
      ],
      requests: 2,
    },
  },
  {
    title: 'knows days without holidays from a country that there is none of',
    proves: 'empty',
    node,
    days: ['2026-11-10', '2026-11-11'],
    expect: { rows: 0, some: ['GET openholidaysapi.org/Countries?languageIsoCode=EN'] },
  },
  {
    title: 'leaves blank what the API leaves out',
    proves: 'null and missing fields',
    node,
    fields: '*',
    days: YEAR,
    values: { CountryIsoCode: 'DE', MaxFetchingDays: 366 },
    faults: [{ body: { text: JSON.stringify(BARE) } }],
    expect: {
      rows: 1,
      cells: [{ country: 'DE', date: '2026-01-06', name: 'Epiphany', subdivisions: null, nationwide: false }],
    },
  },
  {
    title: 'asks again after an error of the server',
    proves: '500 then 200',
    node,
    values: { CountryIsoCode: 'DE' },
    days: YEAR,
    faults: [{ status: 500 }],
    expect: { status: 'DONE' },
  },
  {
    title: 'waits as long as it is told to',
    proves: '429 with Retry-After',
    node,
    values: { CountryIsoCode: 'DE', MaxFetchingDays: 366 },
    days: YEAR,
    faults: [{ status: 429, retryAfter: 12 }],
    expect: { requests: 2, waited: 12_000 },
  },
  {
    title: 'asks again a few seconds after too many requests',
    proves: '429 without a time',
    node,
    values: { CountryIsoCode: 'DE', MaxFetchingDays: 366 },
    days: YEAR,
    faults: [{ status: 429, times: 3 }],
    expect: { requests: 4 },
  },
  {
    title: 'takes a page of a proxy for no answer',
    proves: 'HTML body',
    node,
    values: { CountryIsoCode: 'DE', MaxFetchingDays: 366 },
    days: YEAR,
    faults: [{ body: 'html' }],
    expect: { status: 'ERROR', rows: 0, texts: [/^\[OpenHolidays\] /m] },
  },
  {
    title: 'imports the other countries when the API lacks one, and says which',
    proves: 'one account refused',
    node,
    values: { CountryIsoCode: 'US, CH', MaxFetchingDays: 366 },
    days: YEAR,
    expect: { status: 'ERROR', texts: ['does not have US'], cells: [{ country: 'CH', date: '2026-01-01' }] },
  },
];
