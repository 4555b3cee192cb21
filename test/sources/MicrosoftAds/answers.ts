import { zipFiles } from '../../../environments/node/NodeArchives';
import type { FetchRequest } from '../../../src/Core/EnvironmentAdapter';
import type { Row } from '../../../src/Core/Schema';
import { installCanned, type Canned } from '../canned';
import { importNode, loadSource, type AnySource } from '../harness';

/** What Microsoft answers, word for word as far as it documents it, and what is asked of it. */

export const VALUES = {
  AccountIDs: '118000001',
  CustomerID: '21000001',
  AuthType: {
    value: 'oauth2',
    items: {
      ClientId: '6731de76-14a6-49ae-97bc-6eba6914391e',
      DeveloperToken: 'BBD37VB98',
      ClientSecret: 'a~client~secret',
      RefreshToken: 'M.C5_the-refresh-token',
    },
  },
};

export const STORAGE =
  'https://bingadsappsstorageprod.blob.core.windows.net/bingadsappsreports/1.zip?sv=2019&sig=abc';
export const WITH_PORT = STORAGE.replace('.net/', '.net:443/');

export const TOKEN: Canned = {
  body: { access_token: 'EwA1', refresh_token: 'M.C5_next', token_type: 'Bearer', expires_in: 3600 },
};
export const SUBMITTED: Canned = { body: { ReportRequestId: '30000001' } };
export const READY: Canned = {
  body: { ReportRequestStatus: { ReportDownloadUrl: WITH_PORT, Status: 'Success' } },
};
export const EMPTY: Canned = {
  body: { ReportRequestStatus: { ReportDownloadUrl: null, Status: 'Success' } },
};
export const ORDERED: Canned = {
  body: { DownloadRequestId: '40000001', TrackingId: 't' },
};
export const MADE: Canned = {
  body: {
    Errors: [],
    ForwardCompatibilityMap: null,
    PercentComplete: 100,
    RequestStatus: 'Completed',
    ResultFileUrl: WITH_PORT,
  },
};

/** A ZIP archive with one file of this text. */
export function zipped(text: string): Canned {
  return { body: zipFiles([{ name: '1.csv', bytes: new TextEncoder().encode(text) }]) };
}

/** The row of a report of ads as Microsoft quotes it: what identifies one, and what else is given. */
const ROW = {
  TimePeriod: '2026-02-23',
  AccountId: '118000001',
  CampaignId: '300000001',
  AdGroupId: '1200000001',
  AdId: '80000000001',
  CurrencyCode: 'EUR',
  AdDistribution: 'Search',
  DeviceType: 'Computer',
  DeviceOS: 'Windows',
  Network: 'Bing and Yahoo! search',
  TopVsOther: 'Bing and Yahoo! search - Top',
  BidMatchType: 'Exact',
  DeliveredMatchType: 'Exact',
  Language: 'English',
  CampaignType: 'Search & content',
  DestinationUrl: '',
  Goal: '',
  GoalType: '',
  GoalId: '',
};

/** The text of a report of ads, with a byte-order mark. */
export function table(...rows: Record<string, string>[]): string {
  const quoted = (values: string[]) => values.map(value => `"${value.replaceAll('"', '""')}"`).join(',');
  const names = Object.keys({ ...ROW, ...rows[0] });
  return `\uFEFF${[names, ...rows.map(row => Object.values({ ...ROW, ...row }))].map(quoted).join('\r\n')}\r\n`;
}

export function reportOf(...rows: Record<string, string>[]): Canned {
  return zipped(table(...rows));
}

/** The fault of a service. */
export function refusal(
  code: number,
  more: { status?: number; headers?: Record<string, string> } = {},
): Canned {
  return {
    status: 400,
    ...more,
    body: {
      BatchErrors: [],
      OperationErrors: [{ Code: code, Details: null, ErrorCode: `Name${code}`, Message: 'Its message.' }],
      TrackingId: 't',
      Type: 'ApiFaultDetail',
    },
  };
}

/** The fault of the gateway. */
export function gatewayRefusal(code: number): Canned {
  return {
    status: 401,
    body: {
      Errors: [{ Code: code, Detail: null, ErrorCode: `Name${code}`, Message: 'Its message.' }],
      TrackingId: 't',
      Type: 'AdApiFaultDetail',
    },
  };
}

/** A source that is answered in turn, signing in first. */
export async function answered(
  answers: Canned[],
  values: Record<string, unknown> = {},
): Promise<{ source: AnySource; asked: FetchRequest[] }> {
  const asked = installCanned([TOKEN, ...answers]);
  return { source: await loadSource('MicrosoftAds', { ...VALUES, ...values }), asked };
}

/** The rows of a node and what was asked for them. */
export async function read(
  node: string,
  answers: Canned[],
  values: Record<string, unknown> = {},
  days: [string, string] = ['2026-02-23', '2026-02-27'],
): Promise<{ rows: Row[]; asked: FetchRequest[] }> {
  const { source, asked } = await answered(answers, values);
  return { rows: importNode(source, node, ...days), asked };
}

export function bodyOf(request: FetchRequest | undefined): unknown {
  return JSON.parse(String(request?.payload ?? 'null'));
}
