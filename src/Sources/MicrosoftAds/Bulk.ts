import type { NodeDefinition, SourceRecord } from '../../Core/Schema';
import { cleanRecord } from '../../Core/Values';

/** Rows of the file that are kept, by what they are called there; its first row and that of the account are not. */
const TYPES = ['Campaign', 'Asset Group', 'Ad Group', 'Keyword'];

/** Most campaigns of one `DownloadByCampaignIds`. */
export const MOST_CAMPAIGNS = 1_000;

const ENTITIES = ['Campaigns', 'AssetGroups', 'AdGroups', 'Keywords'];

/** What a download covers: the account, or some of its campaigns. */
export interface BulkScope {
  account: string;
  /** Undefined: all of the account. */
  campaigns?: readonly string[];
  /** Default: campaigns, both kinds of groups and keywords. */
  entities?: readonly string[];
}

/** Address (below `Bulk/v13`) and body of a request for a download. */
export function download(
  { account, campaigns, entities = ENTITIES }: BulkScope,
  withScores: boolean,
): { path: string; body: object } {
  const scope = campaigns
    ? { Campaigns: campaigns.map(id => ({ CampaignId: idOf(id), ParentAccountId: idOf(account) })) }
    : { AccountIds: [idOf(account)] };
  return {
    path: campaigns ? 'Campaigns/DownloadByCampaignIds' : 'Campaigns/DownloadByAccountIds',
    body: {
      ...scope,
      CompressionType: 'Zip',
      DataScope: withScores ? 'EntityData, QualityScoreData' : 'EntityData',
      DownloadEntities: entities,
      DownloadFileType: 'Csv',
      FormatVersion: '6.0',
    },
  };
}

/** The API takes ids as numbers and as text; a number must not lose a digit. */
function idOf(id: string): number | string {
  return Number.isSafeInteger(Number(id)) ? Number(id) : id;
}

/** The rows of a bulk file that are campaigns, groups and keywords, by the ids of the fields. */
export function toEntities(
  records: readonly Record<string, string>[],
  account: string,
  definitions: NodeDefinition['fields'],
): SourceRecord[] {
  const rows = records
    .filter(record => TYPES.includes(record['Type'] ?? ''))
    .map(record => withoutBlanks(record));
  const campaignOfGroup = new Map(rows.filter(isGroup).map(row => [row['Id'], row['ParentId']]));
  return rows.map(row => ({
    ...cleanRecord(row, definitions),
    AccountId: account,
    CampaignId: row['CampaignId'] || campaignOf(row, campaignOfGroup),
    AssetGroupId: row['AssetGroupId'] || (row['Type'] === 'Asset Group' ? row['Id'] : null),
    CampaignSubType: row['CampaignSubType'] || row['SubType'] || null,
    StartDate: toDay(row['StartDate']),
    EndDate: toDay(row['EndDate']),
  }));
}

export function campaignIdsOf(records: readonly Record<string, string>[]): string[] {
  return records.filter(({ Type: type }) => type === 'Campaign').flatMap(({ Id: id }) => id || []);
}

/** `Parent Id` -> `ParentId`. */
function withoutBlanks(record: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name.replace(/[^A-Za-z0-9]/g, ''), value]),
  );
}

function isGroup(row: Record<string, string>): boolean {
  return row['Type'] === 'Ad Group' || row['Type'] === 'Asset Group';
}

function campaignOf(
  row: Record<string, string>,
  campaignOfGroup: ReadonlyMap<string | undefined, string | undefined>,
): string | null {
  const { Type: type, Id: id, ParentId: parent } = row;
  if (type === 'Campaign') return id ?? null;
  return (isGroup(row) ? parent : campaignOfGroup.get(parent)) ?? null;
}

/** `3/15/2026` -> `2026-03-15`; casting refuses what is none of both. */
export function toDay(text: string | undefined): string | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})/.exec(text ?? '');
  if (!match) return text || null;
  const [, month = '', day = '', year = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
