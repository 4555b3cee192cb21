import { between, fraction, hash } from '../Random';

const API = 'https://api.github.com';
const LANGUAGES = ['TypeScript', 'Go', 'Rust', 'Python', null];
const LICENSES = [
  {
    key: 'mit',
    name: 'MIT License',
    spdx_id: 'MIT',
    url: `${API}/licenses/mit`,
    node_id: 'MDc6TGljZW5zZTEz',
  },
  {
    key: 'apache-2.0',
    name: 'Apache License 2.0',
    spdx_id: 'Apache-2.0',
    url: `${API}/licenses/apache-2.0`,
    node_id: 'MDc6TGljZW5zZTI=',
  },
  null,
];

/** The same repository, however its name is written. */
export function repositoryId(fullName: string): number {
  return 1_000_000 + (hash(fullName.toLowerCase()) % 900_000_000);
}

function nodeId(kind: string, id: number): string {
  return Buffer.from(`${kind}:${id}`).toString('base64');
}

/** A repository as `GET /repos/{owner}/{repo}` shows it. */
export function repositoryBody(fullName: string, seed: number, isPrivate: boolean): Record<string, unknown> {
  const [owner = '', name = ''] = fullName.split('/');
  const id = repositoryId(fullName);
  const stars = between(0, 5000, seed, id, 'stars');
  const forks = between(0, 400, seed, id, 'forks');
  const issues = between(0, 90, seed, id, 'issues');
  const url = `${API}/repos/${fullName}`;
  return {
    id,
    node_id: nodeId('010:Repository', id),
    name,
    full_name: fullName,
    private: isPrivate,
    owner: userBody(
      owner,
      hash(owner.toLowerCase()) % 100_000_000,
      owner.endsWith('hub') ? 'Organization' : 'User',
    ),
    html_url: `https://github.com/${fullName}`,
    description:
      fraction(seed, id, 'description') < 0.2 ? null : `=Simulated "${name}", with a quote; and a comma, `,
    fork: false,
    url,
    created_at: '2011-01-26T19:01:12Z',
    updated_at: '2026-02-28T14:14:43Z',
    pushed_at: '2026-03-01T22:59:59Z',
    homepage: fraction(seed, id, 'homepage') < 0.5 ? '' : 'https://example.com',
    size: between(1, 100_000, seed, id, 'size'),
    stargazers_count: stars,
    watchers_count: stars,
    language: LANGUAGES[between(0, 4, seed, id, 'language')],
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: forks,
    mirror_url: null,
    archived: false,
    disabled: false,
    open_issues_count: issues,
    license: LICENSES[between(0, 2, seed, id, 'license')],
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: ['octocat', 'atom', 'api'].slice(0, between(0, 3, seed, id, 'topics')),
    visibility: isPrivate ? 'private' : 'public',
    forks,
    open_issues: issues,
    watchers: stars,
    default_branch: 'main',
    temp_clone_token: null,
    network_count: forks,
    subscribers_count: between(0, 300, seed, id, 'subscribers'),
  };
}

function userBody(login: string, id: number, type: string): Record<string, unknown> {
  return {
    login,
    id,
    node_id: nodeId('04:User', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url: `${API}/users/${login}`,
    html_url: `https://github.com/${login}`,
    type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** Most contributions first. Those beyond `linked` have an e-mail address and no account, as on GitHub. */
export function contributorBody(
  fullName: string,
  index: number,
  total: number,
  linked: boolean,
  seed: number,
): Record<string, unknown> {
  const contributions = (total - index) * 3 + between(0, 2, seed, fullName.toLowerCase(), index);
  if (!linked)
    return {
      email: `someone${index}@example.com`,
      name: `Someone ${index}`,
      type: 'Anonymous',
      contributions,
    };
  const id = 2_000_000 + (hash(`${fullName.toLowerCase()} ${seed}`) % 1_000_000) * 1000 + index;
  return {
    ...userBody(`contributor-${index + 1}`, id, index % 50 === 49 ? 'Bot' : 'User'),
    site_admin: index % 40 === 0,
    contributions,
  };
}
