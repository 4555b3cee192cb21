import { CONFIG_ATTRIBUTES } from '../../Constants';
import { defineParameters } from '../../Core/Parameters';
import { REPORT_TIME_ZONES } from './TimeZones';

const { ADVANCED, DEPRECATED, OAUTH_FLOW, SECRET } = CONFIG_ATTRIBUTES;

const LOGIN = 'https://login.microsoftonline.com/common/oauth2/v2.0';
export const TOKEN_URL = `${LOGIN}/token`;

/** Sign-ins of before 2021 have agreed to the second one only. */
export const SCOPES = [
  'https://ads.microsoft.com/msads.manage offline_access',
  'https://ads.microsoft.com/ads.manage offline_access',
];

const MOVED = 'Use Authentication instead, which has it among its items.';

export const parameters = defineParameters({
  AuthType: {
    requiredType: 'string',
    label: 'Authentication',
    description: 'How you sign in to Microsoft Advertising.',
    oneOf: [
      {
        value: 'oauth2',
        label: 'Sign in with Microsoft',
        description: 'With an app of your own (its id and secret), a developer token, and a sign-in.',
        attributes: [OAUTH_FLOW],
        oauthParams: {
          authorizeUrl: `${LOGIN}/authorize`,
          tokenUrl: TOKEN_URL,
          scopes: ['https://ads.microsoft.com/msads.manage', 'offline_access'],
          clientId: 'ClientId',
          clientSecret: 'ClientSecret',
          extra: { prompt: 'select_account' },
          mapping: { refresh_token: 'RefreshToken' },
        },
        items: {
          DeveloperToken: {
            requiredType: 'string',
            isRequired: true,
            label: 'Developer token',
            description: 'From the developer portal of Microsoft Advertising; one for all your accounts.',
            attributes: [SECRET],
          },
          ClientId: {
            requiredType: 'string',
            isRequired: true,
            label: 'Client ID',
            description: 'Application (client) ID of your app at Microsoft Entra.',
            placeholder: '00000000-0000-0000-0000-000000000000',
          },
          ClientSecret: {
            requiredType: 'string',
            label: 'Client secret',
            description: 'Secret of that app; leave it empty for an app of the kind "mobile and desktop".',
            attributes: [SECRET],
          },
          RefreshToken: {
            requiredType: 'string',
            isRequired: true,
            label: 'Refresh token',
            description: 'What signing in gives; it is renewed by itself from then on.',
            attributes: [SECRET],
          },
        },
      },
    ],
  },
  AccountIDs: {
    isRequired: true,
    label: 'Account IDs',
    description: 'Numbers of the accounts, separated by commas: the aid in the address of the website.',
    placeholder: '123456789, 987654321',
  },
  CustomerID: {
    isRequired: true,
    label: 'Customer ID',
    description: 'Number of the customer that holds the accounts: the cid in the address of the website.',
    placeholder: '12345678',
  },
  ReportTimezone: {
    requiredType: 'string',
    isRequired: true,
    default: 'GreenwichMeanTimeDublinEdinburghLisbonLondon',
    options: REPORT_TIME_ZONES,
    label: 'Time zone of reports',
    description: 'Where a day begins and ends, in the names of Microsoft.',
    attributes: [ADVANCED],
  },
  Aggregation: {
    requiredType: 'string',
    isRequired: true,
    default: 'Daily',
    options: ['Daily', 'Weekly', 'WeeklyStartingMonday', 'Monthly', 'Yearly'],
    label: 'Aggregation',
    description:
      'What one row of a report covers; Date is its first day. Weekly begins on Sunday, WeeklyStartingMonday on Monday.',
    attributes: [ADVANCED],
  },
  DeveloperToken: {
    requiredType: 'string',
    label: 'Developer token (old)',
    description: MOVED,
    attributes: [SECRET, DEPRECATED],
  },
  ClientID: {
    requiredType: 'string',
    label: 'Client ID (old)',
    description: MOVED,
    attributes: [DEPRECATED],
  },
  ClientSecret: {
    requiredType: 'string',
    label: 'Client secret (old)',
    description: MOVED,
    attributes: [SECRET, DEPRECATED],
  },
  RefreshToken: {
    requiredType: 'string',
    label: 'Refresh token (old)',
    description: MOVED,
    attributes: [SECRET, DEPRECATED],
  },
});
