import { describe, expect, it } from 'vitest';
import type { AccountInfo } from '../../../src/Core/AccountInfo';
import { readOrder, reportFile } from '../../../environments/emulator/apis/MicrosoftAds/Reporting';
import { MicrosoftAdsSimulator } from '../../../environments/emulator/apis/MicrosoftAds/Simulator';
import { toDate } from '../../../src/Core/CivilDate';
import { resolveNode } from '../../../src/Core/FieldsSchema';
import { runSteps } from '../../../src/Core/Requesting';
import { REPORT_TIME_ZONES, ianaZone } from '../../../src/Sources/MicrosoftAds/TimeZones';
import { installCanned } from '../canned';
import { collect, loadSource, type AnySource } from '../harness';
import {
  answered,
  bodyOf,
  EMPTY,
  MADE,
  ORDERED,
  read,
  READY,
  reportOf,
  STORAGE,
  SUBMITTED,
  VALUES,
  zipped,
} from './answers';

const ADS = 'ad_performance_report';
const HEADERS = { Accept: 'application/json', CustomerAccountId: '118000001', CustomerId: '21000001' };

/** What is asked for a report of these fields. */
async function order(
  fields: string[],
  values: Record<string, unknown> = {},
  days = ['2026-02-23', '2026-02-27'],
) {
  const { source, asked } = await answered([SUBMITTED, EMPTY], values);
  const definition = resolveNode(source.fieldsSchema ?? {}, ADS);
  const [from = '', to = ''] = days;
  collect(
    source.fetchData(toDate(from), toDate(to), { node: ADS, definition, fields, account: '118000001' }),
  );
  return asked;
}

describe('what Microsoft is asked for', () => {
  it('is an access token first, in the form that its identity platform takes', async () => {
    const [token, submit] = await order(['Clicks']);
    expect(token).toMatchObject({
      url: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
      method: 'post',
    });
    expect(token?.payload).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'M.C5_the-refresh-token',
      client_id: '6731de76-14a6-49ae-97bc-6eba6914391e',
      client_secret: 'a~client~secret',
      scope: 'https://ads.microsoft.com/msads.manage offline_access',
    });
    expect(submit?.headers).toMatchObject({ Authorization: 'Bearer EwA1', DeveloperToken: 'BBD37VB98' });
  });

  it('is the older permission where the newer one was not agreed to', async () => {
    const refused = {
      status: 400,
      body: { error: 'invalid_grant', error_description: 'AADSTS70000: scopes' },
    };
    const asked = installCanned([
      refused,
      { body: { access_token: 'x', expires_in: 3600 } },
      SUBMITTED,
      EMPTY,
    ]);
    const source = await loadSource('MicrosoftAds', VALUES);
    const definition = resolveNode(source.fieldsSchema ?? {}, ADS);
    const context = { node: ADS, definition, fields: ['Clicks'], account: '118000001' };
    collect(source.fetchData(toDate('2026-02-23'), toDate('2026-02-23'), context));
    expect(asked.slice(0, 2).map(({ payload }) => payload)).toMatchObject([
      { scope: 'https://ads.microsoft.com/msads.manage offline_access' },
      { scope: 'https://ads.microsoft.com/ads.manage offline_access' },
    ]);
  });

  it('is no secret where the app has none', async () => {
    const items = { ...VALUES.AuthType.items, ClientSecret: '' };
    const [token] = await order(['Clicks'], { AuthType: { value: 'oauth2', items } });
    expect(token?.payload).not.toHaveProperty('client_secret');
  });

  it('is one report for all days of a window, and how it stands', async () => {
    const [, submit, poll, ...rest] = await order(['TimePeriod', 'AccountId', 'Clicks']);
    expect(submit).toMatchObject({
      url: 'https://reporting.api.bingads.microsoft.com/Reporting/v13/GenerateReport/Submit',
      method: 'post',
      contentType: 'application/json',
      headers: HEADERS,
    });
    expect(bodyOf(submit)).toEqual({
      ReportRequest: {
        Type: 'AdPerformanceReportRequest',
        ReportName: 'Sheetbound ad_performance_report 118000001 2026-02-23 2026-02-27',
        Format: 'Csv',
        FormatVersion: '2.0',
        ExcludeColumnHeaders: false,
        ExcludeReportHeader: true,
        ExcludeReportFooter: true,
        ReturnOnlyCompleteData: false,
        Aggregation: 'Daily',
        Columns: ['TimePeriod', 'AccountId', 'Clicks'],
        Scope: { AccountIds: [118000001] },
        Time: {
          CustomDateRangeStart: { Day: 23, Month: 2, Year: 2026 },
          CustomDateRangeEnd: { Day: 27, Month: 2, Year: 2026 },
          ReportTimeZone: 'GreenwichMeanTimeDublinEdinburghLisbonLondon',
        },
      },
    });
    expect(poll).toMatchObject({
      url: 'https://reporting.api.bingads.microsoft.com/Reporting/v13/GenerateReport/Poll',
      headers: HEADERS,
    });
    expect(bodyOf(poll)).toEqual({ ReportRequestId: '30000001' });
    expect(rest).toEqual([]);
  });

  it('is the aggregation and the time zone that were chosen', async () => {
    const chosen = { Aggregation: 'Monthly', ReportTimezone: 'PacificTimeUSCanadaTijuana' };
    const [, submit] = await order(['Clicks'], chosen, ['2024-02-29', '2024-02-29']);
    expect(bodyOf(submit)).toMatchObject({
      ReportRequest: {
        Aggregation: 'Monthly',
        Time: {
          CustomDateRangeStart: { Day: 29, Month: 2, Year: 2024 },
          ReportTimeZone: 'PacificTimeUSCanadaTijuana',
        },
      },
    });
  });

  it.each([
    ['Weekly', ['2026-02-22', '2026-03-01']],
    ['WeeklyStartingMonday', ['2026-02-23']],
    ['Monthly', ['2026-02-01', '2026-03-01']],
  ])('is whole periods by their first day, where it is %s', (Aggregation, firstDays) => {
    const simulator = new MicrosoftAdsSimulator();
    const order = {
      Type: 'AdPerformanceReportRequest',
      FormatVersion: '2.0',
      ExcludeReportHeader: true,
      ExcludeReportFooter: true,
      Aggregation,
      Columns: ['TimePeriod', 'Clicks'],
      Scope: { AccountIds: [118000001] },
      Time: {
        CustomDateRangeStart: { Day: 25, Month: 2, Year: 2026 },
        CustomDateRangeEnd: { Day: 1, Month: 3, Year: 2026 },
        ReportTimeZone: 'GreenwichMeanTimeDublinEdinburghLisbonLondon',
      },
    };
    const read = readOrder({ ReportRequest: order }, '2026-03-02T09:00:00Z');
    if ('status' in read) throw new Error(JSON.stringify(read));
    const lines = (reportFile(read, simulator.settings) ?? '').trim().split('\r\n').slice(1);
    expect(lines.map(line => line.slice(1, 11))).toEqual(firstDays);
  });

  it('has something counted in any case, which Microsoft demands', async () => {
    const [, submit] = await order(['TimePeriod', 'AccountId', 'AdId']);
    expect(bodyOf(submit)).toMatchObject({
      ReportRequest: { Columns: ['TimePeriod', 'AccountId', 'AdId', 'Impressions'] },
    });
  });

  it('is the file without a signature, and without the port that is the usual one', async () => {
    const { asked } = await read(ADS, [SUBMITTED, READY, reportOf({})]);
    expect(asked.at(-1)?.url).toBe(STORAGE);
    expect(asked.at(-1)?.headers?.['Authorization']).toBeUndefined();
    expect(JSON.stringify(asked.at(-1)?.headers ?? {})).not.toContain('BBD37VB98');
  });

  it('is one file of campaigns, both kinds of groups and keywords, with scores only if they are wanted', async () => {
    const header = 'Type,Status,Id,Parent Id\r\n';
    const { source, asked } = await answered([ORDERED, MADE, zipped(header)]);
    const definition = resolveNode(source.fieldsSchema ?? {}, 'campaigns');
    const days = [toDate('2026-02-23'), toDate('2026-02-23')] as const;
    const ask = (fields: string[]) => {
      source.state = {};
      collect(source.fetchData(...days, { node: 'campaigns', definition, fields, account: '118000001' }));
    };
    ask(['Type', 'Id']);
    const [, submit, poll, file] = asked;
    expect(submit).toMatchObject({
      url: 'https://bulk.api.bingads.microsoft.com/Bulk/v13/Campaigns/DownloadByAccountIds',
      method: 'post',
      headers: HEADERS,
    });
    expect(bodyOf(submit)).toEqual({
      AccountIds: [118000001],
      CompressionType: 'Zip',
      DataScope: 'EntityData',
      DownloadEntities: ['Campaigns', 'AssetGroups', 'AdGroups', 'Keywords'],
      DownloadFileType: 'Csv',
      FormatVersion: '6.0',
    });
    expect(poll?.url).toBe('https://bulk.api.bingads.microsoft.com/Bulk/v13/BulkDownloadStatus/Query');
    expect(bodyOf(poll)).toEqual({ RequestId: '40000001' });
    expect(file?.url).toBe(STORAGE);
    const { source: other, asked: again } = await answered([ORDERED, MADE, zipped(header)]);
    const context = {
      node: 'campaigns',
      definition,
      fields: ['Type', 'Id', 'QualityScore'],
      account: '118000001',
    };
    collect(other.fetchData(...days, context));
    expect(bodyOf(again[1])).toMatchObject({ DataScope: 'EntityData, QualityScoreData' });
  });
});

describe('what is entered', () => {
  const faults = async (values: Record<string, unknown>) =>
    (await loadSource('MicrosoftAds', { ...VALUES, ...values })).validate();

  it('may be addresses of the website, which name the account and the customer', async () => {
    const address = 'https://ui.ads.microsoft.com/campaign/vnext/overview?aid=118000001&cid=21000001&uid=3';
    const values = { AccountIDs: `${address}, 118000002; 118000001`, CustomerID: address };
    expect(await faults(values)).toEqual([]);
    const source = await loadSource('MicrosoftAds', { ...VALUES, ...values });
    expect(source.getAccounts()).toEqual(['118000001', '118000002']);
  });

  it('is refused where it is no number', async () => {
    expect(await faults({ AccountIDs: 'F1180001, 118000002' })).toEqual([
      expect.objectContaining({ parameter: 'AccountIDs', message: expect.stringContaining('"F1180001"') }),
    ]);
    expect(await faults({ CustomerID: '1, 2' })).toMatchObject([{ parameter: 'CustomerID' }]);
    expect(await faults({ CustomerID: 'C123' })).toMatchObject([{ parameter: 'CustomerID' }]);
  });

  it('may be the old settings, whole or not at all', async () => {
    const old = { DeveloperToken: 'BBD37VB98', ClientID: 'app', RefreshToken: 'M.C5_old' };
    const none = { AuthType: undefined };
    expect(await faults({ ...none, ...old })).toEqual([]);
    expect(await faults(none)).toMatchObject([{ parameter: 'AuthType' }]);
    expect(await faults({ ...none, ...old, RefreshToken: undefined })).toMatchObject([
      { parameter: 'RefreshToken' },
    ]);
    const [token, submit] = await order(['Clicks'], { ...none, ...old });
    expect(token?.payload).toMatchObject({ client_id: 'app', refresh_token: 'M.C5_old' });
    expect(submit?.headers?.['DeveloperToken']).toBe('BBD37VB98');
  });

  it('is a time zone by its name at Microsoft, which costs no request to understand', async () => {
    const { source, asked } = await answered([], { ReportTimezone: 'PacificTimeUSCanadaTijuana' });
    expect(source.timeZone()).toBe('America/Los_Angeles');
    expect(asked).toEqual([]);
  });

  it.each([
    ['Newfoundland', '-03:30'],
    ['Kathmandu', '+05:45'],
    ['ChennaiKolkataMumbaiNewDelhi', '+05:30'],
    ['Arizona', '-07:00'],
    ['EasternTimeUSCanada', '-05:00'],
    ['AmsterdamBerlinBernRomeStockholmVienna', '+01:00'],
    ['Adelaide', '+10:30'],
    ['AucklandWellington', '+13:00'],
    ['InternationalDateLineWest', '-12:00'],
    ['GreenwichMeanTimeDublinEdinburghLisbonLondon', '+00:00'],
  ])('the time zone %s is %s in January', (name, offset) => {
    expect(REPORT_TIME_ZONES).toContain(name);
    expect(offsetOf(ianaZone(name) ?? '')).toBe(offset);
  });

  it.each([
    ['MountainTime_US_Canada', '-07:00'],
    ['Almaty_Novosibirsk', '+07:00'],
    ['MidwayIslandand_Samoa', '-11:00'],
    ['InternationalDatelineWest', '-12:00'],
    ['IslamabadKarachiTashkent', '+05:00'],
  ])('the time zone %s, as accounts spell it, is %s in January', (name, offset) => {
    expect(offsetOf(ianaZone(name) ?? '')).toBe(offset);
  });

  it('every time zone that is offered is one of this world', () => {
    expect(REPORT_TIME_ZONES.length).toBeGreaterThan(70);
    expect(REPORT_TIME_ZONES.filter(name => !/^[+-]\d\d:\d\d$/.test(offsetOf(ianaZone(name) ?? '')))).toEqual(
      [],
    );
  });
});

function offsetOf(timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const parts = format.formatToParts(Date.parse('2026-01-15T12:00:00Z'));
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return name === 'GMT' ? '+00:00' : name.replace('GMT', '');
}

function accountsOf(source: AnySource): readonly AccountInfo[] {
  if (!source.readAccounts) throw new Error('It reads no accounts.');
  return runSteps([source.readAccounts()])[0] ?? [];
}

describe('the accounts that are offered', () => {
  const account = (id: number, more = {}) => ({
    Id: id,
    Name: `Account ${id}`,
    Number: `F${id}`,
    CurrencyCode: 'EUR',
    TimeZone: 'AmsterdamBerlinBernRomeStockholmVienna',
    AccountLifeCycleStatus: 'Active',
    AccountMode: 'Expert',
    ...more,
  });

  it('are asked for page by page', async () => {
    const full = Array.from({ length: 1_000 }, (_, index) => account(index + 1));
    const { source, asked } = await answered([
      { body: { Accounts: full } },
      { body: { Accounts: [account(5000)] } },
    ]);
    const accounts = accountsOf(source);
    expect(accounts).toHaveLength(1_001);
    expect(accounts.at(-1)).toEqual({
      id: '5000',
      name: 'Account 5000',
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
    });
    const [, first, second, ...rest] = asked;
    expect(rest).toEqual([]);
    expect(first?.url).toBe(
      'https://clientcenter.api.bingads.microsoft.com/CustomerManagement/v13/Accounts/Search',
    );
    expect(first?.headers?.['CustomerAccountId']).toBeUndefined();
    expect(bodyOf(first)).toEqual({
      Predicates: [{ Field: 'CustomerId', Operator: 'Equals', Value: '21000001' }],
      Ordering: [{ Field: 'Id', Order: 'Ascending' }],
      PageInfo: { Index: 0, Size: 1000 },
    });
    expect(bodyOf(second)).toMatchObject({ PageInfo: { Index: 1 } });
  });

  it('are not asked for without end where pages repeat', async () => {
    const full = Array.from({ length: 1_000 }, (_, index) => account(index + 1));
    const { source } = await answered([{ body: { Accounts: full } }, { body: { Accounts: full } }]);
    expect(() => accountsOf(source)).toThrow('is a page that came before');
  });

  it('say what is the matter with them', async () => {
    const problems = async (more: object) => {
      const { source } = await answered([{ body: { Accounts: [account(1, more)] } }]);
      return accountsOf(source)[0]?.problem;
    };
    expect(await problems({})).toBeUndefined();
    expect(await problems({ AccountLifeCycleStatus: 'Pause' })).toBeUndefined();
    expect(await problems({ AccountLifeCycleStatus: 'Suspended' })).toBeUndefined();
    expect(await problems({ AccountLifeCycleStatus: 'Draft' })).toContain('has not run any ads');
    expect(await problems({ AccountLifeCycleStatus: 'Inactive' })).toContain('was closed');
    expect(await problems({ AccountMode: 'Smart' })).toContain('expert accounts only');
  });

  it('are nothing that can be read from another answer', async () => {
    const { source } = await answered([{ body: { Accounts: null } }]);
    expect(() => accountsOf(source)).toThrow('has no list of accounts');
  });
});
