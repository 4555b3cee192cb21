import { HOST } from './AuthorizationServer';

/** A connector of one's own, as it stands in a `.gs` file, that is signed in to. */
export const ADS_FILE = `
function registerConnectors({ AbstractSource, refreshToken }) {
  class OurAdsSource extends AbstractSource {
    constructor(config) {
      super(config.mergeParameters({
        Auth: {
          requiredType: 'object', isRequired: true, label: 'How to get in',
          oneOf: [
            {
              value: 'oauth2', label: 'Sign in', attributes: ['OAUTH_FLOW'],
              items: {
                ClientId: { requiredType: 'string', isRequired: true },
                ClientSecret: { requiredType: 'string', isRequired: true, attributes: ['SECRET'] },
                RefreshToken: { requiredType: 'string', isRequired: true, attributes: ['SECRET'] },
                AccessToken: { requiredType: 'string', attributes: ['SECRET'] },
              },
              oauthParams: {
                authorizeUrl: 'https://${HOST}/authorize', tokenUrl: 'https://${HOST}/token', scopes: ['ads.read'],
                clientId: 'ClientId', clientSecret: 'ClientSecret',
                mapping: { refresh_token: 'RefreshToken', access_token: 'AccessToken' },
              },
            },
            {
              value: 'token', label: 'A token',
              items: { Token: { requiredType: 'string', isRequired: true, attributes: ['SECRET'] } },
            },
          ],
        },
      }));
      this.fieldsSchema = {
        things: { name: 'Things', fields: { id: { type: 'string' }, name: { type: 'string' } }, uniqueKeys: ['id'] },
      };
    }
    createAuth() {
      const { ClientId, ClientSecret, RefreshToken } = this.config.Auth.items;
      return refreshToken({
        ...this.authContext(), tokenUrl: 'https://${HOST}/token',
        clientId: ClientId.value, clientSecret: ClientSecret.value, refreshToken: RefreshToken.value,
      });
    }
    fetchData() {
      return this.parseJson(this.urlFetchWithRetry('https://${HOST}/things'));
    }
  }
  return [{ name: 'OurAds', manifest: { title: 'Our Ads', hosts: ['${HOST}'] }, Source: OurAdsSource }];
}`;
