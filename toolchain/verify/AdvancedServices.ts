import { AUTH } from './ScopeRules';

/** An advanced service, by the name that scripts usually give it. */
export interface AdvancedService {
  serviceId: string;
  version: string;
  scope: string;
}

const service = (serviceId: string, version: string, scope: string): AdvancedService => ({
  serviceId,
  version,
  scope: scope.startsWith('https://') ? scope : AUTH + scope,
});

/** Services that a script has only when its manifest enables them. Scopes: what lets all their methods work. */
export const ADVANCED_SERVICES: Readonly<Record<string, AdvancedService>> = {
  AdSense: service('adsense', 'v2', 'adsense'),
  AdminDirectory: service('admin', 'directory_v1', 'admin.directory.user'),
  AdminGroupsMigration: service('groupsmigration', 'v1', 'apps.groups.migration'),
  AdminGroupsSettings: service('groupssettings', 'v1', 'apps.groups.settings'),
  AdminLicenseManager: service('licensing', 'v1', 'apps.licensing'),
  AdminReports: service('admin', 'reports_v1', 'admin.reports.audit.readonly'),
  AdminReseller: service('reseller', 'v1', 'apps.order'),
  Analytics: service('analytics', 'v3', 'analytics'),
  AnalyticsAdmin: service('analyticsadmin', 'v1beta', 'analytics.edit'),
  AnalyticsData: service('analyticsdata', 'v1beta', 'analytics.readonly'),
  BigQuery: service('bigquery', 'v2', 'bigquery'),
  Calendar: service('calendar', 'v3', 'calendar'),
  Classroom: service('classroom', 'v1', 'classroom.courses'),
  Docs: service('docs', 'v1', 'documents'),
  DoubleClickCampaigns: service('dfareporting', 'v3.5', 'dfareporting'),
  Drive: service('drive', 'v3', 'drive'),
  DriveActivity: service('driveactivity', 'v2', 'drive.activity'),
  Gmail: service('gmail', 'v1', 'https://mail.google.com/'),
  People: service('peopleapi', 'v1', 'contacts'),
  Sheets: service('sheets', 'v4', 'spreadsheets'),
  ShoppingContent: service('content', 'v2.1', 'content'),
  Slides: service('slides', 'v1', 'presentations'),
  TagManager: service('tagmanager', 'v2', 'tagmanager.edit.containers'),
  Tasks: service('tasks', 'v1', 'tasks'),
  YouTube: service('youtube', 'v3', 'youtube'),
  YouTubeAnalytics: service('youtubeAnalytics', 'v2', 'yt-analytics.readonly'),
  YouTubeContentId: service('youtubePartner', 'v1', 'youtubepartner'),
};
