import type { Answered, Verdict } from '../../Core/AnswerErrors';
import type { FetchResponse } from '../../Core/EnvironmentAdapter';
import { isRecord, jsonOf } from '../../Core/Json';

interface GraphQLError {
  message: string;
  code: string;
  /** The scope that lacks, in words. */
  requiredAccess: string | undefined;
}

/** What the Admin API means. Its errors come with status 200 as often as not. */
export function judgeAnswer({ url, status, payload }: Answered, canRenew: boolean): Verdict | undefined {
  // The file of a bulk operation comes from elsewhere, and is not to be parsed here.
  if (!url.endsWith('/graphql.json')) return undefined;
  const errors = errorsOf(payload);
  if (errors.length) return verdictOf(errors, payload) ?? withoutCode(errors, status, canRenew);
  return status >= 400 ? byStatus(status, canRenew, textOf(payload)) : undefined;
}

/** Errors of no known code: the status tells, e.g. 429 and 5xx, unless it says that all is well. */
function withoutCode(
  errors: readonly GraphQLError[],
  status: number,
  canRenew: boolean,
): Verdict | undefined {
  const message = textsOf(errors);
  if (status >= 400) return byStatus(status, canRenew, message);
  return { kind: 'permanent', message, advice: MISUNDERSTOOD };
}

function errorsOf(payload: unknown): GraphQLError[] {
  const errors = isRecord(payload) ? payload['errors'] : undefined;
  if (!Array.isArray(errors)) return [];
  return errors.filter(isRecord).map(error => {
    const extensions = isRecord(error['extensions']) ? error['extensions'] : {};
    const access = extensions['requiredAccess'];
    return {
      message: String(error['message'] ?? ''),
      code: String(extensions['code'] ?? ''),
      requiredAccess: typeof access === 'string' ? access : undefined,
    };
  });
}

function verdictOf(errors: readonly GraphQLError[], payload: unknown): Verdict | undefined {
  const has = (code: string): boolean => errors.some(error => error.code === code);
  const message = textsOf(errors);
  if (has('THROTTLED') || errors.some(isThrottled))
    return { kind: 'throttled', message, delay: throttleDelay(payload), advice: THROTTLED };
  if (has('MAX_COST_EXCEEDED')) return { kind: 'too-large', message };
  if (has('ACCESS_DENIED')) return { kind: 'refused', message, advice: scopeAdvice(errors) };
  if (has('SHOP_INACTIVE')) return { kind: 'permanent', message, advice: FROZEN };
  return has('INTERNAL_SERVER_ERROR') || has('TIMEOUT') ? { kind: 'passing', message } : undefined;
}

/** As Shopify told it before its errors had codes. */
function isThrottled({ code, message }: GraphQLError): boolean {
  return code === '' && /^throttled\b/i.test(message);
}

const THROTTLED = 'The shop gives this app no more points for now: it goes on at the next run.';
const FROZEN = 'The shop is closed or frozen: its owner has to pay the outstanding bill or open it again.';
const MISUNDERSTOOD =
  'Nothing of this window was written. It is not for the settings to repair: tell whoever maintains the connector.';

function scopeAdvice(errors: readonly GraphQLError[]): string {
  const access = [...new Set(errors.flatMap(error => error.requiredAccess ?? []))];
  const wanted = access.length ? `: ${access.join('; ').replace(/\.$/, '')}` : '';
  return `The app lacks a permission${wanted}. Give it to the app, install it anew in the shop, or deselect the field. Nothing of this window was written.`;
}

function byStatus(status: number, canRenew: boolean, message: string): Verdict | undefined {
  const words = message === '' ? {} : { message };
  if (status === 401) return { kind: canRenew ? 'expired' : 'refused', ...words, advice: UNAUTHORISED };
  const verdict = STATUSES[status];
  if (verdict) return { ...verdict, ...words };
  return message === '' ? undefined : { kind: kindOf(status), ...words };
}

/** Of a status that Shopify gives no meaning of its own; said here for the sake of its words. */
function kindOf(status: number): Verdict['kind'] {
  if (status === 429) return 'throttled';
  return status === 408 || status >= 500 ? 'passing' : 'permanent';
}

const UNAUTHORISED =
  'Shopify does not take the access token: the app was uninstalled, its token was revoked, or it is that of another shop. Install the app again and enter its credentials anew.';

const STATUSES: Readonly<Record<number, Verdict>> = {
  402: { kind: 'permanent', advice: FROZEN },
  403: {
    kind: 'refused',
    advice: 'The app may not read this shop: check that it is installed there, and its scopes.',
  },
  404: {
    kind: 'permanent',
    advice: 'There is no such shop: check the domain, the one that ends in myshopify.com.',
  },
  423: {
    kind: 'permanent',
    advice: 'Shopify has locked the shop: its owner has to sign in and contact Shopify.',
  },
  430: {
    kind: 'permanent',
    advice:
      'Shopify took the request for an attack. If it stays, contact Shopify with the time of this import.',
  },
};

/** What the token service means: it tells why in a page, `Oauth error app_not_installed: ...`. */
export function judgeToken({ status, payload }: Answered): Verdict | undefined {
  const [, error = '', words = ''] = /Oauth error (\w+):? *([^<]*)/.exec(String(payload)) ?? [];
  if (status !== 400 || error === '') return undefined;
  const advice = TOKEN_REFUSALS[error];
  return {
    kind: 'refused',
    message: `${error}: ${words.trim()}`,
    ...(advice === undefined ? {} : { advice }),
  };
}

const TOKEN_REFUSALS: Readonly<Record<string, string>> = {
  app_not_installed: 'The app is not installed in this shop: install it there. Nothing was written.',
  shop_not_permitted:
    'The app belongs to another organisation than the shop: make an app in the organisation of the shop. Nothing was written.',
};

function textsOf(errors: readonly GraphQLError[]): string {
  return [...new Set(errors.map(({ message }) => message.trim().replace(/\.$/, '')))].slice(0, 3).join('. ');
}

/** Refusals before GraphQL: `{ "errors": "..." }`. */
function textOf(payload: unknown): string {
  const errors = isRecord(payload) ? payload['errors'] : undefined;
  if (typeof errors === 'string') return errors;
  return isRecord(errors) ? Object.values(errors).map(String).join('. ') : '';
}

/** The bucket of points, as an answer tells it. */
export interface Budget {
  requested: number;
  /** What was spent in the end; a refused query spends nothing. */
  spent: number;
  available: number;
  /** Points a second. */
  restoreRate: number;
}

export function budgetOf(payload: unknown): Budget | undefined {
  const extensions = isRecord(payload) ? payload['extensions'] : undefined;
  const cost = isRecord(extensions) ? extensions['cost'] : undefined;
  const status = isRecord(cost) ? cost['throttleStatus'] : undefined;
  if (!isRecord(cost) || !isRecord(status)) return undefined;
  const [requested, spent, available, restoreRate] = [
    cost['requestedQueryCost'],
    cost['actualQueryCost'] ?? 0,
    status['currentlyAvailable'],
    status['restoreRate'],
  ].map(Number) as [number, number, number, number];
  const isKnown = [requested, spent, available].every(Number.isFinite) && restoreRate > 0;
  return isKnown ? { requested, spent, available, restoreRate } : undefined;
}

/** Milliseconds until the bucket holds what was asked for; undefined if Shopify does not say. */
function throttleDelay(payload: unknown): number | undefined {
  const budget = budgetOf(payload);
  return budget && missing(budget);
}

/** Milliseconds that the next query, of the same cost, has to wait. */
export function paceOf(response: FetchResponse): number {
  if (!/^application\/json\b/i.test(response.getHeader('content-type') ?? '')) return 0;
  const budget = budgetOf(jsonOf(response)?.value);
  return budget ? missing(budget) : 0;
}

function missing({ requested, available, restoreRate }: Budget): number {
  return Math.max(0, Math.ceil(((requested - available) / restoreRate) * 1000));
}
