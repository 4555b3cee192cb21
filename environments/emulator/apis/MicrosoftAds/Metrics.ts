import type { Counts } from './Facts';

/** What a statistic is, in the digits that the report prints. */
const METRICS: Readonly<Record<string, (sum: Counts) => string>> = {
  Impressions: sum => String(sum.Impressions),
  Clicks: sum => String(sum.Clicks),
  Ctr: sum => percent(sum.Clicks, sum.Impressions),
  AverageCpc: sum => money(sum.Cents, sum.Clicks),
  AverageCpm: sum => money(sum.Cents * 1000, sum.Impressions),
  Spend: sum => money(sum.Cents),
  AveragePosition: () => '0.00',
  AbsoluteTopImpressionRatePercent: sum => percent(sum.TopImpressions / 2, sum.Impressions),
  TopImpressionRatePercent: sum => percent(sum.TopImpressions, sum.Impressions),
  Conversions: () => '0',
  ConversionsQualified: sum => sum.ConversionsQualified.toFixed(2),
  ConversionRate: sum => percent(sum.ConversionsQualified, sum.Clicks),
  CostPerConversion: sum => money(sum.Cents, sum.ConversionsQualified),
  Revenue: sum => money(sum.Revenue * 100),
  RevenuePerConversion: sum => money(sum.Revenue * 100, sum.ConversionsQualified),
  ReturnOnAdSpend: sum => ratio(sum.Revenue * 100, sum.Cents),
  Assists: sum => String(sum.Assists),
  CostPerAssist: sum => money(sum.Cents, sum.Assists),
  RevenuePerAssist: sum => money(sum.Revenue * 100, sum.Assists),
  AllConversions: () => '0',
  AllConversionsQualified: sum => sum.AllConversionsQualified.toFixed(2),
  AllConversionRate: sum => percent(sum.AllConversionsQualified, sum.Clicks),
  AllCostPerConversion: sum => money(sum.Cents, sum.AllConversionsQualified),
  AllRevenue: sum => money(sum.AllRevenue * 100),
  AllRevenuePerConversion: sum => money(sum.AllRevenue * 100, sum.AllConversionsQualified),
  AllReturnOnAdSpend: sum => ratio(sum.AllRevenue * 100, sum.Cents),
  ViewThroughConversions: () => '0',
  ViewThroughConversionsQualified: sum => sum.ViewThroughConversionsQualified.toFixed(2),
  ViewThroughRevenue: sum => money(sum.ViewThroughRevenue * 100),
  VideoViews: sum => String(sum.VideoViews),
  ViewThroughRate: sum => percent(sum.VideoViews, sum.Impressions),
  AverageCPV: sum => money(sum.Cents, sum.VideoViews),
  VideoViewsAt25Percent: sum => String(sum.VideoViewsAt25Percent),
  VideoViewsAt50Percent: sum => String(sum.VideoViewsAt50Percent),
  VideoViewsAt75Percent: sum => String(sum.VideoViewsAt75Percent),
  CompletedVideoViews: sum => String(sum.CompletedVideoViews),
  VideoCompletionRate: sum => percent(sum.CompletedVideoViews, sum.VideoViews),
  TotalWatchTimeInMS: sum => String(sum.TotalWatchTimeInMS),
  AverageWatchTimePerVideoView: sum => ratio(sum.TotalWatchTimeInMS, sum.VideoViews),
  AverageWatchTimePerImpression: sum => ratio(sum.TotalWatchTimeInMS, sum.Impressions),
  Downloads: sum => String(sum.Downloads),
  PostClickDownloadRate: sum => percent(sum.Downloads, sum.Clicks),
  CostPerDownload: sum => money(sum.Cents, sum.Downloads),
  AppInstalls: sum => String(sum.AppInstalls),
  PostClickInstallRate: sum => percent(sum.AppInstalls, sum.Clicks),
  CPI: sum => money(sum.Cents, sum.AppInstalls),
  Purchases: sum => String(sum.Purchases),
  PostInstallPurchaseRate: sum => percent(sum.Purchases, sum.AppInstalls),
  CPP: sum => money(sum.Cents, sum.Purchases),
  Subscriptions: sum => String(sum.Subscriptions),
  PostInstallSubscriptionRate: sum => percent(sum.Subscriptions, sum.AppInstalls),
  CPS: sum => money(sum.Cents, sum.Subscriptions),
};

/** Format version 1.0 groups the thousands of these, 2.0 does not. */
const GROUPED = ['AllRevenue', 'Assists', 'Revenue'];

export function isMetric(column: string): boolean {
  return column in METRICS;
}

export function metricOf(column: string, sum: Counts, formatVersion: string): string {
  const text = METRICS[column]?.(sum) ?? '';
  if (formatVersion !== '1.0' || !GROUPED.includes(column)) return text;
  return text.replace(/\B(?=(\d{3})+(?=\.|$))/g, ',');
}

const NOTHING = '--';

function percent(part: number, whole: number): string {
  return whole === 0 ? NOTHING : `${((part / whole) * 100).toFixed(2)}%`;
}

/** Cents, divided by a count where there is one. */
function money(cents: number, count = 1): string {
  return count === 0 ? NOTHING : (cents / count / 100).toFixed(2);
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? '' : (part / whole).toFixed(2);
}
