import { describe, expect, it } from 'vitest';
import { failureOf, worldOf } from '../runtime/support';
import { API, fetchingScripts, type Echo } from './fetching';

const { run, refusal, hosts } = fetchingScripts();

describe('several requests at once', () => {
  it('are answered in their order, each an address or an object', () => {
    const body = `return UrlFetchApp.fetchAll(['${API}/status?code=200&body=a', { url: '${API}/status?code=404&body=b', muteHttpExceptions: true }])
      .map(function (r) { return [r.getResponseCode(), r.getContentText()]; });`;
    expect(run(body)).toEqual([
      [200, 'a'],
      [404, 'b'],
    ]);
  });

  it('are all lost when one of them gets no answer, or a refusal that is not muted', () => {
    for (const other of ['https://refused.cases.test/', `${API}/status?code=500`])
      expect(refusal(`UrlFetchApp.fetchAll(['${API}/none', '${other}']);`)).toMatch(
        /^Exception: (Address unavailable|Request failed for)/,
      );
  });

  it('take the time of the slowest, not of all together', () => {
    const { ann } = worldOf(`function run() { UrlFetchApp.fetchAll(Array(10).fill('${API}/headers')); }`, {
      hosts: hosts(),
    });
    const { startedAt, endedAt } = ann.run('run');
    expect(endedAt - startedAt).toBeLessThan(10 * 5 + 20);
  });

  it('count one by one towards the calls of the day: 20,000, five times that in a Workspace', () => {
    const { ann } = worldOf(`function run() { UrlFetchApp.fetchAll(['${API}/none', '${API}/none']); }`, {
      hosts: hosts(),
    });
    ann.setQuotaUsed('urlfetch', 19_998);
    expect(ann.run('run').status).toBe('completed');
    expect(failureOf(ann.run('run'))).toBe(
      'Exception: Service invoked too many times for one day: urlfetch.',
    );
    ann.account = 'workspace';
    expect(ann.run('run').status).toBe('completed');
  });
});

describe('an answer', () => {
  it('has headers as the server wrote them, several of one name as an array', () => {
    const body = `var r = UrlFetchApp.fetch('${API}/headers');
      return [r.getAllHeaders(), r.getHeaders()['X-Odd-CASE'], r.getHeaders()['x-odd-case'], Object.keys(r.getHeaders()).indexOf('Set-Cookie') >= 0];`;
    const [all, odd, lower, flat] = run(body) as [Record<string, unknown>, string, unknown, boolean];
    expect(all).toMatchObject({ 'Set-Cookie': ['a=1', 'b=2'], 'X-Odd-CASE': 'yes' });
    expect([odd, lower, flat]).toEqual(['yes', undefined, true]);
  });

  it('is read in the charset that it names, else as UTF-8, else as the script says', () => {
    const text = (query: string, charset = '') =>
      `return UrlFetchApp.fetch('${API}/text?${query}').getContentText(${charset});`;
    expect(run(text('hex=e9&type=text/plain;charset=iso-8859-1'))).toBe('é');
    expect(run(text('hex=c3a9&type=text/plain'))).toBe('é');
    expect(run(text('hex=e9&type=text/plain', "'ISO-8859-1'"))).toBe('é');
  });

  it('is signed bytes, and empty text without a body', () => {
    expect(run(`return UrlFetchApp.fetch('${API}/text?hex=00ff80').getContent();`)).toEqual([0, -1, -128]);
    expect(run(`return UrlFetchApp.fetch('${API}/none').getContentText();`)).toBe('');
  });

  it('makes a Blob of its type without parameters, named by its address', () => {
    const body = `var b = UrlFetchApp.fetch('${API}/text?hex=41&type=text/csv;charset=utf-8').getBlob();
      return [b.getContentType(), b.getName(), b.getDataAsString()];`;
    expect(run(body)).toEqual(['text/csv', 'text', 'A']);
  });

  it('comes decompressed, unless the script asked for an encoding by itself', () => {
    const size = (options: string) =>
      `return UrlFetchApp.fetch('${API}/gzip'${options}).getContent().length;`;
    const plain = Number(run(size('')));
    expect(Number(run(size(`, { headers: { 'Accept-Encoding': 'gzip' } }`)))).toBeLessThan(plain / 10);
  });

  it('comes after redirects, unless they are not to be followed, and brings no cookies along', () => {
    const to = encodeURIComponent(`${API}/echo`);
    const echo = JSON.parse(
      run(`return UrlFetchApp.fetch('${API}/redirect?to=${to}').getContentText();`) as string,
    ) as Echo;
    expect(echo.headers).not.toHaveProperty('cookie');
    const body = `var r = UrlFetchApp.fetch('${API}/redirect?to=${to}', { followRedirects: false });
      return [r.getResponseCode(), r.getHeaders()['Location']];`;
    expect(run(body)).toEqual([302, `${API}/echo`]);
    expect(
      run(
        `UrlFetchApp.fetch('${API}/headers'); return JSON.parse(UrlFetchApp.fetch('${API}/echo').getContentText()).headers.cookie === undefined;`,
      ),
    ).toBe(true);
  });
});

describe('a request that fails', () => {
  const get = (path: string, options = '{}') => `UrlFetchApp.fetch('${path}', ${options});`;
  const says = (host: string, code: number, body: string) =>
    `Exception: Request failed for ${host} returned code ${String(code)}. Truncated server response: ${body} (use muteHttpExceptions option to examine full response)`;

  it('with a status shows the host without path and query, and 150 characters of the body or the first 147', () => {
    const [short, long] = ['x'.repeat(150), 'x'.repeat(151)];
    expect(refusal(get(`${API}/status?code=404&body=${short}`))).toBe(says(API, 404, short));
    expect(refusal(get(`${API}/status?code=500&body=${long}`))).toBe(says(API, 500, `${'x'.repeat(147)}...`));
  });

  it('with a status is an answer when it is muted, which helps in no other case', () => {
    const mute = '{ muteHttpExceptions: true }';
    expect(run(`return ${get(`${API}/status?code=404`, mute).slice(0, -1)}.getResponseCode();`)).toBe(404);
    expect(refusal(get('https://refused.cases.test/x?token=secret', mute))).toBe(
      'Exception: Address unavailable: https://refused.cases.test/x?token=secret',
    );
  });

  it('cannot reach this machine or its network', () => {
    for (const host of ['localhost', '127.0.0.1', '192.168.1.1', '10.0.0.1'])
      expect(refusal(get(`http://${host}/`))).toBe(`Exception: DNS error: http://${host}/`);
  });

  it('takes as long as it was given, on the clock of the execution', () => {
    const { ann } = worldOf(`function run() { ${get(`${API}/slow?ms=5000`, '{ timeoutSeconds: 1 }')} }`, {
      hosts: hosts(),
    });
    const record = ann.run('run');
    expect(failureOf(record)).toBe(`Exception: Timeout: ${API}/slow?ms=5000`);
    expect(record.endedAt - record.startedAt).toBeGreaterThanOrEqual(1_000);
  });

  it('is refused at once where the address or the sizes cannot be', () => {
    for (const url of [`${API}/a b`, `${API}/a|b`, 'ftp://api.cases.test/'])
      expect(refusal(get(url))).toBe(`Exception: Invalid argument: ${url}`);
    expect(refusal(get(`${API}/${'x'.repeat(2100)}`))).toBe(
      'Exception: Limit Exceeded: URLFetch URL Length.',
    );
    expect(refusal(`UrlFetchApp.fetch('${API}/echo', { headers: { Long: 'x'.repeat(8192) } });`)).toMatch(
      /^Exception: Limit Exceeded: .*Header/,
    );
    const many = `Object.fromEntries(Array.from({ length: 101 }, function (_, i) { return ['H' + i, 'x']; }))`;
    expect(refusal(`UrlFetchApp.fetch('${API}/echo', { headers: ${many} });`)).toMatch(
      /^Exception: Limit Exceeded: .*Header/,
    );
    expect(
      refusal(
        `UrlFetchApp.fetch('${API}/echo', { method: 'post', payload: 'x'.repeat(50 * 1024 * 1024 + 1) });`,
      ),
    ).toBe('Exception: Limit exceeded: URL Fetch POST size.');
  });

  it('for reasons of Google is told in words that a test can choose', () => {
    const messages = [
      `Bandwidth quota exceeded: ${API}/echo. Try reducing the rate of data transfer.`,
      'Service invoked too many times in a short time: urlfetch. Try Utilities.sleep(1000) between calls.',
    ];
    for (const message of messages) {
      const { emulator, ann } = worldOf(`function run() { ${get(`${API}/echo`)} }`);
      emulator.inject({
        at: ({ name }) => name === 'UrlFetchApp.fetch',
        when: 'before',
        effect: 'throw',
        message,
      });
      expect(failureOf(ann.run('run'))).toBe(`Exception: ${message}`);
    }
  });
});
