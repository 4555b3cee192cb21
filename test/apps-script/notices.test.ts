import { readFileSync } from 'node:fs';
import { ScriptTarget, transpileModule } from 'typescript';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Simulators } from '../../environments/emulator/apis/Simulators';
import { Emulator } from '../../environments/emulator/google/Emulator';
import { ANNA, BEN, call, CODE, failureOf, HOLIDAYS, MANIFEST, openFile, rowsOf, startApis } from './harness';
import { WebhookServer } from './WebhookServer';

const HOUR = 3_600_000;
const CHAT = 'https://chat.googleapis.com/v1/spaces/AAA/messages?key=k&token=chatCANARY012345';
const SLACK = 'https://hooks.slack.com/services/T0/B0/slackCANARY012345';

let apis: Simulators;
let webhooks: WebhookServer;
let file: Emulator;

beforeAll(async () => {
  [apis, webhooks] = await Promise.all([startApis(), WebhookServer.start()]);
});

afterAll(async () => {
  await Promise.all([apis.close(), webhooks.close()]);
});

beforeEach(async () => {
  await Promise.all([apis.resetAll(), webhooks.answerWith(200)]);
  file = openFile(apis, { hosts: { ...apis.hosts, ...webhooks.hosts }, spreadsheet: { name: 'Budget' } });
  call(file, ANNA, 'saveImport', { ...HOLIDAYS, schedule: { every: '4 hours' } });
});

const fail = (times: number) => apis.fail('OpenHolidays', { status: 403, times });

describe('notices', () => {
  it('come once for an incident, once more after a day of it, and at the recovery, to every channel', async () => {
    call(file, ANNA, 'manageNotices', { channels: { chat: CHAT, slack: SLACK } });
    await fail(1_000);
    file.advance(40 * HOUR);
    await apis.resetAll();
    file.advance(20 * HOUR);
    const posts = await webhooks.posts();
    const texts = posts.filter(({ path }) => path.startsWith('/services/')).map(({ text }) => text);
    expect(texts).toEqual([
      expect.stringMatching(/^Sheetbound, Budget:\n- Holidays failed: Failed: \[OpenHolidays\].*403/),
      expect.stringContaining('Holidays has been failing for a day'),
      expect.stringContaining('Holidays works again.'),
    ]);
    expect(posts).toHaveLength(6);
    expect(rowsOf(file, 'Run history').length).toBeGreaterThan(10);
  });

  it('are due again when no channel took them, and never fail a run', async () => {
    call(file, ANNA, 'manageNotices', { channels: { slack: SLACK } });
    await fail(1_000);
    await webhooks.answerWith(404);
    const executions = file.advance(6 * HOUR);
    expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'completed'));
    await webhooks.answerWith(200);
    file.advance(5 * HOUR);
    expect((await webhooks.posts()).map(({ text }) => text)).toEqual([
      expect.stringContaining('Holidays failed'),
    ]);
  });

  it('do not come for what somebody sees failing in front of them, nor to a colleague', async () => {
    call(file, ANNA, 'manageNotices', { channels: { slack: SLACK } });
    call(file, BEN, 'manageNotices', { channels: { chat: CHAT } });
    await fail(2);
    call(file, ANNA, 'importNewData');
    expect(await webhooks.posts()).toEqual([]);
    await fail(1_000);
    file.advance(6 * HOUR);
    expect((await webhooks.posts()).map(({ path }) => path.split('/')[1])).toEqual(['services']);
  });

  it('can be tried out, and their addresses are secrets', async () => {
    const { channels, message } = call<{ channels: Record<string, string>; message: string }>(
      file,
      ANNA,
      'manageNotices',
      { channels: { chat: CHAT, slack: SLACK }, test: true },
    );
    expect(message).toContain('test message was sent');
    expect(channels).toEqual({ chat: '••••2345', slack: '••••2345' });
    expect((await webhooks.posts()).map(({ text }) => text)[0]).toContain('this is a test');
    expect(
      JSON.stringify([file.documentProperties, file.spreadsheet.toJSON(), file.executions]),
    ).not.toContain('CANARY');
    call(file, ANNA, 'manageNotices', { forget: ['chat', 'slack'] });
    expect(JSON.stringify(file.user(ANNA).properties)).not.toContain('CANARY');
  });

  it('refuse an address that is none, without repeating it, and a channel that the deployment does not have', () => {
    const message = failureOf(
      file
        .user(ANNA)
        .call('manageNotices', { channels: { slack: 'https://example.com/CANARY', email: 'a@b.ch' } }),
    );
    expect(message).toMatch(/Slack webhook: must look like https:\/\/hooks\.slack\.com/);
    expect(message).toMatch(/email: there is no such channel here\. There are: chat, slack/);
    expect(message).not.toContain('CANARY');
  });
});

describe('notices by e-mail', () => {
  it('go out where a deployment has them, with the file in the subject', () => {
    const source = readFileSync('environments/apps-script/notices/Email.ts', 'utf8');
    const { outputText } = transpileModule(source, { compilerOptions: { target: ScriptTarget.ES2020 } });
    const text = 'Sheetbound, Budget:\\n- Stars failed: [GitHub] 401';
    const code = `${outputText.replace(/^export /gm, '')}\nfunction send() { sendEmail('anna@example.com', '${text}'); }`;
    const mail = new Emulator({ code });
    expect(mail.user(ANNA).run('send').error).toBeUndefined();
    expect(mail.outbox).toEqual([
      expect.objectContaining({ to: [ANNA], subject: 'Sheetbound, Budget', body: text.replace('\\n', '\n') }),
    ]);
  });

  it('are no part of a deployment that does not ask for them', () => {
    expect(CODE.includes('MailApp')).toBe(false);
    expect(MANIFEST.oauthScopes).not.toContain('https://www.googleapis.com/auth/script.send_mail');
  });
});
