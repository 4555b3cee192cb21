import type { ApiCall } from './ApiCall';

/** One request that arrived, without any token. */
export interface JournalEntry {
  method: string;
  host: string;
  path: string;
  query: Record<string, string>;
  /** By its access token; undefined when that counts no more, and for the token endpoint. */
  user: string | undefined;
  /** JSON where it was JSON. Of the OAuth endpoints: undefined. */
  body: unknown;
  /** 0: the connection was cut. */
  status: number;
}

export function journalEntry(call: ApiCall, user: string | undefined, status: number): JournalEntry {
  const query = [...call.query].filter(([name]) => !/token$/i.test(name) || name === 'pageToken');
  return {
    method: call.method,
    host: call.host,
    path: call.path,
    query: Object.fromEntries(query),
    user,
    body: /^\/(token|revoke|tokeninfo)$/.test(call.path) ? undefined : bodyOf(call.body),
    status,
  };
}

function bodyOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
