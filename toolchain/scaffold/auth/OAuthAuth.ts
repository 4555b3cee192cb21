import { simulatedSecret } from '../../../environments/node/cli/SimulatedSecrets';
import { partsOf } from '../Addresses';
import type { ConnectorDesign } from '../ConnectorDesign';
import { memberOf, titleOf, wordsOf } from '../Names';
import { quote } from '../Text';
import type { AuthPart, AuthSimulator, AuthSource, AuthTests, MakeAuthPart, SecretSetting } from './AuthPart';
import { SIMULATOR_FUNCTIONS, SIMULATOR_RESET, simulatorMethods, sourceTests } from './OAuthCode';

/** A way to get access tokens (RFC 6749). */
interface Grant {
  /** The strategy of `Core/Auth`. */
  strategy: string;
  type: string;
  settings: readonly SecretSetting[];
  /** Whether the token service refuses this grant, in the simulator. */
  check?: string;
  /** What else than the app it refuses, in the simulator's test. */
  refusals: readonly (readonly [change: string, status: number, error: string])[];
  carries: string;
  steps: readonly string[];
}

const CLIENT: readonly SecretSetting[] = [
  { name: 'ClientId', label: 'Client id', description: 'Identity of your app at the service.' },
  { name: 'ClientSecret', label: 'Client secret', description: 'Secret of the same app.' },
];
const WRONG_CLIENT = ["client_secret: 'wrong'", 401, 'invalid_client'] as const;

/** A refresh token is exchanged for access tokens; one that the service replaces is followed. */
export const refreshToken: MakeAuthPart = design =>
  oauth(design, {
    strategy: 'refreshToken',
    type: 'refresh_token',
    settings: [
      ...CLIENT,
      {
        name: 'RefreshToken',
        label: 'Refresh token',
        description: `Token of a user who may read ${wordsOf(design.node)}. CREDENTIALS.md says where to get one.`,
      },
    ],
    check: "if (form.get('refresh_token') !== refreshToken) return tokenError(400, 'invalid_grant');",
    refusals: [["refresh_token: 'wrong'", 400, 'invalid_grant'], WRONG_CLIENT],
    carries: `with the refresh token, kept until 30 seconds before it ends, and shared by your imports with the same credentials. Where the service replaces the refresh token, the new one is kept with your keys`,
    steps: [
      `Register an app at ${titleOf(design.name)}, with the permission to read ${wordsOf(design.node)} and no other. Its page shows **Client id** and **Client secret**.`,
      'Sign in once through that app, with access while you are away ("offline access"), and keep the **Refresh token** that comes back.',
      'Paste all three into the settings of the import.',
    ],
  });

/** The app asks for itself. */
export const clientCredentials: MakeAuthPart = design =>
  oauth(design, {
    strategy: 'clientCredentials',
    type: 'client_credentials',
    settings: CLIENT,
    refusals: [["client_id: 'wrong'", 401, 'invalid_client'], WRONG_CLIENT],
    carries:
      'with the id and the secret of the app, kept until 30 seconds before it ends, and shared by your imports with the same credentials',
    steps: [
      `Register an app at ${titleOf(design.name)} that asks for itself ("client credentials"), with the permission to read ${wordsOf(design.node)} and no other. Its page shows **Client id** and **Client secret**.`,
      'Paste both into the settings of the import.',
    ],
  });

function oauth(design: ConnectorDesign, grant: Grant): AuthPart {
  const { settings, carries, steps } = grant;
  return {
    settings,
    requestsBefore: 1,
    source: sourceOf(design, grant),
    simulator: simulatorOf(design, grant),
    tests: testsOf(design, grant),
    carries: `an access token in the header \`Authorization: Bearer\`. It is fetched from \`${design.tokenUrl ?? ''}\` ${carries}`,
    steps,
  };
}

function sourceOf({ tokenUrl = '' }: ConnectorDesign, { strategy, settings }: Grant): AuthSource {
  const entered = settings.map(setting => `${memberOf(setting)}: ${setting.name}.value,`);
  return {
    imports: { '../../Core/Auth': [strategy, 'type Auth'] },
    constants: `const TOKEN_URL = ${quote(tokenUrl)};`,
    createAuth: `const { ${settings.map(({ name }) => name).join(', ')} } = this.config;
    return ${strategy}({
      ...this.authContext(),
      tokenUrl: TOKEN_URL,
      ${entered.join('\n      ')}
    });`,
  };
}

function simulatorOf({ tokenUrl = '', baseUrl }: ConnectorDesign, grant: Grant): AuthSimulator {
  const { host, path } = partsOf(tokenUrl);
  const atHost = host === partsOf(baseUrl).host ? '' : `request.host === ${quote(host)} && `;
  const settings = grant.settings.map(memberOf).join(', ');
  return {
    imports: { '../Random': ['uuidOf'] },
    constants: '/** Seconds. */\nconst TOKEN_LIFETIME = 3600;',
    fields:
      '  /** When each access token ends, in milliseconds. */\n  private issued = new Map<string, number>();',
    check: `if (${atHost}request.path === ${quote(path)}) return this.issueToken(request);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if ((this.issued.get(token) ?? 0) <= Date.parse(this.settings.now)) throw new Refusal(401, 'The access token is missing, wrong or at its end.');`,
    reset: SIMULATOR_RESET,
    methods: simulatorMethods(grant.type, settings, grant.check ?? ''),
    functions: SIMULATOR_FUNCTIONS,
  };
}

/** As RFC 6749 calls it: `client_id` of `ClientId`. */
function fieldOf({ name }: SecretSetting): string {
  return name.replace(/(?!^)[A-Z]/g, '_$&').toLowerCase();
}

function testsOf({ tokenUrl = '' }: ConnectorDesign, { type, settings, refusals }: Grant): AuthTests {
  const values = Object.fromEntries(settings.map(({ name }) => [name, `${simulatedSecret(name)}-0123`]));
  const form = settings.map(setting => `${fieldOf(setting)}: '${simulatedSecret(setting.name)}'`);
  const entered = settings.map(setting => [fieldOf(setting), `VALUES.${setting.name}`] as const);
  const wrong = refusals.map(([change]) => `await sign({ ...FORM, ${change} })`);
  const answers = refusals.map(([, status, error]) => `[${status}, { error: '${error}' }],`);
  return {
    values,
    headers: { Authorization: 'Bearer access-0123' },
    sourceTests: sourceTests([['grant_type', `'${type}'`], ...entered]),
    get: `const FORM = { ${[`grant_type: '${type}'`, ...form].join(', ')} };

const sign = (form: Record<string, string> = FORM) =>
  ask(simulators, ${quote(tokenUrl)}, { method: 'POST', body: new URLSearchParams(form) });

const get = async (query: string, token?: string) => {
  const granted = token ?? ((await sign()).json as { access_token: string }).access_token;
  return ask(simulators, \`\${ADDRESS}?\${query}\`, { headers: { authorization: \`Bearer \${granted}\` } });
};`,
    refusal: `const answers = [await get(QUERY), await get(QUERY, 'wrong')];
expect(answers.map(answer => answer.status)).toEqual([200, 401]);
const refused = [${wrong.join(', ')}];
expect(refused.map(answer => [answer.status, answer.json])).toMatchObject([
  ${answers.join('\n  ')}
]);`,
  };
}
