import { describe, expect, it } from 'vitest';
import { failureOf, worldOf } from './support';

const code = `
  function onOpen(e) {
    var ui = SpreadsheetApp.getUi();
    ui.createMenu('Tools').addItem('Ask', 'ask').addSeparator()
      .addSubMenu(ui.createMenu('More').addItem('Sure?', 'sure')).addToUi();
    console.log(String(e.authMode), e.user.email);
  }
  function ask() {
    var ui = SpreadsheetApp.getUi();
    var answer = ui.prompt('Title', 'Your name?', ui.ButtonSet.OK_CANCEL);
    return [answer.getSelectedButton() === ui.Button.OK, answer.getResponseText(), Date.now()];
  }
  function sure() {
    try { return String(SpreadsheetApp.getUi().alert('Really?', SpreadsheetApp.getUi().ButtonSet.YES_NO)); }
    catch (e) { return 'caught ' + e.name; }
  }
  function stubborn() {
    try { SpreadsheetApp.getUi().alert('Hello'); } catch (e) { PropertiesService.getUserProperties().setProperty('went', 'on'); }
  }
  function wrong() { SpreadsheetApp.getUi().alert(); }
  function sidebar() {
    var ui = SpreadsheetApp.getUi();
    ui.showSidebar(HtmlService.createHtmlOutput('<p>side</p>').setTitle('Side'));
    ui.showModalDialog(HtmlService.createHtmlOutput('<p>box</p>').setWidth(400), 'Box');
    SpreadsheetApp.getActive().toast('done', 'Import', 3);
  }
  function text() { SpreadsheetApp.getUi().showSidebar('<p>'); }
  function schedule() { ScriptApp.newTrigger('sure').timeBased().after(1).create(); }`;

describe('menus and dialogs', () => {
  it('shows the menus of onOpen and runs the function of an item', () => {
    const { ann } = worldOf(code);
    const [opened] = ann.open();
    expect(opened?.log).toEqual(['log LIMITED ann@example.com']);
    expect(ann.menus).toEqual([
      'Tools',
      'Tools > Ask',
      'Tools > ---',
      'Tools > More',
      'Tools > More > Sure?',
    ]);
    ann.answer('YES');
    const record = ann.clickMenu('Tools', 'More', 'Sure?');
    expect([record.kind, record.result]).toEqual(['menu', 'YES']);
    expect(() => ann.clickMenu('Tools', 'Gone')).toThrow(/no menu item Tools > Gone.*Tools > Ask/s);
    ann.close();
    expect(() => ann.clickMenu('Tools', 'Ask')).toThrow('Open the file first');
  });

  it('answers prompts from the queue; the time that the user takes counts', () => {
    const { ann } = worldOf(code);
    ann.answer({ button: 'OK', text: 'Ann', after: 90_000 });
    const record = ann.run('ask');
    expect((record.result as unknown[]).slice(0, 2)).toEqual([true, 'Ann']);
    expect(record.endedAt - record.startedAt).toBeGreaterThanOrEqual(90_000);
    expect(ann.dialogs[0]).toMatchObject({
      kind: 'prompt',
      title: 'Title',
      message: 'Your name?',
      buttons: 'OK_CANCEL',
      answer: { button: 'OK', text: 'Ann' },
    });
    ann.answer({ button: 'CLOSE', after: 400_000 });
    expect(ann.run('ask').status).toBe('timed out');
  });

  it('fails an execution whose dialog nobody answers, whatever it catches', () => {
    const { ann } = worldOf(code);
    const record = ann.run('stubborn');
    expect(record.status).toBe('failed');
    expect(failureOf(record)).toMatch(/^UnansweredDialog: The alert "Hello" was not answered/);
    expect(ann.properties).toEqual({});
    expect(failureOf(ann.answer('CANCEL').run('sure'))).toMatch(/^UnansweredDialog: .*YES_NO.*CANCEL/);
  });

  it('records pages and toasts', () => {
    const { ann } = worldOf(code);
    expect(failureOf(ann.run('sidebar'))).toBe('completed');
    expect(ann.dialogs).toMatchObject([
      { kind: 'sidebar', title: 'Side', html: '<p>side</p>' },
      { kind: 'modal', title: 'Box', html: '<p>box</p>', width: 400 },
    ]);
    expect(ann.toasts).toMatchObject([{ message: 'done', title: 'Import', seconds: 3 }]);
    expect(failureOf(ann.run('text'))).toMatch(/The parameters \(String\) don't match .* Ui\.showSidebar\./);
    expect(failureOf(ann.run('wrong'))).toMatch(/The parameters \(\) don't match .* Ui\.alert\./);
  });

  it('has no Ui where no editor is open', () => {
    const { emulator, ann } = worldOf(code);
    ann.run('schedule');
    expect(emulator.advance(600_000)[0]?.result).toBe('caught Exception');
    expect(emulator.executions.at(-1)?.calls).toEqual(['SpreadsheetApp.getUi']);
  });
});

describe('what a simple trigger may not do', () => {
  it.each([
    [
      "SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutput(''));",
      /Ui\.showSidebar\. Required permissions: .*container\.ui$/,
    ],
    ["MailApp.sendEmail('a@b.cd', 's', 'b');", /MailApp\.sendEmail\. Required permissions: .*send_mail$/],
    ['ScriptApp.getProjectTriggers();', /ScriptApp\.getProjectTriggers\. Required permissions: .*scriptapp$/],
    ["SpreadsheetApp.openById('x');", /SpreadsheetApp\.openById\. Required permissions: .*\/spreadsheets$/],
  ])('%s', (statement, message) => {
    const { ann } = worldOf(`function onOpen() { ${statement} }`);
    expect(ann.open()[0]?.error?.message).toMatch(message);
  });

  it('touch a service at the top level of a file, which breaks onOpen but no menu item', () => {
    const { ann } = worldOf(
      `var store = PropertiesService.getUserProperties(); function onOpen() {} function fine() {}`,
    );
    expect(ann.open()[0]?.error?.message).toBe(
      'You do not have permission to call PropertiesService.getUserProperties',
    );
    expect(ann.run('fine').status).toBe('completed');
  });
});
