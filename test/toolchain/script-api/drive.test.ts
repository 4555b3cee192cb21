import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GoogleLogin } from '../../../environments/emulator/script-api/Accounts';
import { startScriptApi, type ScriptApi } from '../../../environments/emulator/script-api/ScriptApi';
import { ask, messageOf, type Answer } from '../support/ask';

const ADA = 'ada@example.com';
const FILES = 'www.googleapis.com/drive/v3/files';
const SHEET = 'application/vnd.google-apps.spreadsheet';

let google: ScriptApi;
let ada: GoogleLogin;

beforeAll(async () => {
  google = await startScriptApi();
  ada = google.login(ADA);
});

afterAll(() => google.close());

async function create(marker: string, login = ada): Promise<string> {
  const body = { name: 'Sales', mimeType: SHEET, appProperties: { marker } };
  return String((await ask(google, login, `POST ${FILES}`, body)).body['id']);
}

async function find(query: string, login = ada): Promise<string[]> {
  const { body } = await ask(google, login, `GET ${FILES}?q=${encodeURIComponent(query)}&fields=files(id)`);
  return (body['files'] as { id: string }[]).map(({ id }) => id);
}

const marked = (value: string): string => `appProperties has { key='marker' and value='${value}' }`;

describe('a spreadsheet that was made', () => {
  it('is found by its marker, by the client alone that made it, until it is in the trash', async () => {
    const id = await create('one');
    expect(await find(`${marked('one')} and trashed = false and mimeType = '${SHEET}'`)).toEqual([id]);
    expect(await find(marked('one'), google.login(ADA, { clientId: 'other' }))).toEqual([]);
    expect(await find(marked('one'), google.login('bob@example.com'))).toEqual([]);
    const { status } = await ask(google, ada, `PATCH ${FILES}/${id}`, { trashed: true });
    expect(status).toBe(200);
    expect(await find(`${marked('one')} and trashed=false`)).toEqual([]);
    expect(await find(`trashed=true and 'me' in owners and name contains 'sal'`)).toEqual([id]);
  });

  it('is found whatever is in the marker', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 20 }), async text => {
        const id = await create(text);
        const quoted = text.replace(/[\\']/g, '\\$&');
        const found = await find(marked(quoted));
        google.drive.remove(id);
        expect(found).toEqual([id]);
      }),
      { numRuns: 30 },
    );
  });

  it('shows four members unless asked for others', async () => {
    const id = await create('shown');
    const { body } = await ask(google, ada, `GET ${FILES}/${id}`);
    expect(body).toEqual({ kind: 'drive#file', id, name: 'Sales', mimeType: SHEET });
    const some = await ask(
      google,
      ada,
      `GET ${FILES}/${id}?fields=trashed,owners(me,emailAddress),appProperties/marker`,
    );
    expect(some.body).toEqual({
      trashed: false,
      owners: [{ me: true, emailAddress: ADA }],
      appProperties: { marker: 'shown' },
    });
    expect((await ask(google, ada, `GET ${FILES}/${id}?fields=a((`)).status).toBe(400);
  });
});

describe('what Drive refuses', () => {
  it('files that are not there or not shared', async () => {
    const other = google.createProject({ owner: 'bob@example.com' }).parentId ?? '';
    const answer = await ask(google, ada, `GET ${FILES}/${other}`);
    expect(answer.body['error']).toMatchObject({
      code: 404,
      message: `File not found: ${other}.`,
      errors: [{ reason: 'notFound', location: 'fileId' }],
    });
  });

  it('to change a file that another app made', async () => {
    const byHand = google.drive.add(google.user(ADA), 'By hand');
    const answer = await ask(google, ada, `PATCH ${FILES}/${byHand.id}`, { trashed: true });
    expect([answer.status, messageOf(answer)]).toEqual([
      403,
      expect.stringContaining('has not granted the app'),
    ]);
    expect(byHand.trashed).toBe(false);
  });

  it.each(['name like "a"', "trashed=false or name='a'", 'trashed=false and', 'sharedWithMe'])(
    'the search %s',
    async query => {
      const answer = await ask(google, ada, `GET ${FILES}?q=${encodeURIComponent(query)}`);
      expect(answer.body['error']).toMatchObject({ code: 400, errors: [{ location: 'q' }] });
    },
  );

  it.each([
    [{ name: 'a', mimeType: 'text/plain' }],
    [{ name: 'a', mimeType: SHEET, owner: 'me' }],
    [{ name: 'a', mimeType: SHEET, appProperties: { marker: 'x'.repeat(124) } }],
  ])('to make %j', async body => {
    const answer: Answer = await ask(google, ada, `POST ${FILES}`, body);
    expect(answer.status).toBe(400);
  });
});
