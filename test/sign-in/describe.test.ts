import { beforeAll, expect, it } from 'vitest';
import { descriptionText } from '../../environments/node/cli/DescribeText';
import { describeSource } from '../../environments/node/cli/SourceFacts';
import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { formOf, submit } from '../contracts/source/support/FormModel';
import { ADS } from './support/AdsSource';
import { HOST } from './support/AuthorizationServer';

beforeAll(() => {
  installEnvironment(createNodeEnvironment());
});

it('describe says of a sign-in what a form needs: where, for what, and which fields need not be typed', () => {
  const [auth] = JSON.parse(JSON.stringify(describeSource(ADS).parameters)) as unknown[];
  expect(auth).toEqual({
    name: 'Auth',
    path: 'Auth',
    requiredType: 'object',
    isRequired: true,
    label: 'How to get in',
    oneOf: [
      {
        value: 'oauth2',
        label: 'Sign in',
        attributes: ['OAUTH_FLOW'],
        items: [
          {
            name: 'ClientId',
            path: 'Auth.ClientId',
            label: 'App ID',
            requiredType: 'string',
            isRequired: true,
          },
          expect.objectContaining({ path: 'Auth.ClientSecret', attributes: ['SECRET'] }),
          expect.objectContaining({ path: 'Auth.RefreshToken', attributes: ['SECRET'] }),
          expect.objectContaining({ path: 'Auth.AccessToken' }),
        ],
        oauthParams: {
          authorizeUrl: `https://${HOST}/authorize`,
          tokenUrl: `https://${HOST}/token`,
          clientId: 'ClientId',
          clientSecret: 'ClientSecret',
          mapping: { refresh_token: 'RefreshToken', access_token: 'AccessToken' },
          vars: { ClientId: 'ADS_CLIENT', ClientSecret: { store: 'env', key: 'ADS_SECRET' } },
        },
        signInFills: ['Auth.RefreshToken', 'Auth.AccessToken'],
      },
      expect.objectContaining({ value: 'token', label: 'A token' }),
    ],
  });
});

it('a form made of it sends the option that was chosen, with its own fields and no others', () => {
  const [auth] = describeSource(ADS).parameters;
  const form = formOf(auth ? [auth] : []);
  expect(submit(form, { Auth: 'oauth2', 'Auth.ClientId': 'client-1' })).toEqual({
    Auth: { value: 'oauth2', items: { ClientId: 'client-1' } },
  });
  expect(() => submit(form, { Auth: 'token', 'Auth.ClientId': 'client-1' })).toThrow(
    'no field for Auth.ClientId',
  );
});

it('describe tells people which settings a login fills', () => {
  expect(descriptionText(describeSource(ADS))).toContain(
    'Filled by npx sheetbound login: Auth.RefreshToken, Auth.AccessToken',
  );
});
