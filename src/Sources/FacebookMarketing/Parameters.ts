import { CONFIG_ATTRIBUTES } from '../../Constants';
import { defineParameters } from '../../Core/Parameters';

const { ADVANCED, DEPRECATED, HIDE_IN_CONFIG_FORM, OAUTH_FLOW, SECRET } = CONFIG_ATTRIBUTES;

export const parameters = defineParameters({
  AuthType: {
    requiredType: 'object',
    isRequired: true,
    default: 'oauth2',
    label: 'Authentication',
    description: 'How Facebook knows that you may read these ad accounts.',
    oneOf: [
      {
        value: 'oauth2',
        label: 'Access token',
        description: 'Sign in with Facebook by an app of your own, or paste an access token.',
        attributes: [OAUTH_FLOW],
        items: {
          AccessToken: {
            requiredType: 'string',
            label: 'Access token',
            description:
              'Token of a person or a system user with ads_read. Comes by itself when you sign in.',
            attributes: [SECRET],
          },
          AppId: {
            requiredType: 'string',
            label: 'App ID',
            description:
              'Number of the app that the token belongs to. With it, the token is renewed before it ends.',
            placeholder: '1357924680',
          },
          AppSecret: {
            requiredType: 'string',
            label: 'App secret',
            description:
              'Secret of that app, from its basic settings in the dashboard of Meta for Developers.',
            attributes: [SECRET],
          },
        },
        // Facebook knows no code verifier in its plain code flow; the secret of the app stands for it.
        oauthParams: {
          authorizeUrl: 'https://www.facebook.com/v26.0/dialog/oauth',
          tokenUrl: 'https://graph.facebook.com/v26.0/oauth/access_token',
          scopes: ['ads_read', 'ads_management'],
          scopeSeparator: ',',
          clientId: 'AppId',
          clientSecret: 'AppSecret',
          pkce: false,
          mapping: { access_token: 'AccessToken' },
          vars: { AppId: 'FACEBOOK_APP_ID', AppSecret: 'FACEBOOK_APP_SECRET' },
        },
      },
    ],
  },
  AccessToken: {
    requiredType: 'string',
    label: 'Access token (old)',
    description: 'Enter it under Authentication instead.',
    attributes: [SECRET, DEPRECATED, HIDE_IN_CONFIG_FORM],
  },
  AccountIDs: {
    isRequired: true,
    label: 'Account IDs',
    description: 'Numbers of the ad accounts, separated by commas; with or without act_.',
    placeholder: '1234567890, 2345678901',
  },
  ProcessShortLinks: {
    requiredType: 'boolean',
    default: false,
    label: 'Process Short Links',
    description:
      'Follow short links of ads (bit.ly and the like) to the page behind them. Needs their hosts in the deployment.',
    attributes: [ADVANCED],
  },
  Limit: {
    requiredType: 'number',
    label: 'Limit',
    description:
      'Rows of one page, 1 to 5000. Without it 500 of insights, 200 ads, 100 creatives; fewer where Facebook asks for it.',
    attributes: [ADVANCED],
  },
  AttributionWindows: {
    requiredType: 'string',
    label: 'Attribution Windows',
    description:
      'Windows that actions are split by, separated by commas: 1d_click, 7d_click, 28d_click, 1d_view, 1d_ev. Without it, those of each ad set.',
    placeholder: '7d_click, 1d_view',
    attributes: [ADVANCED],
  },
  ActionBreakdowns: {
    requiredType: 'string',
    label: 'Action Breakdowns',
    description:
      'What lists of actions are split by, separated by commas: action_type, action_device, action_destination, action_reaction and others. Without it, action_type.',
    placeholder: 'action_type, action_device',
    attributes: [ADVANCED],
  },
});
