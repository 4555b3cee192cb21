import type { SourceCases } from '../cases';

export const cases: SourceCases = {
  values: { RepositoryName: 'octocat/Hello-World, microsoft/vscode, sheet/bound' },
  secrets: { AccessToken: 'ghp_simulated_token' },
  tenAccounts: {
    node: 'repository',
    values: { RepositoryName: Array.from({ length: 10 }, (_, index) => `sheet/bound-${index}`).join(', ') },
    requests: 10,
  },
  nodes: {
    repository: {},
    contributors: {
      large: { settings: { contributors: 250 }, requests: 9, rows: 750 },
      empty: { values: { RepositoryName: 'octocat/empty' } },
      alwaysBlank: ['gravatar_id'],
    },
    repositoryStats: { large: { settings: { contributors: 250 }, requests: 12, rows: 3 } },
  },
};
