import { describe, expect, it } from 'vitest';
import { worldOf } from '../runtime/support';

const code = `
  function link(method, seconds) {
    var builder = ScriptApp.newStateToken().withMethod(method).withArgument('importId', 'ads-1');
    if (seconds) builder.withTimeout(seconds);
    return 'https://script.google.com/macros/d/' + ScriptApp.getScriptId() + '/usercallback?code=abc&state=' +
      builder.createToken();
  }
  function done(e) {
    var file = SpreadsheetApp.getActiveSpreadsheet();
    var store = PropertiesService.getUserProperties();
    store.setProperty('arrived', JSON.stringify(e.parameter));
    store.setProperty('shared', String(PropertiesService.getDocumentProperties()));
    return HtmlService.createHtmlOutput('<p>' + e.parameter.importId + ' ' + e.parameters.code[0] + ' ' + file + '</p>')
      .setTitle('Done');
  }
  function withUi() { return SpreadsheetApp.getUi(); }
  function nothing() {}
  function number() { return 7; }
  function library() { return Other.done(); }`;

const world = () => {
  const { ann, emulator, value } = worldOf(code);
  const link = (method: string, ...more: unknown[]) => String(value('link', method, ...more));
  return { ann, emulator, link };
};

const REFUSED = 'The state token is invalid or has expired. Please try again.';

describe('a site that sends the browser back to the script', () => {
  it('reaches the function of the state token with what came along, and no file', () => {
    const { ann, link } = world();
    expect(ann.visit(link('done'))).toMatchObject({ page: '<p>ads-1 abc null</p>', title: 'Done' });
    expect(JSON.parse(ann.properties['arrived'] ?? '')).toMatchObject({ importId: 'ads-1', code: 'abc' });
    expect(ann.properties['shared']).toBe('null');
  });

  it('cannot change what the script put into the token', () => {
    const { ann, link } = world();
    expect(ann.visit(`${link('done')}&importId=mine`).page).toContain('ads-1');
  });

  it('is refused to another user, after its time, and with another state', () => {
    const { ann, emulator, link } = world();
    const address = link('done');
    expect(emulator.user('ben@example.com').visit(address)).toEqual({ page: REFUSED, title: 'Error' });
    expect(ann.visit(address.replace(/state=.*/, 'state=abc')).page).toBe(REFUSED);
    expect(ann.visit(address.replace(/&state=.*/, '')).page).toBe(REFUSED);
    emulator.advance(59_000);
    expect(ann.visit(address).title).toBe('Done');
    emulator.advance(60_000);
    expect(ann.visit(address).page).toBe(REFUSED);
  });

  it('may take an hour at most', () => {
    const { ann, emulator, link } = world();
    const address = link('done', 3_600);
    emulator.advance(3_500_000);
    expect(ann.visit(address).title).toBe('Done');
    expect(() => link('done', 3_601)).toThrow('Invalid argument: seconds');
  });

  it('says what Google says of a function that is not there, or gives no page', () => {
    const { ann, link } = world();
    const pageOf = (method: string) => ann.visit(link(method)).page;
    expect(pageOf('gone')).toBe('Script function not found: gone');
    expect(pageOf('nothing')).toBe('The script completed but did not return anything.');
    expect(pageOf('number')).toBe(
      'The script completed but the returned value is not a supported return type.',
    );
    expect(pageOf('withUi')).toBe('Cannot call SpreadsheetApp.getUi() from this context.');
  });

  it('finds nothing at the address of another script', () => {
    const { ann, link } = world();
    expect(ann.visit(link('done').replace(/d\/[^/]+/, 'd/1other')).page).toContain('unable to open');
  });

  it('runs nothing for a user who has not granted what the script asks for', () => {
    const { ann, emulator } = worldOf(code, { manifest: { oauthScopes: ['https://a', 'https://b'] } });
    ann.grantedScopes = ['https://a'];
    const address = String(ann.run('link', 'done').result);
    expect(ann.visit(address).page).toBe('Authorization is required to perform that action.');
    expect(emulator.user('ann@example.com').properties).toEqual({});
  });
});
