import type { Answered, Verdict } from '../../Core/AnswerErrors';
import { isHttpRequestException, isTooLarge, type ErrorKind } from '../../Core/Exceptions';
import { isRecord } from '../../Core/Json';
import { regainDelay } from './Usage';

/** What Facebook's codes mean: for the run, and for whoever reads the message. */
interface Rule {
  kind: ErrorKind;
  advice?: string;
  /** Milliseconds to wait where no header says how long. */
  delay?: number;
}

const SIGN_IN =
  'Sign in again, or paste a new access token. Whoever entered it has to do it; nothing was written.';
const PERMISSION =
  'Whoever the token belongs to needs access to this ad account in Meta Business Suite, and the token the permission ads_read.';
const SMALLER = 'Import fewer days at once (Max Fetching Days), or fewer fields.';
const MINUTE = 60_000;

const EXPIRED: Rule = { kind: 'expired', advice: SIGN_IN };
const REFUSED: Rule = { kind: 'refused', advice: PERMISSION };
const TOO_LARGE: Rule = { kind: 'too-large', advice: SMALLER };
const APP: Rule = {
  kind: 'refused',
  advice: 'Check App ID and App secret: copy both from the basic settings of the app, or leave both empty.',
};
const PASSING: Rule = { kind: 'passing' };
/** Limits of an app and of business use cases count a rolling hour; others end after a minute. */
const HOURLY: Rule = { kind: 'throttled', delay: 5 * MINUTE };
const BRIEF: Rule = { kind: 'throttled', delay: MINUTE };
/** Ad accounts are closed for a minute, to apps with limited access for five: three such waits outlast both. */
const ACCOUNT: Rule = { kind: 'throttled', delay: 2 * MINUTE };

/** By `code/subcode`, then by `code`: developers.facebook.com, "Handling Errors" and "Ads Insights API Error Codes". */
const RULES: Readonly<Record<string, Rule>> = {
  '1': PASSING,
  '1/2853001': {
    kind: 'refused',
    advice:
      'The person of the token is not linked with the page of this account: use an ad account of a business portfolio that the person belongs to.',
  },
  '2': PASSING,
  '2/1504038': TOO_LARGE,
  '2/1504041': {
    kind: 'permanent',
    advice: 'Facebook has no such metrics with this breakdown: select fewer or other fields.',
  },
  '2/1504042': { kind: 'permanent', advice: 'One of the metrics is not valid: select other fields.' },
  '3': {
    kind: 'refused',
    advice: "The app of this token may not use the Marketing API: add it to the app in Meta's dashboard.",
  },
  '4': HOURLY,
  '10': REFUSED,
  '17': ACCOUNT,
  '32': HOURLY,
  '99': PASSING,
  '100/33': {
    kind: 'permanent',
    advice: `Check Account IDs. ${PERMISSION}`,
  },
  '100/1487534': TOO_LARGE,
  '100/1504018': TOO_LARGE,
  '101': APP,
  '102': EXPIRED,
  '104': EXPIRED,
  '190': EXPIRED,
  '190/458': { kind: 'refused', advice: `The person has removed the app. ${SIGN_IN}` },
  '190/459': {
    kind: 'refused',
    advice: 'Facebook wants to see the person first: log in to facebook.com, answer what it asks, try again.',
  },
  '190/460': { kind: 'refused', advice: `The password was changed, which ends all tokens. ${SIGN_IN}` },
  '190/464': {
    kind: 'refused',
    advice: 'The Facebook account is not confirmed: log in to facebook.com and answer what it asks.',
  },
  '190/492': {
    kind: 'refused',
    advice: `The person no longer has a role on the page or account. ${SIGN_IN}`,
  },
  '341': HOURLY,
  '368': {
    kind: 'refused',
    advice: 'Facebook has blocked this person or app for a while: log in to facebook.com to see why.',
  },
  '613': ACCOUNT,
  '960': PASSING,
  '2601': PASSING,
  '2635': {
    kind: 'permanent',
    advice: 'This version of the Marketing API has ended: update Sheetbound.',
  },
  '3018': {
    kind: 'permanent',
    advice: 'Facebook keeps 37 months: set a later Start Date.',
  },
};

/** What the body of an answer means; undefined when it holds no error of Facebook's. */
export function judgeAnswer(answer: Answered): Verdict | undefined {
  const { payload } = answer as { payload: unknown };
  const error = isRecord(payload) ? payload['error'] : undefined;
  if (!isRecord(error)) return undefined;
  const { kind, advice, delay } = ruleFor(error, answer.status);
  const told = kind === 'throttled' ? (regainDelay(answer) ?? undetermined(answer, delay)) : undefined;
  return {
    kind,
    message: wordsOf(error),
    ...(advice === undefined ? {} : { advice }),
    ...(told === undefined ? {} : { delay: told }),
  };
}

/** The code of what is not there, or not any more. */
export const GONE = '100/33';

/** The code of an error as `code/subcode`, e.g. `100/33`. */
export function codeOf(error: unknown): string {
  const payload: unknown = isHttpRequestException(error) ? error.payload : undefined;
  const body = isRecord(payload) ? payload['error'] : undefined;
  return isRecord(body) ? codesIn(body)[0] : '';
}

/** Facebook's "reduce the amount of data": fewer rows a page may do, before fewer days. */
export function asksForSmallerPages(error: unknown): boolean {
  return isTooLarge(error) && codeOf(error).split('/')[0] === '1';
}

/** The words of a report that failed, as `GET /{report_run_id}` tells them. */
export function jobFailure(run: Readonly<Record<string, unknown>>): { message: string; kind: ErrorKind } {
  const { error_code: code, error_subcode: subcode, error_message: message } = run;
  const error = { code, error_subcode: subcode, message, error_user_msg: run['error_user_msg'] };
  const kind = code === undefined || Number(code) === -2 ? 'passing' : ruleFor(error, 200).kind;
  return { kind, message: code === undefined ? 'Facebook gave no reason' : wordsOf(error) };
}

type ErrorBody = Readonly<Record<string, unknown>>;

function codesIn({ code, error_subcode: subcode }: ErrorBody): [exact: string, general: string] {
  const general = String(code ?? '');
  return [subcode === undefined || subcode === null ? general : `${general}/${String(subcode)}`, general];
}

function ruleFor(error: ErrorBody, status: number): Rule {
  const [exact, general] = codesIn(error);
  const code = Number(general);
  if (general === '1' && /validating (client secret|application)/i.test(String(error['message']))) return APP;
  if (general === '1' && /reduce the amount of data/i.test(String(error['message']))) return TOO_LARGE;
  if (general === '100' && /missing permissions?/i.test(String(error['message']))) return REFUSED;
  const known = RULES[exact] ?? RULES[general];
  if (known) return known;
  if (code >= 80_000 && code <= 80_014) return HOURLY;
  if (code >= 200 && code <= 299) return REFUSED;
  if (error['is_transient'] === true || status >= 500) return PASSING;
  if (status === 429) return BRIEF;
  return status === 401 || status === 403 ? REFUSED : { kind: 'permanent' };
}

/** `Retry-After` is left to the framework. */
function undetermined({ header }: Answered, delay: number | undefined): number | undefined {
  return header('retry-after') === undefined ? delay : undefined;
}

function wordsOf(error: ErrorBody): string {
  const { message, error_user_title: title, error_user_msg: more, fbtrace_id: trace } = error;
  const texts = [message, title, more].map(text =>
    String(text ?? '')
      .trim()
      .replace(/\.$/, ''),
  );
  const words = [...new Set(texts.filter(Boolean))].join('. ') || 'Facebook refused';
  const codes = `code ${codesIn(error)[0] || 'unknown'}${trace === undefined ? '' : `, trace ${String(trace)}`}`;
  return `${words} (${codes})`;
}
