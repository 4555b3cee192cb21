import { describe, expect, it, vi } from 'vitest';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { installCanned, type Canned } from '../canned';
import { importNode, loadSource } from '../harness';

const REPOSITORY = {
  id: 1296269,
  name: 'Hello-World',
  full_name: 'octocat/Hello-World',
  owner: { login: 'octocat', id: 1, type: 'User' },
  license: { key: 'mit', name: 'MIT License' },
  stargazers_count: 80,
  topics: ['octocat', 'api'],
  created_at: '2011-01-26T19:01:12Z',
  has_downloads: true,
};
const CONTRIBUTOR = { login: 'octocat', id: 583231, type: 'User', site_admin: false, contributions: 32 };
const NEXT = '<https://api.github.com/repositories/1296269/contributors?per_page=100&page=2>; rel="next"';
const SECONDARY = { message: 'You have exceeded a secondary rate limit. Please wait a few minutes.' };
const TOO_LARGE = {
  message: 'The history or contributor list is too large to list contributors for this repository.',
};

async function read(node: string, answers: Canned[], values: Record<string, unknown> = {}, timeZone = 'UTC') {
  const asked = installCanned(answers, timeZone);
  const source = await loadSource('GitHub', { RepositoryName: 'octocat/Hello-World', ...values });
  return { rows: importNode(source, node, '2026-03-01', '2026-03-02'), asked };
}

describe('the source GitHub', () => {
  it('flattens owner, licence and topics, and keeps ids as text and times as instants', async () => {
    const { rows } = await read('repository', [{ body: REPOSITORY }]);
    expect(rows[0]).toMatchObject({
      repository: 'octocat/Hello-World',
      id: '1296269',
      owner_login: 'octocat',
      owner_id: '1',
      owner_type: 'User',
      license_key: 'mit',
      license_name: 'MIT License',
      topics: 'octocat, api',
      created_at: '2011-01-26T19:01:12.000Z',
      stargazers_count: 80,
      subscribers_count: null,
    });
  });

  it('takes a repository without licence, owner or topics', async () => {
    const { rows } = await read('repository', [
      { body: { ...REPOSITORY, license: null, owner: null, topics: null } },
    ]);
    expect(rows[0]).toMatchObject({ license_key: null, owner_login: null, topics: null });
  });

  it('follows the Link header with the same headers, and leaves out who has no account', async () => {
    const { rows, asked } = await read(
      'contributors',
      [
        {
          body: [CONTRIBUTOR, { type: 'Anonymous', name: 'x', email: 'x@example.com' }],
          headers: { link: NEXT },
        },
        { body: [{ ...CONTRIBUTOR, id: 2 }] },
      ],
      { AccessToken: 'ghp_0123' },
    );
    expect(rows.map(row => row['id'])).toEqual(['583231', '2']);
    expect(asked.map(request => request.url)).toEqual([
      'https://api.github.com/repos/octocat/Hello-World/contributors?per_page=100',
      'https://api.github.com/repositories/1296269/contributors?per_page=100&page=2',
    ]);
    for (const { headers } of asked)
      expect(headers).toMatchObject({
        Authorization: 'Bearer ghp_0123',
        'X-GitHub-Api-Version': '2022-11-28',
        Accept: 'application/vnd.github+json',
      });
  });

  it('sends no credentials when there are none', async () => {
    const { asked } = await read('repository', [{ body: REPOSITORY }]);
    expect(Object.keys(asked[0]?.headers ?? {})).not.toContain('Authorization');
  });

  it('stops when GitHub names a page twice', async () => {
    const answer = { body: [CONTRIBUTOR], headers: { link: NEXT } };
    await expect(read('contributors', [answer, answer])).rejects.toThrow(/round in circles/);
  });

  it('counts all contributors, on the day that it is where the file is', async () => {
    const answers = [
      { body: REPOSITORY },
      { body: [CONTRIBUTOR, { ...CONTRIBUTOR, id: 2 }], headers: { link: NEXT } },
      { body: [{ ...CONTRIBUTOR, id: 3 }] },
    ];
    const row = { repository: 'octocat/Hello-World', stars: 80, contributors: 3 };
    expect((await read('repositoryStats', answers)).rows).toEqual([{ ...row, date: '2026-03-02' }]);
    const inNewYork = await read('repositoryStats', answers, {}, 'America/New_York');
    expect(inNewYork.rows).toEqual([{ ...row, date: '2026-03-01' }]);
  });

  it('knows an empty repository from an answer that is missing', async () => {
    expect((await read('contributors', [{ status: 204 }])).rows).toEqual([]);
    await expect(read('contributors', [{ status: 200 }])).rejects.toThrow(/not a list of contributors/);
  });

  it('says of a repository that is too large what can be done, and keeps its stars', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await expect(read('contributors', [{ status: 403, body: TOO_LARGE }])).rejects.toMatchObject({
      statusCode: 403,
      message: expect.stringContaining('deselect the contributors') as string,
    });
    const { rows } = await read('repositoryStats', [{ body: REPOSITORY }, { status: 403, body: TOO_LARGE }]);
    expect(rows[0]).toMatchObject({ stars: 80, contributors: null });
    expect(warn).toHaveBeenCalledOnce();
    warn.mockRestore();
  });

  it('waits for the reset of the primary limit, though it comes as a 403', async () => {
    const reset = Date.parse('2026-03-02T03:45:00Z') / 1000;
    const limit = {
      status: 403,
      body: { message: 'API rate limit exceeded for user ID 1.' },
      headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) },
    };
    const asked = installCanned([limit, { body: REPOSITORY }]);
    const sleeps = vi.spyOn(EnvironmentAdapter, 'sleep');
    importNode(
      await loadSource('GitHub', { RepositoryName: 'a/b' }),
      'repository',
      '2026-03-01',
      '2026-03-02',
    );
    expect(sleeps.mock.calls).toEqual([[15 * 60_000]]);
    expect(asked).toHaveLength(2);
    sleeps.mockRestore();
  });

  it('waits a minute, then two, after a secondary limit that names no time', async () => {
    const sleeps = vi.spyOn(EnvironmentAdapter, 'sleep');
    await read('repository', [
      { status: 403, body: SECONDARY },
      { status: 429, body: SECONDARY },
      { body: REPOSITORY },
    ]);
    expect(sleeps.mock.calls).toEqual([[60_000], [120_000]]);
    sleeps.mockRestore();
  });

  it('calls a limit a limit and not a refusal, and says how to get more', async () => {
    const limit = { status: 403, body: SECONDARY, headers: { 'retry-after': '60' } };
    await expect(read('repository', [limit])).rejects.toMatchObject({
      statusCode: 429,
      message: expect.stringMatching(/^\[GitHub\] .*secondary rate limit.*enter one/) as string,
    });
    await expect(read('repository', [limit], { AccessToken: 'ghp_0123' })).rejects.toThrow(/within the hour/);
  });

  it('does not ask again what it may not see', async () => {
    const asked = installCanned([
      { status: 403, body: { message: 'Resource not accessible by personal access token' } },
    ]);
    const source = await loadSource('GitHub', { RepositoryName: 'a/b', AccessToken: 'ghp_0123' });
    expect(() => importNode(source, 'repository', '2026-03-01', '2026-03-02')).toThrow(/403/);
    expect(asked).toHaveLength(1);
  });

  it('takes several repositories in every usual spelling, each once', async () => {
    const source = await loadSource('GitHub', {
      RepositoryName:
        'octocat/Hello-World, https://github.com/octocat/hello-world.git\nsheet/bound/, GitHub.com/a/b.c',
    });
    expect(source.getAccounts()).toEqual(['octocat/Hello-World', 'sheet/bound', 'a/b.c']);
    expect(source.validate()).toEqual([]);
  });

  it.each(['octocat', 'octocat/Hello/World', 'octocat/../x', 'octocat/..', 'octo cat/x?y=1'])(
    'refuses %s as a repository, by its name',
    async name => {
      const source = await loadSource('GitHub', { RepositoryName: name });
      expect(() => source.config.validate(source.validate())).toThrow(/not of the form owner\/name/);
    },
  );
});
