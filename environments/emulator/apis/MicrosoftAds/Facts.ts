import { between } from '../Random';
import {
  adsOf,
  campaignsOf,
  chosen,
  groupsOf,
  isPerformanceMax,
  pick,
  type Ad,
  type Group,
  type WorldSettings,
} from './World';

/** One combination of everything that rows can be broken down by, with what was counted. */
export interface Fact {
  attributes: Readonly<Record<string, string>>;
  counts: Counts;
}

export type Counts = Readonly<Record<(typeof COUNTED)[number], number>>;

/** What is added up; everything else that is a number follows from these. */
export const COUNTED = [
  'Impressions',
  'Clicks',
  'Cents',
  'ConversionsQualified',
  'AllConversionsQualified',
  'ViewThroughConversionsQualified',
  'Revenue',
  'AllRevenue',
  'ViewThroughRevenue',
  'Assists',
  'VideoViews',
  'VideoViewsAt25Percent',
  'VideoViewsAt50Percent',
  'VideoViewsAt75Percent',
  'CompletedVideoViews',
  'TotalWatchTimeInMS',
  'Downloads',
  'AppInstalls',
  'Purchases',
  'Subscriptions',
  'TopImpressions',
] as const;

const VARIANTS = [
  {
    AdDistribution: 'Search',
    DeviceType: 'Computer',
    DeviceOS: 'Windows',
    Network: 'Microsoft sites and select traffic',
    TopVsOther: 'Bing and Yahoo! search - Top',
    BidMatchType: 'Broad',
    DeliveredMatchType: 'Exact',
    Language: 'English',
  },
  {
    AdDistribution: 'Search',
    DeviceType: 'Smartphone',
    DeviceOS: 'Android',
    Network: 'Syndicated search partners',
    TopVsOther: 'Syndicated search partners - Other',
    BidMatchType: 'Phrase',
    DeliveredMatchType: 'Unknown',
    Language: 'German',
  },
];
const GOALS = [
  { Goal: 'Purchase, web', GoalType: 'Url', GoalId: '46001' },
  { Goal: 'Call', GoalType: 'OfflineConversion', GoalId: '46002' },
];
const PLACES = [
  place('United States', 'Washington', 'Seattle', 'Seattle-Tacoma, WA', 'King', '98101', 'Belltown', '43404'),
  place(
    'United States',
    'Washington',
    'Seattle',
    'Seattle-Tacoma, WA',
    'King',
    '98109',
    'Queen Anne',
    '43404',
  ),
  place('Germany', 'Hessen', 'Frankfurt am Main', 'Rhein-Main', 'Frankfurt', '06031', 'Bornheim', '10003'),
];

/** Ads of one day: device, network, match types and goal. Performance Max has no ads. */
export function adFacts(account: string, day: string, settings: WorldSettings): Fact[] {
  return groupsIn(account, settings).flatMap(group =>
    adsOf(group, settings).flatMap(ad =>
      VARIANTS.flatMap((variant, index) =>
        GOALS.map(goal => ({
          attributes: { ...groupAttributes(group), ...adAttributes(ad), ...variant, ...goal },
          counts: countsOf(settings.seed, day, ad.id, index, goal.GoalId),
        })),
      ),
    ),
  );
}

/** Places of one day, for all kinds of campaigns. */
export function placeFacts(account: string, day: string, settings: WorldSettings): Fact[] {
  return groupsIn(account, settings).flatMap(group =>
    PLACES.flatMap((where, index) => {
      const variant = pick(VARIANTS, group.index + (index === 2 ? 1 : 0));
      return GOALS.map(goal => ({
        attributes: { ...groupAttributes(group), ...variant, ...where, ...goal },
        counts: countsOf(settings.seed, day, group.campaign.id, group.id, index, goal.GoalId),
      }));
    }),
  );
}

function groupsIn(account: string, settings: WorldSettings): Group[] {
  return campaignsOf(account, settings).flatMap(campaign => groupsOf(campaign, settings));
}

function groupAttributes({ campaign, id, name }: Group): Record<string, string> {
  const { account } = campaign;
  const isAssets = isPerformanceMax(campaign);
  return {
    AccountId: account.id,
    AccountName: account.name,
    AccountNumber: account.number,
    AccountStatus: 'Active',
    CustomerId: '21000001',
    CustomerName: 'Contoso',
    CurrencyCode: account.currency,
    CampaignId: campaign.id,
    CampaignName: campaign.name,
    CampaignStatus: 'Active',
    CampaignType: campaign.type,
    BaseCampaignId: campaign.id,
    AdGroupId: isAssets ? '' : id,
    AdGroupName: isAssets ? '' : name,
    AdGroupStatus: 'Active',
    AssetGroupId: isAssets ? id : '',
    AssetGroupName: isAssets ? name : '',
  };
}

/** What an ad has depends on its format: each is blank in some ads. */
function adAttributes({ id, group, index }: Ad): Record<string, string> {
  const shop = 'https://www.example.com/shoes';
  const isOld = (group.index + index) % 2 === 1;
  return {
    AdId: id,
    AdType: isOld ? 'Text ad' : 'Responsive search ad',
    AdStatus: 'Active',
    AdTitle: isOld ? 'Shoes, "red"' : '',
    AdDescription: `First line,\nsecond line "${index}"`,
    AdDescription2: isOld ? '' : '=SUM(1)',
    TitlePart1: 'Shoes',
    TitlePart2: 'Free, fast delivery',
    TitlePart3: isOld ? '' : 'Today',
    Headline: isOld ? '' : 'Shoes',
    LongHeadline: isOld ? '' : 'Shoes for every season',
    BusinessName: 'Contoso',
    Path1: 'shoes',
    Path2: 'red',
    DisplayUrl: 'www.example.com/shoes',
    DestinationUrl: `${shop}?kw={keyword}&ad=${id}`,
    FinalUrl: shop,
    FinalMobileUrl: `${shop}/m`,
    FinalAppUrl: '',
    FinalUrlSuffix: 'src=ms',
    TrackingTemplate: '{lpurl}?campaign={CampaignId}',
    CustomParameters: '{_season}=summer;{_promo}=1',
    AdLabels: 'spring;sale',
    AdStrength: isOld ? '' : chosen(['Poor', 'Average', 'Good', 'Excellent'], 'strength', id),
    AdStrengthActionItems: isOld ? '' : 'Add more headlines',
  };
}

function place(
  Country: string,
  State: string,
  City: string,
  MetroArea: string,
  County: string,
  PostalCode: string,
  Neighborhood: string,
  LocationId: string,
): Record<string, string> {
  return {
    Country,
    State,
    City,
    MetroArea,
    County,
    PostalCode,
    Neighborhood,
    LocationId,
    ProximityTargetLocation: `${City}, centre`,
    Radius: '15',
    QueryIntentCountry: Country,
    QueryIntentState: State,
    QueryIntentCity: 'Unknown',
    QueryIntentDMA: 'Unknown',
    QueryIntentCounty: 'Unknown',
    QueryIntentPostalCode: 'Unknown',
    QueryIntentNeighborhood: 'Unknown',
    QueryIntentLocationId: '190',
  };
}

/** Now and then nothing was clicked, so that whatever is divided by clicks is blank. */
function countsOf(...keys: (string | number)[]): Counts {
  const count = (name: string, high: number) => between(0, high, name, ...keys);
  const clicks = count('clicks', 40);
  const views = count('views', 60);
  const installs = count('installs', 12);
  const qualified = count('conversions', 30) / 4;
  return {
    Impressions: clicks + 900 + count('impressions', 900),
    Clicks: clicks,
    Cents: clicks * (20 + count('price', 180)),
    ConversionsQualified: qualified,
    AllConversionsQualified: qualified + count('all', 8) / 4,
    ViewThroughConversionsQualified: count('seen', 6),
    Revenue: qualified * 180,
    AllRevenue: qualified * 185,
    ViewThroughRevenue: count('seen', 6) * 20,
    Assists: count('assists', 5),
    VideoViews: views,
    VideoViewsAt25Percent: Math.round(views * 0.8),
    VideoViewsAt50Percent: Math.round(views * 0.6),
    VideoViewsAt75Percent: Math.round(views * 0.4),
    CompletedVideoViews: Math.round(views * 0.3),
    TotalWatchTimeInMS: views * 7_321,
    Downloads: installs + count('downloads', 8),
    AppInstalls: installs,
    Purchases: Math.round(installs / 3),
    Subscriptions: Math.round(installs / 5),
    TopImpressions: 300 + count('top', 500),
  };
}
