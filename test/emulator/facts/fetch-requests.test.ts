import { describe, expect, it } from 'vitest';
import { worldOf } from '../runtime/support';
import { API, fetchingScripts } from './fetching';

const SCOPE = 'https://www.googleapis.com/auth/script.external_request';
const { run, refusal, sent } = fetchingScripts();

describe('a request', () => {
  it('is a GET unless it says otherwise, in any case of letters', () => {
    expect(sent('{}')).toMatchObject({ method: 'GET', body: '' });
    expect(sent(`{ method: 'PuT', payload: 'x' }`).method).toBe('PUT');
    for (const method of ['get', 'delete', 'patch', 'post', 'put'])
      expect(sent(`{ method: '${method}' }`).method).toBe(method.toUpperCase());
  });

  it('has no HEAD and no OPTIONS', () => {
    for (const method of ['head', 'options'])
      expect(refusal(`UrlFetchApp.fetch('${API}/echo', { method: '${method}' });`)).toBe(
        'Exception: Attribute provided with invalid value: method',
      );
  });

  it('sends text as UTF-8, as a form unless a type is named', () => {
    const plain = sent(`{ method: 'post', payload: 'a=é' }`);
    expect([plain.body, plain.headers['content-type']]).toEqual(['a=é', 'application/x-www-form-urlencoded']);
    const json = sent(`{ method: 'post', payload: '{}', contentType: 'application/json' }`);
    expect(json.headers['content-type']).toBe('application/json');
  });

  it('sends an object as form fields, what is in it as text, and never as JSON', () => {
    const payload = `{ 'a b': 'é&', n: 1, nested: {}, none: null, missing: undefined }`;
    for (const type of ['', `, contentType: 'application/json'`])
      expect(sent(`{ method: 'post', payload: ${payload}${type} }`).body).toBe(
        'a%20b=%C3%A9%26&n=1&nested=%5Bobject%20Object%5D&none=null&missing=undefined',
      );
  });

  it('with a Blob among its fields is multipart, with a boundary of its own', () => {
    const { headers, body } = sent(
      `{ method: 'post', payload: { file: Utilities.newBlob('col', 'text/csv', 'x.csv'), note: 'n' } }`,
    );
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=./);
    expect(body).toContain('name="file"; filename="x.csv"\r\nContent-Type: text/csv\r\n\r\ncol\r\n');
    expect(body).toContain('name="note"\r\n\r\nn\r\n');
  });

  it('takes the bytes and the type of a Blob, and bytes as they are', () => {
    const blob = sent(`{ method: 'post', payload: Utilities.newBlob('x', 'text/csv') }`);
    expect([blob.body, blob.headers['content-type']]).toEqual(['x', 'text/csv']);
    expect(sent(`{ method: 'post', payload: [104, 105] }`).body).toBe('hi');
  });

  it('makes text of header values, names Google in its agent and may not say its host', () => {
    const { headers } = sent(`{ headers: { 'X-Number': 5, 'User-Agent': 'Mine' } }`);
    expect(headers['x-number']).toBe('5');
    expect(headers['user-agent']).toMatch(/^Mine .*Google-Apps-Script/);
    for (const name of ['Host', 'Content-Length'])
      expect(refusal(`UrlFetchApp.fetch('${API}/echo', { headers: { '${name}': 'x' } });`)).toBe(
        `Exception: Attribute provided with invalid value: Header:${name}`,
      );
    expect(refusal(`UrlFetchApp.fetch('${API}/echo', { headers: { 'bad name': 'x' } });`)).toBe(
      'Exception: Invalid argument: Header:bad name',
    );
  });

  it('escapes its address unless it is told not to', () => {
    expect(sent('{}', '/echo?q=[1]').url).toBe('/echo?q=%5B1%5D');
    expect(sent('{ escaping: false }', '/echo?q=[1]').url).toBe('/echo?q=[1]');
  });

  it('is only described by getRequest', () => {
    const body = `var r = UrlFetchApp.getRequest('${API}/echo'), p = UrlFetchApp.getRequest('${API}/echo', { method: 'POST', payload: 'x' });
      return [r.url, r.method, Object.keys(r.headers), p.method, p.contentType, p.payload];`;
    const { emulator, ann } = worldOf(`function run() { ${body} }`);
    expect(ann.run('run').result).toEqual([
      `${API}/echo`,
      'get',
      [],
      'post',
      'application/x-www-form-urlencoded',
      'x',
    ]);
    expect(emulator.executions[0]?.calls).toEqual(['UrlFetchApp.getRequest', 'UrlFetchApp.getRequest']);
  });

  it('to a host that the manifest does not list is refused', () => {
    const manifest = { urlFetchWhitelist: ['https://*.cases.test/text'] };
    const get = (path: string) => `return UrlFetchApp.fetch('${API}${path}').getResponseCode();`;
    expect(run(get('/text'), { manifest })).toBe(200);
    expect(refusal(get('/echo'), { manifest })).toMatch(/^Exception: .*whitelist/);
  });

  it('needs its scope', () => {
    const manifest = { oauthScopes: [] };
    expect(refusal(`UrlFetchApp.fetch('${API}/echo');`, { manifest })).toBe(
      `Exception: You do not have permission to call UrlFetchApp.fetch. Required permissions: ${SCOPE}`,
    );
  });
});
