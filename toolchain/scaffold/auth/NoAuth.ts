import type { MakeAuthPart } from './AuthPart';

/** Whoever asks is answered. */
export const noAuth: MakeAuthPart = () => ({
  settings: [],
  requestsBefore: 0,
  source: { imports: {} },
  simulator: { imports: {}, check: '' },
  tests: {
    values: {},
    get: 'const get = (query: string) => ask(simulators, `${ADDRESS}?${query}`);',
  },
});
