import type { SourceCases } from '../cases';

export const cases: SourceCases = {
  values: {},
  nodes: {
    'observations/group': {
      empty: { window: ['2026-02-28', '2026-03-01'] },
      daysOf: ({ query }) => [query['start_date'] ?? '', query['end_date'] ?? ''],
    },
  },
};
