import { describe, expect, it, vi } from 'vitest';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { isRefusal } from '../../../src/Core/Exceptions';
import { usageDelay } from '../../../src/Sources/FacebookMarketing/Usage';
import { installCanned, type Canned } from '../canned';
import { loadSource } from '../harness';
import { AuthType, error, importFrom } from './answers';

const NODE = 'ad-account/insights-by-campaign';
const FIELDS = ['campaign_id', 'date_start', 'spend'];
const EMPTY = { body: { data: [] } };

/** How often it was asked, how long it was waited, and what the user reads in the end. */
async function meet(answers: Canned[]) {
  const sleeps = vi.spyOn(EnvironmentAdapter, 'sleep');
  const result = await importFrom(NODE, answers, { fields: FIELDS }).then(
    ({ asked }) => ({ asked: asked.length, thrown: undefined }),
    (thrown: Error) => ({ asked: 0, thrown }),
  );
  const waits = sleeps.mock.calls.map(([milliseconds]) => milliseconds);
  sleeps.mockRestore();
  return { ...result, waits };
}

describe("Facebook's codes", () => {
  it.each([
    ['a service that is down', { code: 2, message: 'Service temporarily unavailable' }, 500],
    ['an unknown error', { code: 1, error_subcode: 99, message: 'An unknown error occurred' }, 500],
    ['an intermittent error of insights', { code: 2, error_subcode: 1504043, message: 'Intermittent' }, 400],
    ['an error that calls itself passing', { code: 4711, is_transient: true, message: 'Later' }, 400],
    [
      'a report that is not to be read yet',
      { code: 2601, error_subcode: 1815107, message: 'Error accessing adreport job.' },
      400,
    ],
    ['an error without a code, with status 503', { message: 'Down' }, 503],
    ['code 960', { code: 960, message: 'Request was throttled' }, 400],
  ])('ask again after %s', async (_, body, status) => {
    const { asked, waits } = await meet([error(body, status), EMPTY]);
    expect([asked, waits.length]).toEqual([2, 1]);
  });

  it.each([
    ['of an account', { code: 17, error_subcode: 2446079 }, 120_000],
    ['of calls to an account', { code: 613, error_subcode: 1487742 }, 120_000],
    ['of an app', { code: 4, error_subcode: 1504022 }, 300_000],
    ['of a page', { code: 32 }, 300_000],
    ['of insights', { code: 80000 }, 300_000],
    ['of ads management', { code: 80004 }, 300_000],
    ['of catalogues', { code: 80014 }, 300_000],
    ['of actions', { code: 341 }, 300_000],
  ])('wait out the limit %s', async (_, body, milliseconds) => {
    const { asked, waits } = await meet([error({ ...body, message: 'Too many calls' }), EMPTY]);
    expect([asked, waits]).toEqual([2, [milliseconds]]);
  });

  it('outlast the five minutes for which an account is closed to an app with limited access', async () => {
    const closed = error({ code: 17, error_subcode: 2446079, message: 'User request limit reached' });
    const { asked, waits } = await meet([closed, closed, closed, EMPTY]);
    expect(asked).toBe(4);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(300_000);
  });

  it('wait as long as the header of the business use case says', async () => {
    const use = { '77': [{ type: 'ads_insights', call_count: 101, estimated_time_to_regain_access: 9 }] };
    const limit = {
      ...error({ code: 80000, message: 'Too many' }),
      headers: { 'x-business-use-case-usage': JSON.stringify(use) },
    };
    expect((await meet([limit, EMPTY])).waits).toEqual([9 * 60_000]);
  });

  it.each([
    [
      'invalid breakdowns',
      { code: 2, error_subcode: 1504041, message: 'Invalid' },
      400,
      /select fewer or other fields/,
    ],
    ['invalid metrics', { code: 2, error_subcode: 1504042, message: 'Invalid' }, 400, /select other fields/],
    [
      'a field that is not there',
      { code: 100, message: '(#100) foo is not valid for fields param' },
      400,
      /foo is not valid.*code 100/,
    ],
    [
      'an object that is not there',
      { code: 100, error_subcode: 33, message: 'Unsupported get request.' },
      400,
      /Check Account IDs/,
    ],
    [
      'a start too long ago',
      { code: 3018, message: '(#3018) beyond 37 months' },
      400,
      /37 months: set a later Start Date/,
    ],
    ['a version that has ended', { code: 2635, message: 'deprecated version' }, 400, /update Sheetbound/],
    ['an unknown error of ours', { code: 4712, message: 'Odd' }, 400, /Odd \(code 4712, trace AbC\)/],
  ])('do not ask again after %s, and are no refusal', async (_, body, status, text) => {
    const { thrown, waits } = await meet([error(body, status)]);
    expect(waits).toEqual([]);
    expect(thrown?.message).toMatch(/^\[FacebookMarketing\] /);
    expect(thrown?.message).toMatch(text);
    expect(isRefusal(thrown)).toBe(false);
  });

  it.each([
    [
      'a token that has ended',
      { code: 190, error_subcode: 463, message: 'Session has expired' },
      400,
      /Sign in again, or paste a new access token/,
    ],
    ['a token that was cut off', { code: 190, message: 'Cannot parse access token' }, 400, /Sign in again/],
    ['a session that has ended', { code: 102, message: 'Session key invalid' }, 400, /Sign in again/],
    ['no token at all', { code: 104, message: 'An access token is required' }, 400, /Sign in again/],
    [
      'a password that was changed',
      { code: 190, error_subcode: 460, message: 'Password changed' },
      400,
      /password was changed/,
    ],
    [
      'an app that was removed',
      { code: 190, error_subcode: 458, message: 'Not authorized' },
      400,
      /has removed the app/,
    ],
    [
      'an account in a checkpoint',
      { code: 190, error_subcode: 459, message: 'Checkpoint' },
      400,
      /log in to facebook.com/,
    ],
    [
      'a missing permission',
      { code: 200, message: 'Ad account owner has NOT grant ads_read' },
      403,
      /needs access to this ad account/,
    ],
    [
      'another missing permission',
      { code: 294, message: 'Requires extended permission' },
      400,
      /permission ads_read/,
    ],
    [
      'a permission that was withdrawn',
      { code: 10, message: 'Permission denied' },
      400,
      /permission ads_read/,
    ],
    [
      'a missing permission that is told as a parameter',
      { code: 100, message: '(#100) Missing permissions' },
      400,
      /needs access to this ad account/,
    ],
    [
      'a person who is not linked with the page, although it is called unknown',
      { code: 1, error_subcode: 2853001, is_transient: false, message: 'An unknown error occurred' },
      400,
      /not linked with the page of this account/,
    ],
    ['an app without the product', { code: 3, message: 'Capability' }, 400, /may not use the Marketing API/],
    ['a block for a while', { code: 368, message: 'Blocked' }, 400, /log in to facebook.com/],
    ['an unknown refusal', { message: 'No' }, 403, /permission ads_read/],
  ])('call %s a refusal, so that other accounts go on', async (_, body, status, text) => {
    const { thrown, waits } = await meet([error(body, status)]);
    expect(waits).toEqual([]);
    expect(thrown?.message).toMatch(text);
    expect(isRefusal(thrown)).toBe(true);
  });

  it("show Facebook's words to the user, each once, with what support asks for", async () => {
    const { thrown } = await meet([
      error({
        code: 100,
        message: 'Invalid parameter.',
        error_user_title: 'Too odd',
        error_user_msg: 'Invalid parameter',
      }),
    ]);
    expect(thrown?.message).toContain('answered 400: Invalid parameter. Too odd (code 100, trace AbC). ');
  });

  it('take an error with status 200 for one', async () => {
    const { thrown } = await meet([error({ code: 100, message: 'Unsupported' }, 200)]);
    expect(thrown?.message).toContain('answered with an error: Unsupported (code 100');
  });
});

describe('usage headers', () => {
  const delay = (headers: Record<string, string>) => usageDelay({ header: name => headers[name] });
  const business = (use: object) => ({
    'x-business-use-case-usage': JSON.stringify({ '77': [use], '78': [{}] }),
  });

  it.each([
    ['nothing is said', {}, 0],
    ['there is plenty', { 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":94}' }, 0],
    [
      'the app has used nearly all',
      { 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":95}' },
      60_000,
    ],
    [
      'insights are nearly used up',
      { 'x-fb-ads-insights-throttle': '{"app_id_util_pct":100,"acc_id_util_pct":10}' },
      60_000,
    ],
    [
      'the account is nearly used up',
      { 'x-ad-account-usage': '{"acc_id_util_pct":96.5,"reset_time_duration":300}' },
      300_000,
    ],
    ['the account does not say for how long', { 'x-ad-account-usage': '{"acc_id_util_pct":99}' }, 60_000],
    [
      'a use case is nearly used up',
      business({ call_count: 97, estimated_time_to_regain_access: 0 }),
      60_000,
    ],
    [
      'a use case names its time',
      business({ call_count: 100, estimated_time_to_regain_access: 19 }),
      1_140_000,
    ],
    [
      'it cannot be read',
      { 'x-app-usage': 'busy', 'x-business-use-case-usage': '[1]', 'x-ad-account-usage': 'null' },
      0,
    ],
  ])('%s', (_, headers, expected) => {
    expect(delay(headers)).toBe(expected);
  });

  it.each([
    ['of the app hold back all accounts', '{"app_id_util_pct":98,"acc_id_util_pct":3}', [60_000]],
    ['of an account hold back none but it', '{"app_id_util_pct":3,"acc_id_util_pct":98}', []],
  ])('%s', async (_, usage, expected) => {
    installCanned([{ ...EMPTY, headers: { 'x-fb-ads-insights-throttle': usage } }, EMPTY]);
    const source = await loadSource('FacebookMarketing', { AuthType, AccountIDs: '1, 2' });
    const sleeps = vi.spyOn(EnvironmentAdapter, 'sleep');
    for (const account of ['1', '2'])
      source.urlFetchWithRetry(`https://graph.facebook.com/v26.0/act_${account}/insights`);
    expect(sleeps.mock.calls.map(([milliseconds]) => milliseconds)).toEqual(expected);
    sleeps.mockRestore();
  });
});
