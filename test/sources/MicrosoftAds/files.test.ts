import { describe, expect, it } from 'vitest';
import { zipFiles } from '../../../environments/node/NodeArchives';
import { importNode } from '../harness';
import { answered, MADE, ORDERED, read, READY, reportOf, SUBMITTED, table, zipped } from './answers';

const ADS = 'ad_performance_report';

async function rowsOf(file: ReturnType<typeof zipped>) {
  return (await read(ADS, [SUBMITTED, READY, file])).rows;
}

describe('a report', () => {
  it('is read as Microsoft writes numbers and nothing', async () => {
    const rows = await rowsOf(
      reportOf({
        Impressions: '1,234,567',
        Spend: '1,234.50',
        Ctr: '12.25%',
        AveragePosition: '--',
        Clicks: '',
        ConversionsQualified: '2.5',
        CustomerId: '0021000001',
        AdTitle: 'Shoes, "red"\nand 50% off',
      }),
    );
    expect(rows).toMatchObject([
      {
        TimePeriod: '2026-02-23',
        CampaignId: '300000001',
        AdId: '80000000001',
        Impressions: 1234567,
        Spend: 1234.5,
        Ctr: 12.25,
        AveragePosition: null,
        Clicks: null,
        ConversionsQualified: 2.5,
        CustomerId: '0021000001',
        AdTitle: 'Shoes, "red"\nand 50% off',
      },
    ]);
  });

  it('of years names the year alone, whose first day is its date', async () => {
    expect(await rowsOf(reportOf({ TimePeriod: '2026' }))).toMatchObject([{ TimePeriod: '2026-01-01' }]);
  });

  it('may write its days with the month first, and no other way', async () => {
    expect(await rowsOf(reportOf({ TimePeriod: '2/3/2026' }))).toMatchObject([{ TimePeriod: '2026-02-03' }]);
    for (const TimePeriod of ['23/2/2026', '2/30/2026', '23.2.2026'])
      await expect(rowsOf(reportOf({ TimePeriod }))).rejects.toThrow('not a date that exists');
  });

  it('may have a title and a footer although neither was asked for', async () => {
    const title = [
      'Report Name: Sheetbound',
      'Report Time: 2/23/2026 - 2/27/2026',
      'Time Zone: (GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London',
      'Last Completed Available Day: 2/28/2026 11:00:00 PM (GMT)',
      'Last Completed Available Hour: 2/28/2026 11:00:00 PM (GMT)',
      'Report Aggregation: Daily',
      'Report Filter: ',
      'Potential Incomplete Data: false',
      'Rows: 2',
    ];
    const head = `\uFEFF${title.map(line => `"${line}"`).join('\r\n')}\r\n\r\n`;
    const foot = '\r\n"@2026 Microsoft Corporation. All rights reserved. "\r\n';
    const body = table({ Impressions: '1' }, { AdId: '80000000002', Impressions: '2' }).slice(1);
    expect(await rowsOf(zipped(`${head}${body}${foot}`))).toMatchObject([
      { Impressions: 1 },
      { AdId: '80000000002', Impressions: 2 },
    ]);
    const cut = table({ Impressions: '1' }).slice(1);
    await expect(rowsOf(zipped(`${head}${cut}${foot}`))).rejects.toThrow(
      'announces 2 rows and has 1. Nothing of this window was written',
    );
  });

  it.each(['©2026 ', '@2026 ', '© 2026 ', '\u00C2©2026 ', '\uFFFD2026 ', '© '])(
    'may end in a footer that begins with "%s"',
    async sign => {
      const foot = `\r\n"${sign}Microsoft Corporation. All rights reserved. "\r\n`;
      expect(await rowsOf(zipped(`${table({ Impressions: '1' })}${foot}`))).toMatchObject([
        { Impressions: 1 },
      ]);
    },
  );

  it('keeps an ad that speaks of Microsoft Corporation', async () => {
    for (const AdTitle of ['© Microsoft Corporation', 'Shoes\n© Microsoft Corporation']) {
      const last = reportOf({ AdTitle: 'x' }, { AdId: '2', AdTitle });
      expect(await rowsOf(last)).toMatchObject([{ AdTitle: 'x' }, { AdTitle }]);
    }
    const first = table({})
      .replace(/^\uFEFF/, '\uFEFF"AdTitle",')
      .replace('\r\n', '\r\n"© Microsoft Corporation",');
    expect(await rowsOf(zipped(first))).toMatchObject([{ AdTitle: '© Microsoft Corporation' }]);
  });

  it('that has several rows for one says so, and by which field', async () => {
    const two = [
      { FinalUrl: 'https://a.example', Spend: '1' },
      { FinalUrl: 'https://b.example', Spend: '2' },
    ];
    const warnings = async (...rows: Record<string, string>[]) => {
      const { source } = await answered([SUBMITTED, READY, reportOf(...rows)]);
      importNode(source, ADS, '2026-02-23', '2026-02-27');
      return source.takeWarnings();
    };
    expect(await warnings(...two)).toEqual([
      expect.stringMatching(/ad_performance_report of 118000001: .* differ in FinalUrl; .* Leave that field/),
    ]);
    expect(await warnings({ Spend: '1' }, { Spend: '1', AdId: '2' })).toEqual([]);
    // A breakdown that is chosen tells rows apart.
    expect(await warnings({ Goal: 'Call', Spend: '1' }, { Goal: 'Visit', Spend: '1' })).toEqual([]);
  });

  it('without any row is an empty report', async () => {
    expect(await rowsOf(zipped(table()))).toEqual([]);
  });

  it('is refused where a column is missing that its rows are told apart by', async () => {
    await expect(rowsOf(zipped('"TimePeriod","AccountId","Impressions"\r\n'))).rejects.toThrow(
      /has no column CampaignId, AdGroupId/,
    );
    await expect(rowsOf(zipped(''))).rejects.toThrow('has no column AccountId, CampaignId');
  });

  it.each([
    ['no archive', { body: 'PK is not all' }],
    [
      'an archive of two files',
      { body: zipFiles(['a', 'b'].map(name => ({ name, bytes: new Uint8Array(1) }))) },
    ],
    ['an archive that is cut off', { body: (reportOf({}).body as Uint8Array).slice(0, -30) }],
  ])('is refused where it is %s', async (_what, file) => {
    await expect(rowsOf(file)).rejects.toThrow('is not a ZIP archive with one file');
  });

  it('is refused where a line has more values than there are columns', async () => {
    const broken = table({}).replace(/\r\n$/, ',"more"\r\n');
    await expect(rowsOf(zipped(broken))).rejects.toThrow('[MicrosoftAds]');
  });
});

describe('the file of an account', () => {
  const NAMES =
    'Type,Status,Id,Parent Id,Sub Type,Campaign,Ad Group,Asset Group,Campaign Type,Start Date,Budget,Keyword';
  const LINES = [
    'Format Version,,,,,,,,,,,',
    'Account,Active,118000001,21000001,,,,,,,,',
    'Campaign,Active,1,118000001,,Shoes,,,Search,,50,',
    'Campaign,Active,2,118000001,,Bags,,,PerformanceMax,3/5/2026,"1,250.75",',
    'Ad Group,Active,11,1,,Shoes,Red,,,12/31/2026,,',
    'Asset Group,Active,21,2,,Bags,,All,,,,',
    'Keyword,Paused,111,11,,Shoes,Red,,,,,red shoes',
    'Keyword Negative,Active,112,11,,Shoes,Red,,,,,old',
  ];
  const rowsOfAccount = async (lines: string[]) =>
    (await read('campaigns', [ORDERED, MADE, zipped(`\uFEFF${[NAMES, ...lines].join('\r\n')}\r\n`)])).rows;

  it('is its campaigns, groups and keywords, each with its campaign', async () => {
    const rows = await rowsOfAccount(LINES);
    expect(rows.map(row => [row['Type'], row['Id'], row['CampaignId'], row['AssetGroupId']])).toEqual([
      ['Campaign', '1', '1', null],
      ['Campaign', '2', '2', null],
      ['Ad Group', '11', '1', null],
      ['Asset Group', '21', '2', '21'],
      ['Keyword', '111', '1', null],
    ]);
    expect(rows[1]).toMatchObject({ AccountId: '118000001', StartDate: '2026-03-05', Budget: 1250.75 });
    expect(rows[2]).toMatchObject({ AdGroup: 'Red', StartDate: '2026-12-31' });
  });

  it('is refused where a date is none', async () => {
    await expect(rowsOfAccount(['Campaign,Active,1,118000001,,Shoes,,,Search,soon,50,'])).rejects.toThrow(
      /StartDate/,
    );
  });

  it('of an account without anything has its header alone', async () => {
    expect(await rowsOfAccount(LINES.slice(0, 2))).toEqual([]);
  });
});
