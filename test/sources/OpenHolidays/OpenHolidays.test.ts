import { describe, expect, it } from 'vitest';
import { installCanned } from '../canned';
import { importNode, loadSource } from '../harness';

const HOLIDAY = {
  id: '6f1f1c5e-8f0e-4c4e-9a55-1d2b3c4d5e6f',
  startDate: '2026-12-31',
  endDate: '2027-01-02',
  type: 'Public',
  name: [
    { language: 'DE', text: 'Jahreswechsel' },
    { language: 'EN', text: 'Turn of the year' },
  ],
  regionalScope: 'Regional',
  temporalScope: 'FullDay',
  nationwide: false,
  subdivisions: [
    { code: 'DE-BY', shortName: 'BY' },
    { code: 'DE-SN', shortName: 'SN' },
  ],
  tags: ['Recommended'],
};

async function read(holidays: unknown[], values: Record<string, string> = {}, node = 'publicHolidays') {
  const asked = installCanned([{ body: holidays }, { body: [{ isoCode: 'CH' }, { isoCode: 'DE' }] }]);
  const source = await loadSource('OpenHolidays', { CountryIsoCode: 'DE', ...values });
  return { rows: importNode(source, node, '2027-01-01', '2027-12-31'), asked };
}

describe('the source OpenHolidays', () => {
  it('keeps the first and the last day, the regions and the tags', async () => {
    const { rows } = await read([HOLIDAY]);
    expect(rows).toEqual([
      {
        id: HOLIDAY.id,
        country: 'DE',
        date: '2026-12-31',
        endDate: '2027-01-02',
        name: 'Turn of the year',
        type: 'Public',
        regionalScope: 'Regional',
        temporalScope: 'FullDay',
        nationwide: false,
        subdivisions: 'DE-BY, DE-SN',
        groups: null,
        comment: null,
        tags: 'Recommended',
      },
    ]);
  });

  it.each([
    ['de', 'Jahreswechsel'],
    ['EN', 'Turn of the year'],
    ['pl', 'Turn of the year'],
  ])('finds the name in %s', async (LanguageIsoCode, name) => {
    const { rows, asked } = await read([HOLIDAY], { LanguageIsoCode });
    expect(rows[0]?.['name']).toBe(name);
    expect(asked[0]?.url).toContain(`languageIsoCode=${LanguageIsoCode.toUpperCase()}`);
  });

  it('takes the first name when there is neither the language nor English', async () => {
    const { rows } = await read([{ ...HOLIDAY, name: [{ language: 'rm', text: 'Di da festa' }] }]);
    expect(rows[0]?.['name']).toBe('Di da festa');
  });

  it('understands an older answer that has no scopes, regions and tags', async () => {
    const { id, startDate, endDate, type, name, nationwide } = HOLIDAY;
    const { rows } = await read([{ id, startDate, endDate, type, name, nationwide, quality: 'Mandatory' }]);
    expect(rows[0]).toMatchObject({
      date: '2026-12-31',
      regionalScope: null,
      subdivisions: null,
      tags: null,
    });
  });

  it.each([
    [['Recommended', 'Exception'], 'Recommended, Exception'],
    ['Recommended', 'Recommended'],
    [[], null],
    [undefined, null],
  ])('takes tags as %j', async (tags, expected) => {
    const { rows } = await read([{ ...HOLIDAY, tags }]);
    expect(rows[0]?.['tags']).toBe(expected);
  });

  it('asks once for each country, in upper case', async () => {
    const { asked } = await read([HOLIDAY], { CountryIsoCode: ' de,CH ; de ' });
    expect(asked.map(request => /countryIsoCode=(..)/.exec(request.url)?.[1])).toEqual(['DE', 'CH']);
  });

  it('asks for school holidays at their own address', async () => {
    const { asked } = await read([HOLIDAY], {}, 'schoolHolidays');
    expect(asked[0]?.url).toBe(
      'https://openholidaysapi.org/SchoolHolidays?countryIsoCode=DE&languageIsoCode=EN&validFrom=2027-01-01&validTo=2027-12-31',
    );
  });

  it('does not take a country that the API lacks for one without holidays', async () => {
    await expect(read([], { CountryIsoCode: 'US' })).rejects.toThrow(/does not have US.*CH, DE/);
    await expect(read([], { CountryIsoCode: 'CH' })).resolves.toMatchObject({ rows: [] });
  });

  it('reports codes that cannot be right, all at once, before it asks', async () => {
    const source = await loadSource('OpenHolidays', { CountryIsoCode: 'CHE, DE', LanguageIsoCode: 'German' });
    expect(() => source.config.validate(source.validate())).toThrow(/"CHE".*"GERMAN"/s);
  });
});
