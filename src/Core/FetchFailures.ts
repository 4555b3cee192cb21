import type { FetchFailure } from './EnvironmentAdapter';

type Kind = FetchFailure['kind'];

const TEXTS: Readonly<Record<Kind, { what: string; advice: string }>> = {
  network: { what: 'No answer from', advice: 'It is tried again at the next run.' },
  timeout: {
    what: 'No answer from',
    advice:
      'It is tried again at the next run; if it stays so, import fewer days at once (Max Fetching Days).',
  },
  quota: { what: 'No request could be sent to', advice: 'It goes on when Google allows requests again.' },
  'too-large': {
    what: 'No usable answer from',
    advice: 'Import fewer days at once (Max Fetching Days), or fewer fields.',
  },
  redirects: {
    what: 'No usable answer from',
    advice: 'The service leads requests astray: it is tried again at the next run.',
  },
  unlisted: {
    what: 'No request could be sent to',
    advice:
      'Put its host into "extraHosts" of sheetbound.config.json, build and push (or into "urlFetchWhitelist" of appsscript.json).',
  },
  invalid: { what: 'No request could be sent to', advice: 'Check the settings of this import.' },
};

/** Whether the same request may fare better in a moment: an answer that is too large stays too large. */
export function isPassing({ kind }: FetchFailure): boolean {
  return kind === 'network' || kind === 'timeout' || kind === 'quota';
}

/** What happened and what to do, without the one who speaks. `address` has no query. */
export function describeFetchFailure({ kind, message }: FetchFailure, address: string): string {
  const { what, advice } = TEXTS[kind];
  return `${what} ${address}: ${message.replace(/\.$/, '')}. ${advice}`;
}
