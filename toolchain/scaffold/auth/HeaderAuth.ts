import { simulatedSecret } from '../../../environments/node/cli/SimulatedSecrets';
import { titleOf, wordsOf } from '../Names';
import { quote } from '../Text';
import type { AuthPart, MakeAuthPart, SecretSetting } from './AuthPart';

interface HeaderKind {
  settings: readonly SecretSetting[];
  /** The header as the API's documentation would write it. */
  header: string;
  /** The strategy of `Core/Auth`, and how it is made. */
  strategy: readonly [name: string, code: string];
  /** Expression of what the simulator expects. */
  expected: string;
  /** The header's value for the values of the settings. */
  example: (values: readonly string[]) => string;
  /** What is missing or wrong, in the simulator's words. */
  noun: string;
  carries: string;
  steps: readonly string[];
}

/** Credentials in one header: the same for every request. */
function headerAuth(kind: HeaderKind): AuthPart {
  const { settings, header, strategy, expected, example, noun } = kind;
  const [name, code] = strategy;
  const key = header.toLowerCase();
  const values = Object.fromEntries(settings.map(({ name }) => [name, `${simulatedSecret(name)}-0123`]));
  const taken = example(settings.map(({ name }) => simulatedSecret(name)));
  const wrong = example(settings.map(() => 'wrong'));
  return {
    settings,
    requestsBefore: 0,
    source: {
      imports: { '../../Core/Auth': [name, 'type Auth'] },
      createAuth: `return ${code};`,
    },
    simulator: {
      imports: {},
      check: `if (request.headers[${quote(key)}] !== ${expected}) throw new Refusal(401, 'The ${noun} missing or wrong.');`,
    },
    tests: {
      values,
      headers: { [header]: example(Object.values(values)) },
      get: `const CREDENTIALS = { ${quote(key)}: ${quote(taken)} };
const get = (query: string, headers: Record<string, string> = CREDENTIALS) =>
  ask(simulators, \`\${ADDRESS}?\${query}\`, { headers });`,
      refusal: `const answers = [await get(QUERY), await get(QUERY, {}), await get(QUERY, { ${quote(key)}: ${quote(wrong)} })];
expect(answers.map(answer => answer.status)).toEqual([200, 401, 401]);`,
    },
    carries: kind.carries,
    steps: kind.steps,
  };
}

/** A key in a header of its own. */
export const apiKeyHeader: MakeAuthPart = ({ name, node }) =>
  headerAuth({
    settings: [
      {
        name: 'ApiKey',
        label: 'API key',
        description: `Key that may read ${wordsOf(node)}. CREDENTIALS.md says where to get one.`,
      },
    ],
    header: 'X-API-Key',
    strategy: ['apiKey', "apiKey({ header: 'X-API-Key', value: this.config.ApiKey.value })"],
    expected: 'this.settings.apiKey',
    example: ([key = '']) => key,
    noun: 'API key is',
    carries: 'the key in the header `X-API-Key`',
    steps: [
      `Sign in to ${titleOf(name)} and find the API keys in the settings of your account.`,
      `Make a key of its own for your spreadsheet, one that may read ${wordsOf(node)} and change nothing.`,
      'Copy it and paste it into **API key** in the settings of the import.',
    ],
  });

/** A token that does not change, as `Authorization: Bearer`. */
export const bearer: MakeAuthPart = ({ name, node }) =>
  headerAuth({
    settings: [
      {
        name: 'AccessToken',
        label: 'Access token',
        description: `Token that may read ${wordsOf(node)}. CREDENTIALS.md says where to get one.`,
      },
    ],
    header: 'Authorization',
    strategy: ['bearer', 'bearer(this.config.AccessToken.value)'],
    expected: '`Bearer ${this.settings.accessToken}`',
    example: ([token = '']) => `Bearer ${token}`,
    noun: 'access token is',
    carries: 'the token in the header `Authorization: Bearer`',
    steps: [
      `Sign in to ${titleOf(name)} and find the access tokens in the settings of your account.`,
      `Make a token of its own for your spreadsheet, one that may read ${wordsOf(node)} and change nothing. If it ends some day, note that day: imports stop with \`401\` after it.`,
      'Copy it and paste it into **Access token** in the settings of the import.',
    ],
  });

/** User name and password, as `Authorization: Basic`. Both are secret: many APIs take their key for the user name. */
export const basic: MakeAuthPart = ({ name, node }) =>
  headerAuth({
    settings: [
      { name: 'Username', label: 'User name', description: 'The user name, or the key that stands for it.' },
      { name: 'Password', label: 'Password', description: `Password that may read ${wordsOf(node)}.` },
    ],
    header: 'Authorization',
    strategy: ['basic', 'basic({ user: this.config.Username.value, password: this.config.Password.value })'],
    expected: '`Basic ${btoa(`${this.settings.username}:${this.settings.password}`)}`',
    example: ([user = '', password = '']) => `Basic ${btoa(`${user}:${password}`)}`,
    noun: 'user name or the password is',
    carries: 'user name and password in the header `Authorization: Basic`',
    steps: [
      `In ${titleOf(name)} make a user of its own for your spreadsheet, one that may read ${wordsOf(node)} and change nothing; or find the pair of keys that its API takes instead.`,
      'Enter both as **User name** and **Password** in the settings of the import.',
    ],
  });
