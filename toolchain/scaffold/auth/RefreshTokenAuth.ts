import { simulatedSecret } from '../../../environments/node/cli/SimulatedSecrets';
import { partsOf } from '../Addresses';
import type { ConnectorDesign } from '../ConnectorDesign';
import { titleOf, wordsOf } from '../Names';
import { quote } from '../Text';
import type { AuthPart, AuthSimulator, AuthSource, AuthTests, MakeAuthPart } from './AuthPart';
import { SIMULATOR_METHODS, SIMULATOR_RESET, SOURCE_METHODS, SOURCE_TESTS } from './RefreshTokenCode';

const NAMES = ['ClientId', 'ClientSecret', 'RefreshToken'];

/** A refresh token is exchanged for an access token, once a run (OAuth 2.0, RFC 6749 section 6). */
export const refreshToken: MakeAuthPart = (design): AuthPart => ({
  settings: [
    { name: 'ClientId', label: 'Client id', description: 'Identity of your app at the service.' },
    { name: 'ClientSecret', label: 'Client secret', description: 'Secret of the same app.' },
    {
      name: 'RefreshToken',
      label: 'Refresh token',
      description: `Token of a user who may read ${wordsOf(design.node)}. CREDENTIALS.md says where to get one.`,
    },
  ],
  requestsBefore: 1,
  source: sourceOf(design),
  simulator: simulatorOf(design),
  tests: testsOf(design),
  carries: `an access token in the header \`Authorization: Bearer\`. It is fetched from \`${design.tokenUrl ?? ''}\` with the refresh token, once a run, and again 30 seconds before it ends`,
  steps: [
    `Register an app at ${titleOf(design.name)}, with the permission to read ${wordsOf(design.node)} and no other. Its page shows **Client id** and **Client secret**.`,
    'Sign in once through that app, with access while you are away ("offline access"), and keep the **Refresh token** that comes back.',
    'Paste all three into the settings of the import.',
  ],
});

function sourceOf({ tokenUrl = '' }: ConnectorDesign): AuthSource {
  return {
    imports: {
      '../../Core/EnvironmentAdapter': ['EnvironmentAdapter', 'type FetchOptions', 'type FetchResponse'],
      '../../Core/Exceptions': ['DataException'],
      '../../Core/FetchProtocol': ['type Steps'],
    },
    constants: `const TOKEN_URL = ${quote(tokenUrl)};
/** Milliseconds before its end from which an access token is not used any more. */
const RENEWAL_MARGIN = 30_000;
/** Seconds that an access token is taken to last where the service does not say. */
const USUAL_LIFETIME = 3600;`,
    fields: '  private token: AccessToken | undefined;',
    types: `interface AccessToken {
  value: string;
  /** Milliseconds since 1970-01-01 UTC. */
  endsAt: number;
}`,
    methods: SOURCE_METHODS,
  };
}

function simulatorOf({ tokenUrl = '', baseUrl }: ConnectorDesign): AuthSimulator {
  const { host, path } = partsOf(tokenUrl);
  const atHost = host === partsOf(baseUrl).host ? '' : `request.host === ${quote(host)} && `;
  return {
    imports: { '../Random': ['uuidOf'] },
    constants: '/** Seconds. */\nconst TOKEN_LIFETIME = 3600;',
    fields:
      '  /** When each access token ends, in milliseconds. */\n  private issued = new Map<string, number>();',
    check: `if (${atHost}request.path === ${quote(path)}) return this.issueToken(request);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if ((this.issued.get(token) ?? 0) <= Date.parse(this.settings.now)) throw new Refusal(401, 'The access token is missing, wrong or at its end.');`,
    reset: SIMULATOR_RESET,
    methods: SIMULATOR_METHODS,
  };
}

function testsOf({ tokenUrl = '' }: ConnectorDesign): AuthTests {
  const values = Object.fromEntries(NAMES.map(name => [name, `${simulatedSecret(name)}-0123`]));
  const form = [
    ['grant_type', 'refresh_token'],
    ['client_id', simulatedSecret('ClientId')],
    ['client_secret', simulatedSecret('ClientSecret')],
    ['refresh_token', simulatedSecret('RefreshToken')],
  ];
  return {
    values,
    headers: { Authorization: 'Bearer access-0123' },
    sourceTests: SOURCE_TESTS,
    get: `const FORM = { ${form.map(([name, value]) => `${name}: '${value}'`).join(', ')} };

const sign = (form: Record<string, string> = FORM) =>
  ask(simulators, ${quote(tokenUrl)}, { method: 'POST', body: new URLSearchParams(form) });

const get = async (query: string, token?: string) => {
  const granted = token ?? ((await sign()).json as { access_token: string }).access_token;
  return ask(simulators, \`\${ADDRESS}?\${query}\`, { headers: { authorization: \`Bearer \${granted}\` } });
};`,
    refusal: `const answers = [await get(QUERY), await get(QUERY, 'wrong')];
expect(answers.map(answer => answer.status)).toEqual([200, 401]);
const refused = [await sign({ ...FORM, refresh_token: 'wrong' }), await sign({ ...FORM, client_secret: 'wrong' })];
expect(refused.map(answer => [answer.status, answer.json])).toMatchObject([
  [400, { error: 'invalid_grant' }],
  [401, { error: 'invalid_client' }],
]);`,
  };
}
