import { simulatedSecret } from '../../../environments/node/cli/SimulatedSecrets';
import { titleOf, wordsOf } from '../Names';
import type { MakeAuthPart } from './AuthPart';

const PARAMETER = 'api_key';

/** A key in the address: also in those that the API names itself, which often lack it. */
export const apiKeyQuery: MakeAuthPart = ({ name, node }) => ({
  settings: [
    {
      name: 'ApiKey',
      label: 'API key',
      description: `Key that may read ${wordsOf(node)}. CREDENTIALS.md says where to get one.`,
    },
  ],
  requestsBefore: 0,
  source: {
    imports: { '../../Core/Auth': ['apiKey', 'type Auth'] },
    createAuth: `return apiKey({ query: '${PARAMETER}', value: this.config.ApiKey.value });`,
  },
  simulator: {
    imports: {},
    check: `if (request.query.get('${PARAMETER}') !== this.settings.apiKey) throw new Refusal(401, 'The API key is missing or wrong.');`,
  },
  tests: {
    values: { ApiKey: `${simulatedSecret('ApiKey')}-0123` },
    query: [PARAMETER, `${simulatedSecret('ApiKey')}-0123`],
    get: `const get = (query: string, key = '${simulatedSecret('ApiKey')}') =>
  ask(simulators, \`\${ADDRESS}?\${query}&${PARAMETER}=\${key}\`);`,
    refusal: `const answers = [await get(QUERY), await get(QUERY, ''), await get(QUERY, 'wrong')];
expect(answers.map(answer => answer.status)).toEqual([200, 401, 401]);`,
  },
  carries: `the key as \`${PARAMETER}\` in the address; it is taken out of every message`,
  steps: [
    `Sign in to ${titleOf(name)} and find the API keys in the settings of your account.`,
    `Make a key of its own for your spreadsheet, one that may read ${wordsOf(node)} and change nothing.`,
    'Copy it and paste it into **API key** in the settings of the import.',
  ],
});
