import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GoogleLogin } from '../../../environments/emulator/script-api/Accounts';
import { startScriptApi, type ScriptApi } from '../../../environments/emulator/script-api/ScriptApi';
import type { ScriptProject } from '../../../environments/emulator/script-api/ScriptProject';
import { ask, statusOf, type Answer } from '../support/ask';

const ADA = 'ada@example.com';
const CHANGED = {
  files: [
    { name: 'appsscript', type: 'JSON', source: '{}' },
    { name: 'Code', type: 'SERVER_JS', source: 'var changed;' },
  ],
};

let google: ScriptApi;
let ada: GoogleLogin;
let project: ScriptProject;

beforeAll(async () => {
  google = await startScriptApi();
  ada = google.login(ADA);
});

afterAll(() => google.close());

beforeEach(() => {
  google.clearFaults();
  google.clearRequests();
  project = google.createProject({ owner: ADA });
});

const get = (): Promise<Answer> => ask(google, ada, `GET ${address()}`);
const put = (): Promise<Answer> => ask(google, ada, `PUT ${address()}`, CHANGED);
const address = (): string => `script.googleapis.com/v1/projects/${project.scriptId}/content`;

describe('faults on demand', () => {
  it('answer with an error, as often as asked, and do nothing', async () => {
    google.fail({ match: 'PUT', status: 429, retryAfter: 7, times: 2 });
    expect((await get()).status).toBe(200);
    const refused = await put();
    expect([refused.status, statusOf(refused), refused.headers.get('retry-after')]).toEqual([
      429,
      'RESOURCE_EXHAUSTED',
      '7',
    ]);
    expect((await put()).status).toBe(429);
    expect(project.source('Code')).not.toBe('var changed;');
    expect((await put()).status).toBe(200);
  });

  it('cut the connection before or after the work is done', async () => {
    google.fail({ match: 'PUT', cut: 'before' });
    google.fail({ match: 'PUT', cut: 'after', skip: 1 });
    await expect(put()).rejects.toThrow();
    expect(project.source('Code')).not.toBe('var changed;');
    google.fail({ match: 'PUT', cut: 'after' });
    await expect(put()).rejects.toThrow();
    expect(project.source('Code')).toBe('var changed;');
    expect(google.requests().map(({ status }) => status)).toEqual([0, 0]);
  });

  it('break an answer off in its middle', async () => {
    google.fail({ match: 'GET', cut: 'during' });
    await expect(get()).rejects.toThrow();
    expect((await get()).status).toBe(200);
  });

  it('send the page of a proxy', async () => {
    google.fail({ status: 502, text: '<html>Bad gateway</html>' });
    expect(await get()).toMatchObject({ status: 502, body: '<html>Bad gateway</html>' });
  });

  it('let somebody edit between two requests', async () => {
    google.fail({ match: /^PUT/, before: () => project.edit('Notes', 'var meanwhile;') });
    google.fail({ match: /^PUT/, skip: 1, after: () => project.edit('Notes', 'var later;') });
    await put();
    expect(project.content().map(({ name }) => name)).toEqual(['appsscript', 'Code']);
    await put();
    expect(project.source('Notes')).toBe('var later;');
  });

  it('concern one user alone', async () => {
    project.share('bob@example.com', 'writer');
    const bob = google.login('bob@example.com');
    google.fail({ user: 'bob@example.com', status: 503 });
    expect((await get()).status).toBe(200);
    expect((await ask(google, bob, `GET ${address()}`)).status).toBe(503);
  });

  it('leave what no service answers to the 404 page of Google', async () => {
    for (const line of ['GET script.googleapis.com/v1/operations', `GET www.googleapis.com/v1/projects/1`]) {
      const { status, body } = await ask(google, ada, line);
      expect([status, body]).toEqual([404, expect.stringContaining('was not found on this server')]);
    }
  });
});
