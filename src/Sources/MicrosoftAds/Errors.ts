import type { Answered, Verdict } from '../../Core/AnswerErrors';
import { isHttpRequestException, type ErrorKind } from '../../Core/Exceptions';
import { isRecord } from '../../Core/Json';

interface Rule {
  kind: ErrorKind;
  advice: string;
  /** Milliseconds to wait where the answer does not say, as the documentation has it. */
  delay?: number;
}

const CREDENTIALS: Rule = {
  kind: 'expired',
  advice:
    'Microsoft takes the sign-in or the developer token no longer: check the developer token, then sign in again.',
};
const OTHER_IDENTITY: Rule = {
  kind: 'refused',
  advice: 'Sign in again, with the work or personal account that Microsoft Advertising knows.',
};

/** By `Code`; 207 is another thing at the services that are not asked here. */
const RULES: Readonly<Record<number, Rule>> = {
  0: { kind: 'passing', advice: 'Microsoft has a problem: it is tried again at the next run.' },
  105: CREDENTIALS,
  106: {
    kind: 'refused',
    advice:
      'The user who signed in may not read this account: check Account IDs and Customer ID, or give the user access in Microsoft Advertising.',
  },
  108: {
    kind: 'refused',
    advice: 'Microsoft suspects that somebody else signed in: choose a new password, then sign in again.',
  },
  109: CREDENTIALS,
  117: { kind: 'throttled', advice: 'It goes on at the next run.', delay: 60_000 },
  120: OTHER_IDENTITY,
  122: OTHER_IDENTITY,
  123: OTHER_IDENTITY,
  124: OTHER_IDENTITY,
  125: OTHER_IDENTITY,
  126: OTHER_IDENTITY,
  207: { kind: 'throttled', advice: 'It goes on when earlier reports are ready.', delay: 60_000 },
  303: { kind: 'permanent', advice: 'A newer version of this connector is needed.' },
  3207: { kind: 'too-large', advice: 'It is asked for campaign by campaign.' },
  4204: { kind: 'throttled', advice: 'It goes on at the next run.', delay: 900_000 },
};

/** Reports refuse what was asked for with these numbers, whatever their HTTP status. */
const isAboutColumnsOrDays = (code: number) => code >= 2000 && code < 2200;

const CHOOSE_OTHERS: Rule = {
  kind: 'permanent',
  advice: 'Check fields, days and accounts of this import.',
};

/** Numbers of reports and downloads that are no longer there. */
const LOST = [2100, 2101, 3205];

/** What an answer of the API means: errors come with any HTTP status, 200 among them. */
export function verdictOf({ status, payload, header }: Answered): Verdict | undefined {
  const [error] = errorsOf(payload);
  if (!error) return undefined;
  const { kind, advice, delay } = ruleFor(Number(error['Code']), status);
  const wait = header('retry-after') === undefined ? delay : undefined;
  return { kind, message: wordsOf(error), advice, ...(wait === undefined ? {} : { delay: wait }) };
}

/**
 * The storage of results refuses an address that has ended. That says nothing of the credentials, and the same address
 * does not get better.
 */
export function downloadVerdict({ status }: Answered): Verdict | undefined {
  if (status < 400 || status >= 500 || status === 408 || status === 429) return undefined;
  return {
    kind: 'permanent',
    message: 'the file of the report is not to be had any more',
    advice: 'Nothing of this window was written; the next run asks for its new address.',
  };
}

/** Whether a file is not to be had under this address, and may be under another one. */
export function isGone(error: unknown): boolean {
  if (!isHttpRequestException(error)) return false;
  return error.kind === 'permanent' && error.statusCode >= 400 && error.statusCode < 500;
}

/** Whether the API no longer knows the report or download that was asked after. */
export function isLost(error: unknown): boolean {
  return isHttpRequestException(error) && codesOf(error.payload).some(code => LOST.includes(code));
}

/** Whether as many reports are made as the API makes at once. */
export function isFull(error: unknown): boolean {
  return isHttpRequestException(error) && codesOf(error.payload).includes(207);
}

/** The campaigns that the API names when an account is too large to be downloaded at once. */
export function campaignsNamedBy(error: unknown): string[] {
  if (!isHttpRequestException(error)) return [];
  const [fault] = errorsOf(error.payload);
  const details = fault?.['Details'] ?? fault?.['Detail'];
  return typeof details === 'string' ? (details.match(/\d+/g) ?? []) : [];
}

function codesOf(payload: unknown): number[] {
  return errorsOf(payload).map(error => Number(error['Code']));
}

const FAULTS = ['AdApiFaultDetail', 'ApiFaultDetail', 'ApiFault'];

/**
 * `ApiFaultDetail` has operation and batch errors, `AdApiFaultDetail` just errors; they may stand within a member of
 * their name, as they do in SOAP. A status of a download is neither.
 */
export function errorsOf(payload: unknown): Readonly<Record<string, unknown>>[] {
  if (!isRecord(payload) || 'RequestStatus' in payload) return [];
  const name = FAULTS.find(each => isRecord(payload[each]));
  if (name !== undefined) return errorsOf(payload[name]);
  return ['OperationErrors', 'BatchErrors', 'Errors'].flatMap(name => {
    const list = payload[name];
    return Array.isArray(list) ? list.filter(isRecord) : [];
  });
}

function ruleFor(code: number, status: number): Rule {
  const rule = RULES[code];
  if (rule) return rule;
  if (status >= 500 && !isAboutColumnsOrDays(code)) return { ...CHOOSE_OTHERS, kind: 'passing' };
  if (status === 429) return { ...CHOOSE_OTHERS, kind: 'throttled' };
  return CHOOSE_OTHERS;
}

/** `InvalidCredentials (105): Authentication failed.` */
function wordsOf(error: Readonly<Record<string, unknown>>): string {
  const { Code: code, ErrorCode: symbol, Message: message, Details: details, Detail: detail } = error;
  const name =
    typeof symbol === 'string' && symbol !== '' ? `${symbol} (${String(code)})` : `error ${String(code)}`;
  const more = typeof details === 'string' ? details : typeof detail === 'string' ? detail : '';
  const words = [message, more].filter(text => typeof text === 'string' && text !== '').join(' ');
  return words ? `${name}: ${words}` : name;
}
