import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Emulator, type EmulatorOptions } from '../../../environments/emulator/google/Emulator';
import type { HostMap } from '../../../environments/node/HostMap';
import { startCaseServer } from '../../contracts/environment/CaseWorlds';
import { API, REFUSED } from '../../contracts/environment/EnvironmentCase';
import { evaluateIn } from '../utilities/inGoogle';

let hosts: HostMap;
let stop: () => Promise<unknown>;
beforeAll(async () => {
  const server = await startCaseServer();
  hosts = server.hosts;
  stop = () => server.worker.terminate();
});
afterAll(() => stop());

function emulatorFor(expression: string, options: Partial<EmulatorOptions> = {}): Emulator {
  return new Emulator({ hosts, ...options, code: `function evaluate() { return ${expression}; }` });
}

function inGoogle(expression: string, options: Partial<EmulatorOptions> = {}): unknown {
  return evaluateIn(emulatorFor(expression, options));
}

const fetchText = (path: string, options = '{}'): string =>
  `UrlFetchApp.fetch('${API}${path}', ${options}).getContentText()`;

interface Echo {
  method: string;
  headers: Record<string, string>;
  body: string;
}
const echo = (options: string): Echo => JSON.parse(inGoogle(fetchText('/echo', options)) as string) as Echo;

describe('errors in the words of Google', () => {
  it('shows status, host and the whole of a short body', () => {
    expect(() => inGoogle(fetchText('/status?code=404&body=gone'))).toThrow(
      `Request failed for ${API} returned code 404. Truncated server response: gone (use muteHttpExceptions option to examine full response)`,
    );
  });

  it('cuts a body of more than 150 characters after 147', () => {
    const message = (length: number): string => {
      const call = fetchText(`/status?code=500&body=${'b'.repeat(length)}`);
      return inGoogle(
        `(() => { try { ${call} } catch (e) { return e.name + ': ' + e.message; } })()`,
      ) as string;
    };
    expect(message(150)).toContain(`response: ${'b'.repeat(150)} (use`);
    expect(message(151)).toContain(`response: ${'b'.repeat(147)}... (use`);
    expect(message(1)).toMatch(/^Exception: Request failed/);
  });

  it.each([
    [`UrlFetchApp.fetch('${REFUSED}/a?b=1')`, `Address unavailable: ${REFUSED}/a?b=1`],
    [`UrlFetchApp.fetch('https://nothing.invalid/a')`, 'DNS error: https://nothing.invalid/a'],
    [`UrlFetchApp.fetch('http://localhost:8080/')`, 'DNS error: http://localhost:8080/'],
    [`UrlFetchApp.fetch('http://192.168.1.1/')`, 'DNS error: http://192.168.1.1/'],
    [`UrlFetchApp.fetch('')`, 'Attribute provided with no value: url'],
    [`UrlFetchApp.fetch('${API}/a|b')`, `Invalid argument: ${API}/a|b`],
    [`UrlFetchApp.fetch('${API}/a b')`, `Invalid argument: ${API}/a b`],
    [`UrlFetchApp.fetch('ftp://x/')`, 'Invalid argument: ftp://x/'],
    [`UrlFetchApp.fetch('${API}/' + 'x'.repeat(2100))`, 'Limit Exceeded: URLFetch URL Length.'],
    [`UrlFetchApp.fetch('${API}/', {method: 'head'})`, 'Attribute provided with invalid value: method'],
    [
      `UrlFetchApp.fetch('${API}/', {headers: {Host: 'x'}})`,
      'Attribute provided with invalid value: Header:Host',
    ],
    [
      `UrlFetchApp.fetch('${API}/', {headers: {X: null}})`,
      'Attribute provided with invalid value: Header:null',
    ],
    [
      `UrlFetchApp.fetch('${API}/', {headers: {X: 'x'.repeat(9000)}})`,
      'Limit Exceeded: URLFetch Header Size.',
    ],
    [`UrlFetchApp.fetch('${API}/', {payload: 'x'.repeat(52428801)})`, 'Limit exceeded: URL Fetch POST size.'],
    [`UrlFetchApp.fetch('${API}/big?bytes=52428801')`, 'Limit exceeded: URL Fetch response size.'],
    [`UrlFetchApp.fetch('${API}/slow?ms=60000', {timeoutSeconds: 0.2})`, `Timeout: ${API}/slow?ms=60000`],
    [`UrlFetchApp.fetch()`, `The parameters () don't match the method signature for UrlFetchApp.fetch.`],
    [
      `UrlFetchApp.fetchAll('x')`,
      `The parameters (String) don't match the method signature for UrlFetchApp.fetchAll.`,
    ],
  ])('%s', (expression, message) => {
    expect(() => inGoogle(expression)).toThrow(message);
  });

  it('mutes statuses, and no failure of the network', () => {
    expect(inGoogle(fetchText('/status?code=404&body=gone', '{muteHttpExceptions: true}'))).toBe('gone');
    expect(() => inGoogle(`UrlFetchApp.fetch('${REFUSED}/', {muteHttpExceptions: true})`)).toThrow('Address');
  });

  it('demands its scope', () => {
    const manifest = { oauthScopes: ['https://www.googleapis.com/auth/spreadsheets.currentonly'] };
    expect(() => inGoogle(fetchText('/none'), { manifest })).toThrow(
      'You do not have permission to call UrlFetchApp.fetch. Required permissions: https://www.googleapis.com/auth/script.external_request',
    );
  });

  it('talks to no address that the manifest does not list', () => {
    const call = fetchText('/text?hex=61');
    const read =
      (...urlFetchWhitelist: string[]) =>
      () =>
        inGoogle(call, { manifest: { urlFetchWhitelist } });
    expect(read('https://api.cases.test/')()).toBe('a');
    expect(read('https://*.cases.test/te')()).toBe('a');
    for (const prefix of ['https://cases.test/', 'https://api.cases.test/TEXT', 'https://*.api.cases.test/'])
      expect(read(prefix)).toThrow(
        `Request to ${API}/text?hex=61 failed because the URL has not been whitelisted in the script manifest.`,
      );
  });
});

describe('requests', () => {
  it('is a POST as soon as there is a payload', () => {
    expect(echo(`{payload: 'é'}`)).toMatchObject({ method: 'POST', body: 'w6k=' });
    expect(echo(`{method: 'PATCH', payload: {a: 1, b: 'x y'}}`)).toMatchObject({
      method: 'PATCH',
      body: Buffer.from('a=1&b=x%20y').toString('base64'),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  });

  it('does not make JSON of an object, whatever the content type says', () => {
    const sent = echo(`{payload: {a: {b: 1}}, contentType: 'application/json'}`);
    expect(Buffer.from(sent.body, 'base64').toString()).toBe('a=%5Bobject%20Object%5D');
    expect(sent.headers['content-type']).toBe('application/json');
  });

  it('sends blobs as they are, and as multipart among fields', () => {
    expect(echo(`{payload: Utilities.newBlob('é', 'text/csv')}`)).toMatchObject({
      body: 'w6k=',
      headers: { 'content-type': 'text/csv' },
    });
    const parts = echo(`{payload: {a: '1', file: Utilities.newBlob('x,y', 'text/csv', 'f.csv')}}`);
    expect(parts.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    const body = Buffer.from(parts.body, 'base64').toString();
    expect(body).toContain('name="a"\r\n\r\n1\r\n');
    expect(body).toContain('name="file"; filename="f.csv"\r\nContent-Type: text/csv\r\n\r\nx,y\r\n');
  });

  it('says that it is Apps Script', () => {
    expect(echo('{}').headers['user-agent']).toContain('Google-Apps-Script');
    expect(echo(`{headers: {'User-Agent': 'mine'}}`).headers['user-agent']).toMatch(
      /^mine .*Google-Apps-Script/,
    );
  });

  it('describes a request without sending it', () => {
    expect(inGoogle(`UrlFetchApp.getRequest('${REFUSED}/')`)).toEqual({
      url: `${REFUSED}/`,
      method: 'get',
      headers: {},
    });
    expect(inGoogle(`UrlFetchApp.getRequest('${REFUSED}/', {method: 'POST'})`)).toEqual({
      url: `${REFUSED}/`,
      method: 'post',
      headers: {},
      contentType: 'application/x-www-form-urlencoded',
    });
  });
});

describe('answers', () => {
  it('has signed bytes, arrays for repeated headers, the case of the server, and hides the latency', () => {
    const headers = `UrlFetchApp.fetch('${API}/headers').getAllHeaders()`;
    expect(inGoogle(headers)).toMatchObject({ 'Set-Cookie': ['a=1', 'b=2'], 'X-Odd-CASE': 'yes' });
    expect(inGoogle(`Object.keys(${headers}).filter(n => /latency/i.test(n)).length`)).toBe(0);
    expect(inGoogle(`Array.isArray(${headers}['Set-Cookie'])`)).toBe(true);
    expect(inGoogle(`UrlFetchApp.fetch('${API}/text?hex=c3a9').getContent()`)).toEqual([-61, -87]);
  });

  it('makes a blob with its type and name', () => {
    const blob = `(b => [b.getContentType(), b.getName(), b.getDataAsString()])(UrlFetchApp.fetch('${API}/text?type=text/csv;charset=utf-8&hex=61').getBlob())`;
    expect(inGoogle(blob)).toEqual(['text/csv', 'text', 'a']);
  });

  it('gives raw bytes to a script that asks for gzip by itself', () => {
    const bytes = inGoogle(
      `UrlFetchApp.fetch('${API}/gzip', {headers: {'Accept-Encoding': 'gzip'}}).getContent()`,
    );
    expect((bytes as number[]).slice(0, 2)).toEqual([31, -117]);
  });

  it('loses all answers of fetchAll when one request fails', () => {
    const all = (...urls: string[]): string =>
      `UrlFetchApp.fetchAll(${JSON.stringify(urls)}).map(r => r.getContentText())`;
    expect(inGoogle(all(`${API}/text?hex=61`, `${API}/text?hex=62`))).toEqual(['a', 'b']);
    expect(() => inGoogle(all(`${API}/text?hex=61`, `${REFUSED}/`))).toThrow('Address unavailable');
    expect(() => inGoogle(all(`${API}/text?hex=61`, `${API}/missing`))).toThrow('returned code 404');
  });
});

describe('time and quota', () => {
  it('lets the announced latency pass on the virtual clock, once for requests in parallel', () => {
    const spent = (expression: string): number => {
      const emulator = emulatorFor(expression, { costs: { UrlFetchApp: 0 } });
      const before = emulator.now;
      evaluateIn(emulator);
      return emulator.now - before;
    };
    const url = `'${API}/headers'`;
    expect(spent(`UrlFetchApp.fetch(${url}).getResponseCode()`)).toBe(5);
    expect(spent(`UrlFetchApp.fetchAll([${url}, ${url}, ${url}]).length`)).toBe(5);
  });

  it('times out by the announced latency too', () => {
    expect(() => inGoogle(`UrlFetchApp.fetch('${API}/headers', {timeoutSeconds: 0.005})`)).toThrow(
      'Timeout:',
    );
  });

  it('counts each request of a day and stops at the quota', () => {
    const emulator = emulatorFor(`UrlFetchApp.fetchAll(['${API}/none', '${API}/none']).length`);
    emulator.user('owner@example.com').setQuotaUsed('urlfetch', 19_998);
    expect(evaluateIn(emulator)).toBe(2);
    expect(() => evaluateIn(emulator)).toThrow('Service invoked too many times for one day: urlfetch.');
  });
});
