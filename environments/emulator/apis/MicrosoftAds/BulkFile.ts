import type { SimulatedReply } from '../Simulator';
import { fault } from './Answers';
import { toCsv } from './Csv';
import {
  campaignsOf,
  groupsOf,
  idOf,
  isPerformanceMax,
  numbers,
  pick,
  type Campaign,
  type Group,
  type WorldSettings,
} from './World';

/** A download as it was ordered, once it was found to be in order. */
export interface BulkOrder {
  account: string;
  /** Undefined: all. */
  campaigns: readonly string[] | undefined;
  entities: readonly string[];
  withScores: boolean;
}

const ENTITIES = ['Campaigns', 'AssetGroups', 'AdGroups', 'Keywords', 'Ads', 'Budgets', 'Labels'];
const SCOPES = ['EntityData', 'QualityScoreData', 'BidSuggestionsData'];
const MOST_CAMPAIGNS = 1_000;

/** A part of the columns that the real file has; those that are used, and some that are not. */
const HEADER = [
  'Type',
  'Status',
  'Id',
  'Parent Id',
  'Sub Type',
  'Campaign',
  'Ad Group',
  'Website',
  'Sync Time',
  'Client Id',
  'Modified Time',
  'Time Zone',
  'Budget Id',
  'Budget Name',
  'Budget',
  'Budget Type',
  'Country Code',
  'Campaign Type',
  'Language',
  'Bid Strategy Name',
  'Bid Strategy Type',
  'Start Date',
  'End Date',
  'Cpc Bid',
  'Ad Group Type',
  'Asset Group',
  'Keyword',
  'Match Type',
  'Bid',
  'Final Url',
  'Mobile Final Url',
  'Final Url Suffix',
  'Tracking Template',
  'Business Name',
  'Editorial Status',
  'Editorial Reason Code',
  'Device Preference',
  'Quality Score',
  'Name',
];

type Json = Readonly<Record<string, unknown>>;

/** The order, or the fault that the API answers with. */
export function readBulkOrder(body: Json, isByCampaigns: boolean): BulkOrder | SimulatedReply {
  const entities = textsOf(body['DownloadEntities']);
  const scopes = String(body['DataScope'] ?? 'EntityData').split(/,\s*/);
  const refused = formatFault(body, scopes, entities);
  if (refused) return refused;
  const withScores = scopes.includes('QualityScoreData');
  if (isByCampaigns) return byCampaigns(body, entities, withScores);
  const accounts = textsOf(body['AccountIds']);
  if (accounts.length !== 1) return fault(3201);
  return { account: accounts[0] ?? '', campaigns: undefined, entities, withScores };
}

function formatFault(
  body: Json,
  scopes: readonly string[],
  entities: readonly string[],
): SimulatedReply | undefined {
  if (!entities.length) return fault(3210);
  const unknown = entities.filter(entity => !ENTITIES.includes(entity));
  if (unknown.length) return fault(201, `DownloadEntities: ${unknown.join(',')}`);
  if (scopes.some(scope => !SCOPES.includes(scope))) return fault(201, 'DataScope');
  if (body['FormatVersion'] !== '6.0') return fault(201, 'FormatVersion');
  if ((body['DownloadFileType'] ?? 'Csv') !== 'Csv') return fault(201, 'DownloadFileType');
  return (body['CompressionType'] ?? 'Zip') === 'Zip' ? undefined : fault(201, 'CompressionType');
}

function byCampaigns(
  body: Json,
  entities: readonly string[],
  withScores: boolean,
): BulkOrder | SimulatedReply {
  const scopes = Array.isArray(body['Campaigns']) ? (body['Campaigns'] as Json[]) : [];
  if (!scopes.length) return fault(201, 'Campaigns');
  if (scopes.length > MOST_CAMPAIGNS) return fault(3202);
  const [account = '', ...others] = new Set(scopes.map(scope => String(scope['ParentAccountId'])));
  if (others.length) return fault(3203);
  return { account, campaigns: scopes.map(scope => String(scope['CampaignId'])), entities, withScores };
}

/** Keywords that a download would hold: there is a limit to them. */
export function keywordsIn(order: BulkOrder, settings: WorldSettings): number {
  const searching = chosenCampaigns(order, settings).filter(campaign => !isPerformanceMax(campaign));
  return searching.length * settings.groups * settings.keywords;
}

export function bulkFile(order: BulkOrder, settings: WorldSettings): string {
  const { account, entities, withScores } = order;
  const records: Record<string, string>[] = [
    { Type: 'Format Version', Name: '6.0' },
    { Type: 'Account', Status: 'Active', Id: account, 'Sync Time': '3/2/2026 9:00:00 AM' },
  ];
  for (const campaign of chosenCampaigns(order, settings)) {
    if (entities.includes('Campaigns')) records.push(campaignRecord(campaign));
    for (const group of groupsOf(campaign, settings)) records.push(...groupRecords(group, order, settings));
  }
  // The order of rows is nothing to rely on: keywords come before their groups here.
  records.splice(2, records.length, ...records.slice(2).reverse());
  const scored = records.map(record => ('Status' in record && withScores ? withScore(record) : record));
  return toCsv([HEADER, ...scored.map(record => HEADER.map(name => record[name] ?? ''))]);
}

function chosenCampaigns({ account, campaigns }: BulkOrder, settings: WorldSettings): Campaign[] {
  const all = campaignsOf(account, settings);
  return campaigns ? all.filter(({ id }) => campaigns.includes(id)) : all;
}

function campaignRecord({ id, account, name, type, index }: Campaign): Record<string, string> {
  const isShopping = type === 'Shopping';
  return {
    Type: 'Campaign',
    Status: 'Active',
    Id: id,
    'Parent Id': account.id,
    Campaign: name,
    'Campaign Type': type === 'Search & content' ? 'Search' : type.replace(/ m/, 'M'),
    'Sub Type': isShopping ? 'ShoppingCoOperative' : '',
    'Country Code': isShopping ? 'US' : '',
    Budget: pick(['50', '1,250.50', '7.25'], index),
    'Budget Type': 'DailyBudgetStandard',
    'Bid Strategy Type': 'EnhancedCpc',
    'Bid Strategy Name': isShopping ? 'Shared, one' : '',
    Language: 'English;German',
    'Time Zone': account.timeZone,
    'Tracking Template': '{lpurl}?c={CampaignId}',
    'Final Url Suffix': 'src=ms',
  };
}

function groupRecords(
  group: Group,
  { entities }: BulkOrder,
  settings: WorldSettings,
): Record<string, string>[] {
  const { id, campaign, name, index } = group;
  const shared = { Status: 'Active', Id: id, 'Parent Id': campaign.id, Campaign: campaign.name };
  const dates = { 'Start Date': '2/3/2026', 'End Date': index ? '12/31/2026' : '' };
  if (isPerformanceMax(campaign)) {
    const record = {
      Type: 'Asset Group',
      'Asset Group': name,
      'Business Name': 'Contoso',
      ...shared,
      ...dates,
    };
    return entities.includes('AssetGroups') ? [{ ...record, ...landing(), ...review(index) }] : [];
  }
  const record = {
    Type: 'Ad Group',
    'Ad Group': name,
    'Ad Group Type': 'SearchStandard',
    ...shared,
    ...dates,
  };
  const keywords = numbers(settings.keywords).map(each => keywordRecord(group, each));
  return [
    ...(entities.includes('AdGroups') ? [{ ...record, 'Cpc Bid': '0.35', Language: 'English' }] : []),
    ...(entities.includes('Keywords') ? keywords : []),
  ];
}

function keywordRecord({ id, name, campaign }: Group, index: number): Record<string, string> {
  return {
    Type: 'Keyword',
    Status: index ? 'Paused' : 'Active',
    Id: idOf('keyword', id, index),
    'Parent Id': id,
    Campaign: campaign.name,
    'Ad Group': name,
    Keyword: pick(['red shoes', '"free", shoes', '=1+1'], index),
    'Match Type': pick(['Broad', 'Exact', 'Phrase'], index),
    Bid: pick(['0.5', '', '1.05'], index),
    'Bid Strategy Type': 'InheritFromParent',
    ...landing(),
    ...review(index),
  };
}

function landing(): Record<string, string> {
  return { 'Final Url': 'https://www.example.com/shoes', 'Mobile Final Url': 'https://m.example.com/shoes' };
}

function review(index: number): Record<string, string> {
  return index % 2
    ? { 'Editorial Status': 'Disapproved', 'Editorial Reason Code': '17' }
    : { 'Editorial Status': 'Active' };
}

function withScore(record: Record<string, string>): Record<string, string> {
  return { ...record, 'Quality Score': record['Type'] === 'Keyword' ? '7' : '' };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
