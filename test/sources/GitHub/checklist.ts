import type { ChecklistCase, Trait } from '../runtimes/Checklist';

export const traits: readonly Trait[] = ['paged', 'accounts', 'credentials', 'errorsIn200'];

const ONE = { RepositoryName: 'octocat/Hello-World' };
/** A repository of which GitHub says as little as it may. */
const BARE = { id: 1296269, full_name: 'octocat/Hello-World', license: null, owner: null, description: null };

export const checklist: readonly ChecklistCase[] = [
  {
    title: 'reads the contributors page after page, with the same headers',
    proves: ['happy path', 'two pages'],
    node: 'contributors',
    values: ONE,
    simulator: { contributors: 250 },
    expect: {
      rows: 250,
      asked: [
        'GET api.github.com/repos/octocat/Hello-World/contributors?per_page=100',
        /contributors\?per_page=100&page=2/,
        /contributors\?per_page=100&page=3/,
      ],
      none: [
        ({ headers }) => headers['authorization'] !== 'Bearer ***',
        ({ headers }) => headers['x-github-api-version'] !== '2022-11-28',
      ],
    },
    then: [{ expect: { rows: 250, requests: 3 } }],
  },
  {
    title: 'stores every field of a repository alike',
    proves: 'happy path',
    node: 'repository',
    fields: '*',
    simulator: { seed: 2 },
    expect: { rows: 3, requests: 3, cells: [{ repository: 'sheet/bound', owner_type: 'User' }] },
  },
  {
    title: 'takes a repository without any commit for one without contributors',
    proves: 'empty',
    node: 'contributors',
    values: { RepositoryName: 'octocat/empty' },
    expect: { rows: 0, requests: 1 },
  },
  {
    title: 'leaves blank what GitHub leaves out or has nothing for',
    proves: 'null and missing fields',
    node: 'repository',
    fields: ['id', 'full_name', 'description', 'license_key', 'owner_login', 'stargazers_count', 'has_wiki'],
    values: ONE,
    faults: [{ body: { text: JSON.stringify(BARE) } }],
    expect: {
      rows: 1,
      cells: [
        { id: '1296269', description: null, license_key: null, stargazers_count: null, has_wiki: null },
      ],
    },
  },
  {
    title: 'asks again after an error of the server',
    proves: '500 then 200',
    node: 'contributors',
    values: ONE,
    faults: [{ match: 'page=2', status: 500, times: 2 }],
    expect: { rows: 150, requests: 4 },
  },
  {
    title: 'waits as long as GitHub says after too many requests',
    proves: '429 with Retry-After',
    node: 'repository',
    values: ONE,
    faults: [{ status: 429, retryAfter: 41 }],
    expect: { rows: 1, requests: 2, waited: 41_000 },
  },
  {
    title: 'waits a minute, then two, when GitHub does not say how long',
    proves: '429 without a time',
    node: 'repository',
    values: ONE,
    faults: [{ status: 429, times: 2 }],
    expect: { rows: 1, requests: 3, waited: 180_000 },
  },
  {
    title: 'pauses rather than wait longer than it may run, and goes on',
    proves: '429 with Retry-After',
    node: 'repository',
    values: ONE,
    seconds: 20,
    faults: [{ status: 429, retryAfter: 41 }],
    expect: { status: 'PAUSED', rows: 0, requests: 1 },
    then: [{ at: '2026-03-02T09:05:00Z', expect: { rows: 1, requests: 1 } }],
  },
  {
    title: 'takes a page of a proxy for no answer',
    proves: 'HTML body',
    node: 'contributors',
    values: ONE,
    faults: [{ body: 'html', status: 200, times: 9 }],
    expect: { status: 'ERROR', rows: 0, texts: [/^\[GitHub\] /m] },
  },
  {
    title: 'takes an error that comes with status 200 for an error',
    proves: 'error with status 200',
    node: 'contributors',
    values: ONE,
    faults: [{ body: { text: '{"message":"Server Error"}' } }],
    expect: { status: 'ERROR', rows: 0, texts: ['not a list of contributors'] },
  },
  {
    title: 'imports the other repositories when one does not exist, and says which',
    proves: 'one account refused',
    node: 'repository',
    values: { RepositoryName: 'octocat/Hello-World, octocat/does-not-exist, sheet/bound' },
    expect: {
      status: 'ERROR',
      rows: 2,
      requests: 3,
      texts: ['octocat/does-not-exist', 'Check the spelling'],
    },
  },
  {
    title: 'does not ask twice with a token that GitHub does not take',
    proves: 'permanent 401',
    node: 'repository',
    values: ONE,
    simulator: { tokens: ['ghp_another_one'] },
    expect: { status: 'ERROR', rows: 0, requests: 1, texts: ['401', 'Bad credentials'] },
    then: [{ values: { AccessToken: 'ghp_another_one' }, expect: { rows: 1, requests: 1 } }],
  },
  {
    title: 'does not ask twice for what a token may not read',
    proves: 'permanent 403',
    node: 'repository',
    values: ONE,
    faults: [{ status: 403, times: 9 }],
    expect: { status: 'ERROR', rows: 0, requests: 1, texts: ['403', 'Resource not accessible'] },
  },
];
