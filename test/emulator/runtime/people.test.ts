import { describe, expect, it } from 'vitest';
import { worldOf } from './support';

const SCOPES = 'https://www.googleapis.com/auth/';

describe('Session', () => {
  const code = `
    function who() { return [Session.getActiveUser().getEmail(), Session.getActiveUserLocale(), Session.getScriptTimeZone()]; }
    function effective() { return Session.getEffectiveUser().getEmail(); }
    function key() { return Session.getTemporaryActiveUserKey(); }
    function onOpen() { console.log('[' + Session.getActiveUser().getEmail() + ']'); }`;

  it('knows who runs the script, where it may', () => {
    const { ann, value } = worldOf(code, { manifest: { timeZone: 'Europe/Paris' } });
    ann.locale = 'fr';
    expect(value('who')).toEqual(['ann@example.com', 'fr', 'Europe/Paris']);
    expect(value('effective')).toBe('ann@example.com');
    expect(ann.open()[0]?.log).toEqual(['log []']);
  });

  it('keeps the address back without its scope', () => {
    const { value, failure } = worldOf(code, { manifest: { oauthScopes: [] } });
    expect((value('who') as string[])[0]).toBe('');
    expect(failure('effective')).toMatch(
      /Session\.getEffectiveUser\. Required permissions: .*userinfo\.email$/,
    );
  });

  it('gives a key per user that changes every 30 days', () => {
    const { emulator, value } = worldOf(code);
    const first = value('key');
    expect(emulator.user('bob@example.com').run('key').result).not.toBe(first);
    expect(value('key')).toBe(first);
    emulator.advance(31 * 24 * 3_600_000);
    expect(value('key')).not.toBe(first);
  });
});

describe('authorisation', () => {
  const code = `
    function info() { var i = ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL); return [String(i.getAuthorizationStatus()), i.getAuthorizedScopes(), i.getAuthorizationUrl() !== null]; }
    function all() { try { ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL); } catch (e) { return 'caught'; } return 'granted'; }
    function tokens() { return [typeof ScriptApp.getOAuthToken(), ScriptApp.getIdentityToken(), ScriptApp.getScriptId().length > 20]; }
    function bad() { ScriptApp.getAuthorizationInfo('FULL'); }`;

  it('tells what the user granted, which may be only some of the scopes', () => {
    const oauthScopes = [`${SCOPES}script.external_request`, `${SCOPES}script.scriptapp`];
    const { ann, value } = worldOf(code, { manifest: { oauthScopes } });
    expect(value('info')).toEqual(['NOT_REQUIRED', oauthScopes, false]);
    expect(value('all')).toBe('granted');
    ann.grantedScopes = [`${SCOPES}script.scriptapp`];
    expect(value('info')).toEqual(['REQUIRED', [`${SCOPES}script.scriptapp`], true]);
    const record = ann.run('all');
    expect([record.status, record.error?.message]).toEqual([
      'failed',
      'Authorization is required to perform that action.',
    ]);
  });

  it('has tokens and ids', () => {
    const { value, failure } = worldOf(code);
    expect(value('tokens')).toEqual(['string', null, true]);
    expect(failure('bad')).toMatch(
      /The parameters \(String\) don't match .* ScriptApp\.getAuthorizationInfo\./,
    );
  });
});

describe('MailApp', () => {
  const code = `
    function send() { MailApp.sendEmail.apply(MailApp, arguments); }
    function left() { return MailApp.getRemainingDailyQuota(); }`;

  it('puts mails into the outbox and counts recipients', () => {
    const { emulator, ann, value } = worldOf(code);
    ann.run('send', 'a@b.cd, Bob <b@b.cd>', 'Subject', 'Body', {
      cc: 'c@b.cd',
      name: 'Sheetbound',
      htmlBody: '<b>',
    });
    ann.run('send', { to: 'd@b.cd', subject: 'S', body: 'B', replyTo: 'r@b.cd' });
    expect(emulator.outbox).toMatchObject([
      {
        from: 'ann@example.com',
        to: ['a@b.cd', 'Bob <b@b.cd>'],
        cc: ['c@b.cd'],
        subject: 'Subject',
        body: 'Body',
        name: 'Sheetbound',
        htmlBody: '<b>',
      },
      { to: ['d@b.cd'], replyTo: 'r@b.cd' },
    ]);
    expect(value('left')).toBe(96);
  });

  it('takes blobs as attachments, and nothing else', () => {
    const { emulator, ann, failure } = worldOf(`
      function attach() { MailApp.sendEmail({ to: 'a@b.cd', subject: 's', body: 'b', attachments: [Utilities.newBlob('hé', 'text/csv', 'x.csv'), HtmlService.createHtmlOutput('<b>').getBlob()] }); }
      function wrong() { MailApp.sendEmail({ to: 'a@b.cd', subject: 's', body: 'b', attachments: ['text'] }); }`);
    expect(ann.run('attach').status).toBe('completed');
    expect(emulator.outbox[0]?.attachments).toEqual([
      { name: 'x.csv', contentType: 'text/csv', bytes: [104, 195, 169] },
      { name: 'attachment', contentType: 'text/html', bytes: [60, 98, 62] },
    ]);
    expect(failure('wrong')).toMatch(/don't match the method signature for MailApp\.sendEmail\.$/);
  });

  it.each([
    [['nobody', 's', 'b'], 'Invalid email: nobody'],
    [['', 's', 'b'], 'Failed to send email: no recipient'],
    [['a@b.cd', 's'.repeat(251), 'b'], 'Argument too large: subject'],
    [['a@b.cd', 's', 'b'.repeat(204_801)], 'Limit Exceeded: Email Body Size.'],
    [
      [Array.from({ length: 51 }, (_, i) => `a${String(i)}@b.cd`).join(','), 's', 'b'],
      'Limit Exceeded: Email Recipients Per Message.',
    ],
    [
      ['a@b.cd', 's'],
      "The parameters (String,String) don't match the method signature for MailApp.sendEmail.",
    ],
  ])('refuses %#', (args, message) => {
    const { emulator, failure } = worldOf(code);
    expect(failure('send', ...args)).toBe(`Exception: ${message}`);
    expect(emulator.outbox).toEqual([]);
  });

  it('stops at 100 recipients a day for a consumer, 1,500 for a Workspace account', () => {
    const { ann, failure, value } = worldOf(code);
    ann.setQuotaUsed('email', 99);
    expect(failure('send', 'a@b.cd,b@b.cd', 's', 'b')).toBe(
      'Exception: Service invoked too many times for one day: email.',
    );
    ann.account = 'workspace';
    expect(value('left')).toBe(1_401);
  });
});
