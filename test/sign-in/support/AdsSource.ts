import { CONFIG_ATTRIBUTES } from '../../../src/Constants';
import type { AbstractConfig } from '../../../src/Core/AbstractConfig';
import { AbstractConnector } from '../../../src/Core/AbstractConnector';
import { AbstractSource } from '../../../src/Core/AbstractSource';
import type { ConnectorEntry } from '../../../src/Core/ConnectorRegistry';
import type { FetchedRecords } from '../../../src/Core/FetchProtocol';
import { defineParameters } from '../../../src/Core/Parameters';
import { HOST } from './AuthorizationServer';

const { OAUTH_FLOW, SECRET } = CONFIG_ATTRIBUTES;

const parameters = defineParameters({
  Auth: {
    requiredType: 'object',
    isRequired: true,
    label: 'How to get in',
    oneOf: [
      {
        value: 'oauth2',
        label: 'Sign in',
        attributes: [OAUTH_FLOW],
        items: {
          ClientId: { label: 'App ID', requiredType: 'string', isRequired: true },
          ClientSecret: {
            label: 'App secret',
            requiredType: 'string',
            isRequired: true,
            attributes: [SECRET],
          },
          RefreshToken: {
            label: 'Refresh token',
            requiredType: 'string',
            isRequired: true,
            attributes: [SECRET],
          },
          AccessToken: { label: 'Access token', requiredType: 'string', attributes: [SECRET] },
        },
        oauthParams: {
          authorizeUrl: `https://${HOST}/authorize`,
          tokenUrl: `https://${HOST}/token`,
          clientId: 'ClientId',
          clientSecret: 'ClientSecret',
          mapping: { refresh_token: 'RefreshToken', access_token: 'AccessToken' },
          vars: { ClientId: 'ADS_CLIENT', ClientSecret: { store: 'env', key: 'ADS_SECRET' } },
        },
      },
      {
        value: 'token',
        label: 'A token',
        items: { Token: { label: 'Token', requiredType: 'string', isRequired: true, attributes: [SECRET] } },
      },
    ],
  },
});

class AdsSource extends AbstractSource<typeof parameters> {
  override readonly fieldsSchema = {
    things: { uniqueKeys: ['id'], fields: { id: { type: 'string' }, name: { type: 'string' } } },
  } as const;

  constructor(config: AbstractConfig) {
    super(config.mergeParameters(parameters));
  }

  fetchData(): FetchedRecords {
    return [];
  }
}

/** A source that is signed in to. */
export const ADS: ConnectorEntry = {
  name: 'Ads',
  manifest: { title: 'Ads Inc.', hosts: [HOST] },
  Source: AdsSource,
  Connector: class extends AbstractConnector {},
};
