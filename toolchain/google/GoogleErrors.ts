import type { HttpFailure } from '../../environments/node/http/HttpTypes';
import { oneLine } from '../../environments/node/cli/Terminal';
import { redact } from '../../src/Core/Redaction';
import { ToolError } from '../ToolError';

/** Longest piece of Google's own words in a message, in characters. */
const LONGEST_QUOTE = 400;

const USER_SETTINGS = 'https://script.google.com/home/usersettings';

/**
 * Whether a request may have had an effect: `none`, it was refused or never arrived; `unknown`, it may have been
 * carried out although no good answer came.
 */
export type Effect = 'none' | 'unknown';

/** Google did not do what was asked. */
export class GoogleApiError extends ToolError {
  constructor(
    message: string,
    /** HTTP status; 0: no answer came. */
    readonly status: number,
    readonly effect: Effect,
    kind: 'failed' | 'invalid' = 'failed',
  ) {
    super(message, kind);
    this.name = 'GoogleApiError';
  }
}

/** What a request is about, for messages. */
export interface About {
  /** After `could not`: `read script project 1abc`. */
  doing: string;
  /** What to look at when Google knows no such thing (404). */
  notFound?: string;
  /** Said after a refusal, when the request was to change something: `Nothing was created.` */
  undone?: string;
}

/** The parts of Google's error JSON that are used. Drive gives `errors[].reason`, the newer APIs `details[].reason`. */
interface ErrorBody {
  message: string;
  reasons: readonly string[];
}

/** `outcome` ends the sentence: what was and was not done. */
export function networkError(
  doing: string,
  failure: HttpFailure,
  outcome = '',
  effect: Effect = 'none',
): GoogleApiError {
  const remedy = {
    timeout: 'Try again; a slow network or a busy Google are the usual reasons.',
    dns: 'Is this computer online? Behind a company network set HTTPS_PROXY.',
    unreachable: 'Is this computer online? Behind a company network set HTTPS_PROXY.',
    tls: 'Something between you and Google changes the connection, a company proxy for example: set NODE_EXTRA_CA_CERTS to its certificate.',
  }[failure.cause as string];
  const parts = [`[Google] Could not ${doing}: ${failure.message}.`, outcome, remedy ?? 'Try again.'];
  return new GoogleApiError(parts.filter(Boolean).join(' '), 0, effect);
}

/** Words a refusal. `token` is taken out of whatever Google says. */
export function refusalError(
  status: number,
  json: unknown,
  about: About,
  isRead: boolean,
  token = '',
): GoogleApiError {
  const body = readError(json, status, token);
  const { text, kind, effect } = explain(status, body, about, isRead);
  const outcome = effect === 'none' ? about.undone : 'It may have been carried out all the same.';
  return new GoogleApiError(`[Google] ${text}${outcome ? ` ${outcome}` : ''}`, status, effect, kind);
}

/** True for Drive's way of saying 429: a 403 with a rate as its reason. */
export function isRateLimit(status: number, json: unknown): boolean {
  return (
    status === 403 && readError(json, status, '').reasons.some(reason => /rateLimitExceeded/i.test(reason))
  );
}

interface Explained {
  text: string;
  kind: 'failed' | 'invalid';
  effect: Effect;
}

function explain(status: number, body: ErrorBody, about: About, isRead: boolean): Explained {
  const { doing } = about;
  const invalid = (text: string): Explained => ({ text, kind: 'invalid', effect: 'none' });
  const failed = (text: string, effect: Effect = 'none'): Explained => ({ text, kind: 'failed', effect });
  const said = body.message && `: ${body.message.replace(/[.\s]+$/, '')}`;
  if (status === 401) return invalid(`Your login is not accepted (401). Run \`npx clasp login\`.`);
  if (status === 403) return explainForbidden(body, doing, said);
  if (status === 404)
    return invalid(
      `Could not ${doing}: Google knows no such thing (404), or your login may not see it.${about.notFound ? ` ${about.notFound}` : ''}`,
    );
  if (status === 429)
    return failed(`Could not ${doing}: too many requests (429)${said}. Wait a few minutes, then try again.`);
  if (status >= 500)
    return failed(
      `Could not ${doing}: Google failed (${status})${said}. Try again in a minute.`,
      isRead ? 'none' : 'unknown',
    );
  return failed(`Could not ${doing}: Google refused (${status})${said}.`);
}

function explainForbidden({ message, reasons }: ErrorBody, doing: string, said: string): Explained {
  const has = (pattern: RegExp) => reasons.some(reason => pattern.test(reason));
  const result = (text: string, kind: Explained['kind'] = 'invalid'): Explained => ({
    text,
    kind,
    effect: 'none',
  });
  if (
    has(/SERVICE_DISABLED|accessNotConfigured/) ||
    /has not been used in project|API is disabled/i.test(message)
  )
    return result(
      `Could not ${doing}: the API is switched off in the Google Cloud project of your login${said}. Switch it on, or log in with clasp's own client: \`npx clasp login\`.`,
    );
  if (/not enabled the Apps Script API/i.test(message))
    return result(
      `Could not ${doing}: the Apps Script API is switched off for your Google account. Switch it on at ${USER_SETTINGS}, wait a minute, then try again.`,
    );
  if (
    has(/SCOPE_INSUFFICIENT|insufficientPermissions|insufficientScopes/) ||
    /insufficient authentication scopes/i.test(message)
  )
    return result(
      `Could not ${doing}: your login was not given that right. Run \`npx clasp login\` (without --use-project-scopes) and tick every box.`,
    );
  if (has(/storageQuotaExceeded/))
    return result(`Could not ${doing}: your Google Drive is full. Make room, then try again.`, 'failed');
  if (has(/rateLimitExceeded|dailyLimitExceeded|quotaExceeded/i))
    return result(
      `Could not ${doing}: a quota of Google is used up${said}. Wait, then try again; a daily one starts anew at midnight Pacific time.`,
      'failed',
    );
  if (has(/domainPolicy|accountDisabled/i))
    return result(`Could not ${doing}: the administrator of your organisation does not allow it${said}.`);
  return result(
    `Could not ${doing}: your login may not do that (403)${said}. Log in as its owner (\`npx clasp login\`), or have it shared with you as an editor.`,
  );
}

function readError(json: unknown, status: number, token: string): ErrorBody {
  const error = (json as { error?: unknown } | undefined)?.error;
  const found = (typeof error === 'object' && error !== null ? error : {}) as {
    message?: unknown;
    errors?: unknown;
    details?: unknown;
  };
  const message = typeof found.message === 'string' ? found.message : '';
  const entries = [found.errors, found.details].flatMap(list =>
    Array.isArray(list) ? (list as unknown[]) : [],
  );
  const reasons = entries
    .map(entry => (entry as { reason?: unknown } | null)?.reason)
    .filter((reason): reason is string => typeof reason === 'string');
  const quoted = oneLine(redact(message, token ? [token] : []));
  return { message: status === 401 ? '' : quoted.slice(0, LONGEST_QUOTE), reasons };
}
