/** `AdPerformanceReportColumn` of version 13. */
const AD = `
  AccountName AccountNumber AccountId TimePeriod CampaignName CampaignId AdGroupName AdId AdGroupId
  AdTitle AdDescription AdDescription2 AdType CurrencyCode AdDistribution Impressions Clicks Ctr
  AverageCpc Spend AveragePosition Conversions ConversionRate CostPerConversion DestinationUrl
  DeviceType Language DisplayUrl AdStatus Network TopVsOther BidMatchType DeliveredMatchType DeviceOS
  Assists Revenue ReturnOnAdSpend CostPerAssist RevenuePerConversion RevenuePerAssist TrackingTemplate
  CustomParameters FinalUrl FinalMobileUrl FinalAppUrl AccountStatus CampaignStatus AdGroupStatus
  TitlePart1 TitlePart2 TitlePart3 Headline LongHeadline BusinessName Path1 Path2 AdLabels CustomerId
  CustomerName CampaignType BaseCampaignId AllConversions AllRevenue AllConversionRate
  AllCostPerConversion AllReturnOnAdSpend AllRevenuePerConversion FinalUrlSuffix
  ViewThroughConversions Goal GoalType AbsoluteTopImpressionRatePercent TopImpressionRatePercent
  AverageCpm ConversionsQualified AllConversionsQualified ViewThroughConversionsQualified
  ViewThroughRevenue VideoViews ViewThroughRate AverageCPV VideoViewsAt25Percent VideoViewsAt50Percent
  VideoViewsAt75Percent CompletedVideoViews VideoCompletionRate TotalWatchTimeInMS
  AverageWatchTimePerVideoView AverageWatchTimePerImpression AdStrength AdStrengthActionItems GoalId
`;

/** `UserLocationPerformanceReportColumn` of version 13. */
const USER_LOCATION = `
  AccountName AccountNumber AccountId TimePeriod CampaignName CampaignId AdGroupName AdGroupId Country
  State MetroArea CurrencyCode AdDistribution Impressions Clicks Ctr AverageCpc Spend AveragePosition
  ProximityTargetLocation Radius Language City QueryIntentCountry QueryIntentState QueryIntentCity
  QueryIntentDMA BidMatchType DeliveredMatchType Network TopVsOther DeviceType DeviceOS Assists
  Conversions ConversionRate Revenue ReturnOnAdSpend CostPerConversion CostPerAssist
  RevenuePerConversion RevenuePerAssist County PostalCode QueryIntentCounty QueryIntentPostalCode
  LocationId QueryIntentLocationId AllConversions AllRevenue AllConversionRate AllCostPerConversion
  AllReturnOnAdSpend AllRevenuePerConversion ViewThroughConversions Goal GoalType
  AbsoluteTopImpressionRatePercent TopImpressionRatePercent AverageCpm ConversionsQualified
  AllConversionsQualified ViewThroughConversionsQualified Neighborhood QueryIntentNeighborhood
  ViewThroughRevenue CampaignType AssetGroupId AssetGroupName Downloads PostClickDownloadRate
  CostPerDownload AppInstalls PostClickInstallRate CPI Purchases PostInstallPurchaseRate CPP
  Subscriptions PostInstallSubscriptionRate CPS
`;

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** The columns that each kind of report has. */
export const COLUMNS: Readonly<Record<string, ReadonlySet<string>>> = {
  AdPerformanceReportRequest: words(AD),
  UserLocationPerformanceReportRequest: words(USER_LOCATION),
};
