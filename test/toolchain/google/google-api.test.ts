import { describe, expect, it } from 'vitest';
import { connectGoogle } from '../../../toolchain/google/Google';
import type { GoogleApiError } from '../../../toolchain/google/GoogleErrors';
import { answer, answering, clasp3, failure, homeWith, refusal, SECRETS } from './fake';

const ID = 'script-id-of-a-test';

function google(...answers: Parameters<typeof answering>) {
  const waits: number[] = [];
  const { send, sent } = answering(...answers);
  const wait = (milliseconds: number) => {
    waits.push(milliseconds);
    return Promise.resolve();
  };
  const options = { home: homeWith(clasp3()), send, wait, random: () => 0.5, now: () => 1_800_000_000_000 };
  return { ...connectGoogle({}, options), sent, waits };
}

async function errorOf(promise: Promise<unknown>): Promise<GoogleApiError> {
  return promise.then(
    () => expect.fail('no error'),
    (error: unknown) => error as GoogleApiError,
  );
}

const CONTENT = {
  scriptId: ID,
  files: [
    {
      name: 'Code',
      type: 'SERVER_JS',
      source: 'let a;',
      updateTime: '2026-01-01T00:00:00Z',
      lastModifyUser: { email: 'ann@example.com' },
    },
    { name: 'empty', type: 'HTML' },
  ],
};

describe('reads', () => {
  it('the files, those of a version too', async () => {
    const { script, sent } = google(answer(200, CONTENT));
    expect(await script.content(ID)).toEqual([
      {
        name: 'Code',
        type: 'SERVER_JS',
        source: 'let a;',
        updated: '2026-01-01T00:00:00Z',
        updatedBy: 'ann@example.com',
      },
      { name: 'empty', type: 'HTML', source: '' },
    ]);
    await script.content(ID, 7);
    expect(sent.map(({ url }) => url)).toEqual([
      `https://script.googleapis.com/v1/projects/${ID}/content`,
      `https://script.googleapis.com/v1/projects/${ID}/content?versionNumber=7`,
    ]);
    expect(sent[0]).toMatchObject({ method: 'get', token: SECRETS.access });
  });

  it('every page of the versions, the newest first, and ends when a page repeats itself', async () => {
    const page = (number: number, nextPageToken?: string) =>
      answer(200, {
        versions: [{ versionNumber: number, description: 'd', createTime: 't' }],
        nextPageToken,
      });
    const { script, sent } = google(page(1, 'a&b'), page(2, 'a&b'), page(3));
    expect((await script.versions(ID)).map(({ number }) => number)).toEqual([2, 1]);
    expect(sent[1]?.url).toContain('pageToken=a%26b');
  });

  it('a project without versions', async () => {
    expect(await google(answer(200, {})).script.versions(ID)).toEqual([]);
  });

  it('deployments, the head one without a version', async () => {
    const deployments = [
      { deploymentId: 'h', deploymentConfig: {}, updateTime: 't' },
      { deploymentId: 'd', deploymentConfig: { versionNumber: 3, description: 'prod' }, updateTime: 't' },
    ];
    expect(
      (await google(answer(200, { deployments })).script.deployments(ID)).map(({ version }) => version),
    ).toEqual([undefined, 3]);
  });

  it.each([
    ['a list that is none', { files: {} }],
    ['a type that does not exist', { files: [{ name: 'a', type: 'PYTHON' }] }],
    ['nothing in the list', { files: [null] }],
  ])('%s is a fault, not an empty project', async (_what, json) => {
    expect(String(await errorOf(google(answer(200, json)).script.content(ID)))).toMatch(
      /another form than Google documents/,
    );
  });

  it('a sign-in page of the network is no answer', async () => {
    expect(String(await errorOf(google(answer(200, '<html>')).script.content(ID)))).toMatch(
      /not Google's; .*sign-in page/,
    );
  });
});

describe('repeats', () => {
  it.each([
    ['429', refusal(429, 'Quota exceeded'), [1000]],
    ['Retry-After', answer(503, {}, [['Retry-After', '7']]), [7000]],
    ['500', refusal(500, 'Internal error'), [1000]],
    ['a broken connection', failure('broken'), [1000]],
    ['a rate limit of Drive', refusal(403, 'Rate Limit Exceeded', 'userRateLimitExceeded'), [1000]],
  ])('a read after %s', async (_what, first, delays) => {
    const { script, waits } = google(first, answer(200, CONTENT));
    expect(await script.content(ID)).toHaveLength(2);
    expect(waits).toEqual(delays);
  });

  it('a read four times, then says so', async () => {
    const { script, sent, waits } = google(refusal(429, 'Quota exceeded for quota metric'));
    const error = await errorOf(script.content(ID));
    expect(error).toMatchObject({ status: 429, effect: 'none', kind: 'failed' });
    expect(error.message).toMatch(
      /^\[Google\] Could not read script project .*too many requests \(429\): Quota exceeded for quota metric\. Wait/,
    );
    expect([sent.length, waits]).toEqual([4, [1000, 2000, 4000]]);
  });

  it('nothing that Google asks to put off for long', async () => {
    const { script, sent } = google(answer(429, {}, [['Retry-After', '3600']]));
    await errorOf(script.content(ID));
    expect(sent).toHaveLength(1);
  });

  it('nothing without a secure connection', async () => {
    const { script, sent } = google(failure('tls'));
    expect(String(await errorOf(script.content(ID)))).toMatch(/NODE_EXTRA_CA_CERTS/);
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['500', refusal(500, 'Internal error'), 'unknown'],
    ['a connection that broke', failure('broken'), 'unknown'],
    ['no answer in time', failure('timeout', 'timeout'), 'unknown'],
    ['a host that is not there', failure('dns'), 'none'],
    ['429', refusal(429, 'Quota'), 'none'],
  ])('never a write: after %s its effect is told', async (_what, result, effect) => {
    const { drive, sent } = google(result);
    const error = await errorOf(drive.createSpreadsheet('t', 'm'));
    expect(sent).toHaveLength(1);
    expect(error.effect).toBe(effect);
    expect(error.message).toMatch(effect === 'none' ? /Nothing was created\./ : /may have been carried out/);
  });

  it('a write that something else answered has an unknown effect', async () => {
    const error = await errorOf(google(answer(200, '<html>')).drive.createSpreadsheet('t', 'm'));
    expect(error).toMatchObject({ effect: 'unknown', status: 200 });
  });

  it('a request whose token ended early, once, with a new token', async () => {
    const token = answer(200, { access_token: 'made-up-second', expires_in: 3599 });
    const { drive, sent } = google(
      refusal(401, 'Invalid Credentials'),
      token,
      answer(200, { id: 'sheet', name: 't' }),
    );
    expect(await drive.createSpreadsheet('t', 'm')).toEqual({ id: 'sheet', name: 't' });
    expect(sent.map(({ token }) => token)).toEqual([SECRETS.access, undefined, 'made-up-second']);
  });
});

describe('refusals in words', () => {
  it.each([
    [
      'a wrong script id',
      refusal(404, 'Requested entity was not found.'),
      /no such thing \(404\).*Check "scriptId"/,
      'invalid',
    ],
    [
      "someone else's project",
      refusal(403, 'The caller does not have permission'),
      /your login may not do that \(403\): The caller does not have permission\. Log in as its owner/,
      'invalid',
    ],
    [
      'the API is off for the user',
      refusal(
        403,
        'User has not enabled the Apps Script API. Enable it by visiting https://script.google.com/home/usersettings then retry.',
      ),
      /Switch it on at https:\/\/script\.google\.com\/home\/usersettings, wait a minute/,
      'invalid',
    ],
    [
      'the API is off in the project of the client',
      refusal(
        403,
        'Apps Script API has not been used in project 1 before or it is disabled.',
        'SERVICE_DISABLED',
      ),
      /switched off in the Google Cloud project of your login/,
      'invalid',
    ],
    [
      'a scope is missing',
      refusal(403, 'Request had insufficient authentication scopes.', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'),
      /not given that right.*tick every box/,
      'invalid',
    ],
    ['a full Drive', refusal(403, 'full', 'storageQuotaExceeded'), /Drive is full/, 'failed'],
    ['an administrator', refusal(403, 'no', 'domainPolicy'), /administrator of your organisation/, 'invalid'],
    [
      'a bad request',
      refusal(400, 'Invalid JSON payload'),
      /Google refused \(400\): Invalid JSON payload\./,
      'failed',
    ],
  ])('%s', async (_what, result, text, kind) => {
    const error = await errorOf(google(result).script.content(ID));
    expect(error.message).toMatch(text);
    expect(error.kind).toBe(kind);
  });

  it('hold no token, even where Google repeats it, and stay on one line', async () => {
    const error = await errorOf(
      google(refusal(400, `bad\u001b[31m\ntoken ${SECRETS.access}`)).script.content(ID),
    );
    expect(error.message).not.toContain(SECRETS.access);
    expect(error.message).not.toMatch(/[\n\u001b]/);
  });
});

describe('the account', () => {
  it('is the address of who is logged in', async () => {
    expect(await google(answer(200, { email: 'ann@example.com' })).account()).toBe('ann@example.com');
  });

  it('stays unknown when the login may not tell', async () => {
    expect(await google(refusal(403, 'insufficient authentication scopes')).account()).toBeUndefined();
  });
});

describe('Drive', () => {
  it('finds what a mark names, nothing in the bin', async () => {
    const { drive, sent } = google(answer(200, { files: [{ id: 'a', name: 'A' }] }));
    expect(await drive.findByMarker('mark')).toEqual([{ id: 'a', name: 'A' }]);
    expect(new URL(sent[0]?.url ?? '').searchParams.get('q')).toBe(
      "appProperties has { key='sheetbound' and value='mark' } and mimeType='application/vnd.google-apps.spreadsheet' and trashed=false",
    );
  });
});
