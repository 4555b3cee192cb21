import { equal, thrown, type EnvironmentCase } from '../EnvironmentCase';

const at = (iso: string): Date => new Date(iso);

const FORMATS: [iso: string, zone: string, pattern: string, text: string][] = [
  ['2026-03-02T09:05:06.007Z', 'UTC', 'yyyy-MM-dd HH:mm:ss.SSS', '2026-03-02 09:05:06.007'],
  ['2026-03-02T09:05:06.007Z', 'Asia/Kolkata', "yyyy-MM-dd'T'HH:mm:ssXXX", '2026-03-02T14:35:06+05:30'],
  ['2026-03-02T09:05:06.007Z', 'UTC', "yyyy-MM-dd'T'HH:mm:ssXXX", '2026-03-02T09:05:06Z'],
  ['2026-03-02T09:05:06.007Z', 'America/New_York', 'Z X XX ssXXX', '-0500 -05 -0500 06-05:00'],
  ['2026-03-02T09:05:06.007Z', 'UTC', 'y yy yyy yyyy yyyyy', '2026 26 2026 2026 02026'],
  ['2026-03-02T09:05:06.007Z', 'UTC', 'M MM MMM MMMM L d dd D DDD', '3 03 Mar March 3 2 02 61 061'],
  ['2026-03-02T09:05:06.007Z', 'UTC', 'E EEEE u F W w a G', 'Mon Monday 1 1 1 10 AM AD'],
  ['2026-03-01T00:05:06.007Z', 'UTC', 'H k K h HH kk KK hh', '0 24 0 12 00 24 00 12'],
  ['2026-03-01T12:05:06.007Z', 'UTC', 'H k K h a u', '12 12 0 12 PM 7'],
  ['2026-03-02T09:05:06.007Z', 'UTC', 'S SS SSS SSSSSS', '7 07 007 000007'],
  ['2026-03-02T09:05:06.007Z', 'UTC', "''yyyy'o''clock'", "'2026o'clock"],
  ['2026-12-27T00:00:00Z', 'UTC', 'YYYY yyyy w', '2027 2026 1'],
  ['2027-01-02T00:00:00Z', 'UTC', 'YYYY yyyy w W', '2027 2027 1 1'],
  ['2026-10-25T00:30:00Z', 'Europe/Zurich', 'HH:mm Z', '02:30 +0200'],
  ['2026-10-25T01:30:00Z', 'Europe/Zurich', 'HH:mm Z', '02:30 +0100'],
  ['2018-11-04T03:00:00Z', 'America/Sao_Paulo', 'yyyy-MM-dd HH:mm', '2018-11-04 01:00'],
  ['2011-12-30T10:00:00Z', 'Pacific/Apia', 'yyyy-MM-dd', '2011-12-31'],
  ['1969-12-31T23:59:59.999Z', 'UTC', 'yyyy-MM-dd HH:mm:ss.SSS', '1969-12-31 23:59:59.999'],
  ['1582-10-15T00:00:00Z', 'UTC', 'yyyy-MM-dd', '1582-10-15'],
  ['1582-10-14T00:00:00Z', 'UTC', 'yyyy-MM-dd', '1582-10-04'],
  ['9999-12-31T00:00:00Z', 'Pacific/Kiritimati', 'yyyy-MM-dd HH', '9999-12-31 14'],
];

const PARSES: [text: string, zone: string, pattern: string, iso: string][] = [
  ['2026-03-02', 'Europe/Zurich', 'yyyy-MM-dd', '2026-03-01T23:00:00.000Z'],
  ['20260302', 'UTC', 'yyyyMMdd', '2026-03-02T00:00:00.000Z'],
  ['02.03.2026 14:05', 'Asia/Kolkata', 'dd.MM.yyyy HH:mm', '2026-03-02T08:35:00.000Z'],
  ['Mon, 2 Mar 2026', 'UTC', 'EEE, d MMM yyyy', '2026-03-02T00:00:00.000Z'],
  ['March 2, 2026', 'UTC', 'MMMM d, yyyy', '2026-03-02T00:00:00.000Z'],
  ['2026-03-02T09:00:00Z', 'America/New_York', "yyyy-MM-dd'T'HH:mm:ssX", '2026-03-02T09:00:00.000Z'],
  ['2026-03-02T09:00:00+0130', 'UTC', "yyyy-MM-dd'T'HH:mm:ssZ", '2026-03-02T07:30:00.000Z'],
  ['2026-03-02T09:00:00+00:00', 'UTC', "yyyy-MM-dd'T'HH:mm:ssXXX", '2026-03-02T09:00:00.000Z'],
  ['2026-03-02T09:00:00.123-05:00', 'UTC', "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", '2026-03-02T14:00:00.123Z'],
  ['12:30 AM 2026-03-02', 'UTC', 'hh:mm a yyyy-MM-dd', '2026-03-02T00:30:00.000Z'],
  ['061 2026', 'UTC', 'DDD yyyy', '2026-03-02T00:00:00.000Z'],
  ['2024-02-29', 'UTC', 'yyyy-MM-dd', '2024-02-29T00:00:00.000Z'],
  ['1583-01-01', 'UTC', 'yyyy-MM-dd', '1583-01-01T00:00:00.000Z'],
];

const REFUSED: [text: string, pattern: string][] = [
  ['2026-02-30', 'yyyy-MM-dd'],
  ['2025-02-29', 'yyyy-MM-dd'],
  ['2026-13-01', 'yyyy-MM-dd'],
  ['2026-00-10', 'yyyy-MM-dd'],
  ['2026-3-2', 'yyyy-MM-dd'],
  ['26-03-02', 'yyyy-MM-dd'],
  ['2026-03-02 ', 'yyyy-MM-dd'],
  ['2026-03-02x', 'yyyy-MM-dd'],
  ['2026-03-02T10:00:00Z', 'yyyy-MM-dd'],
  ['2026-03-02 24:00', 'yyyy-MM-dd HH:mm'],
  ['2026-03-02 10:60', 'yyyy-MM-dd HH:mm'],
  ['Tue, 2 Mar 2026', 'EEE, d MMM yyyy'],
  ['2 Maer 2026', 'd MMM yyyy'],
  ['2026-03-02T09:00:00', "yyyy-MM-dd'T'HH:mm:ssX"],
  ['2026-02-30T09:00:00Z', "yyyy-MM-dd'T'HH:mm:ssX"],
  ['', 'yyyy-MM-dd'],
  ['yesterday', 'yyyy-MM-dd'],
];

export const DATE_CASES: EnvironmentCase[] = [
  ...FORMATS.map(([iso, zone, pattern, text]): EnvironmentCase => ({
    name: `formats ${iso} in ${zone} by ${pattern}`,
    run(environment) {
      equal(environment.formatDate(at(iso), zone, pattern), text);
    },
  })),
  ...PARSES.map(([text, zone, pattern, iso]): EnvironmentCase => ({
    name: `parses ${text} in ${zone} by ${pattern}`,
    run(environment) {
      equal(environment.parseDate(text, zone, pattern).toISOString(), iso);
    },
  })),
  ...REFUSED.map(([text, pattern]): EnvironmentCase => ({
    name: `refuses "${text}" for ${pattern}`,
    run(environment) {
      thrown(() => environment.parseDate(text, 'UTC', pattern), /is not a date of the form/);
    },
  })),
  {
    name: 'takes the first moment of a day whose midnight does not exist',
    run(environment) {
      const date = environment.parseDate('2018-11-04', 'America/Sao_Paulo', 'yyyy-MM-dd');
      equal(date.toISOString(), '2018-11-04T03:00:00.000Z');
      equal(environment.formatDate(date, 'America/Sao_Paulo', 'yyyy-MM-dd'), '2018-11-04');
    },
  },
  {
    name: 'moves on a time that a clock change skips, and takes the second of one that comes twice',
    run(environment) {
      const parse = (text: string): string =>
        environment.parseDate(text, 'Europe/Zurich', 'yyyy-MM-dd HH:mm').toISOString();
      equal(parse('2026-03-29 02:30'), '2026-03-29T01:30:00.000Z');
      equal(parse('2026-10-25 02:30'), '2026-10-25T01:30:00.000Z');
    },
  },
  {
    name: 'refuses zones that do not exist, by exactly their names',
    run(environment) {
      for (const zone of ['Europe/Zuerich', 'europe/zurich', 'CEST', 'GMT+2', '+02:00', '', 'Z']) {
        thrown(() => environment.formatDate(at('2026-03-02T00:00:00Z'), zone, 'yyyy'), /no time zone/);
        thrown(() => environment.parseDate('2026', zone, 'yyyy'), /no time zone/);
      }
      for (const zone of [
        'UTC',
        'Etc/UTC',
        'GMT',
        'Etc/GMT-14',
        'America/Argentina/Buenos_Aires',
        'US/Pacific',
      ])
        environment.formatDate(at('2026-03-02T00:00:00Z'), zone, 'yyyy');
    },
  },
  {
    name: 'refuses patterns that mean nothing and dates that are none',
    run(environment) {
      const format = (pattern: string) => () =>
        environment.formatDate(at('2026-03-02T00:00:00Z'), 'UTC', pattern);
      thrown(format('yyyy-mm-ddTHH'), /T, which means nothing/);
      thrown(format('b'), /b, which means nothing/);
      thrown(format("yyyy 'open"), /never closed/);
      thrown(() => environment.parseDate('x', 'UTC', 'q'), /q, which means nothing/);
      thrown(() => environment.formatDate(new Date(Number.NaN), 'UTC', 'yyyy'), /invalid/);
    },
  },
  {
    name: 'gives back every date that it wrote',
    run(environment) {
      const zones = ['UTC', 'Europe/Zurich', 'America/St_Johns', 'Australia/Lord_Howe', 'Pacific/Apia'];
      for (const zone of zones)
        for (let i = 0; i < 6; i++) {
          const date = new Date(Date.UTC(1990 + i * 7, i * 2, 1 + i * 4, i * 5, 37, 11, 250));
          const pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";
          const text = environment.formatDate(date, zone, pattern);
          equal(environment.parseDate(text, zone, pattern).toISOString(), date.toISOString(), text);
        }
    },
  },
  {
    name: 'gives real Dates',
    run(environment) {
      equal(environment.parseDate('2026', 'UTC', 'yyyy') instanceof Date, true);
    },
  },
];
