import { describe, expect, it } from 'vitest';
import { worldOf } from '../runtime/support';
import { errorOf, resultOf } from './script';

describe('a menu', () => {
  it('replaces the one of the same name', () => {
    const { ann } = worldOf(`function onOpen() {
      var ui = SpreadsheetApp.getUi();
      ui.createMenu('Tools').addItem('Old', 'a').addToUi();
      ui.createMenu('Tools').addItem('New', 'b').addToUi();
    }`);
    ann.open();
    expect(ann.menus).toEqual(['Tools', 'Tools > New']);
  });
});

describe('a dialog', () => {
  it('has the buttons of Google and can always be closed', () => {
    const body = `var ui = SpreadsheetApp.getUi(); return [Object.keys(ui.ButtonSet).sort(), Object.keys(ui.Button).sort()];`;
    expect(resultOf(body)).toEqual([
      ['OK', 'OK_CANCEL', 'YES_NO', 'YES_NO_CANCEL'],
      ['CANCEL', 'CLOSE', 'NO', 'OK', 'YES'],
    ]);
    const { ann } = worldOf(
      `function ask() { var ui = SpreadsheetApp.getUi(); return String(ui.alert('Sure?', ui.ButtonSet.YES_NO)); }`,
    );
    expect(ann.answer('CLOSE').run('ask').result).toBe('CLOSE');
  });
});

describe('a mail', () => {
  const message = (fields: string) =>
    `MailApp.sendEmail({ to: 'a@b.cd', subject: 's', body: 'b', ${fields} });`;

  it('takes 250 attachments of together 25 MB and no more', () => {
    const blobs = (count: number) =>
      `attachments: Array(${String(count)}).fill(Utilities.newBlob('x', 'text/plain', 'x.txt'))`;
    expect(resultOf(`${message(blobs(250))} return 'sent';`)).toBe('sent');
    expect(errorOf(message(blobs(251)))).toMatch(/^Exception: Limit Exceeded: .*Attachments/);
    const large = `attachments: [Utilities.newBlob('x'.repeat(25 * 1024 * 1024 + 1))]`;
    expect(errorOf(message(large))).toBe('Exception: Limit Exceeded: Email Total Attachments Size.');
  });

  it('may be twice as long in a Workspace', () => {
    const { ann } = worldOf(`function send() { MailApp.sendEmail('a@b.cd', 's', 'b'.repeat(300 * 1024)); }`);
    expect(ann.run('send').error?.message).toBe('Limit Exceeded: Email Body Size.');
    ann.account = 'workspace';
    expect(ann.run('send').status).toBe('completed');
  });
});

describe('a trigger', () => {
  it('that is gone cannot be deleted again', () => {
    const body = `var t = ScriptApp.newTrigger('x').timeBased().everyHours(1).create();
      ScriptApp.deleteTrigger(t); ScriptApp.deleteTrigger(t);`;
    expect(errorOf(body)).toBe(
      'Exception: Unexpected error while getting the method or property deleteTrigger on object ScriptApp.',
    );
  });
});
