import type { Environment, FetchOptions } from '../../../../src/Core/EnvironmentAdapter';
import {
  API,
  bytes,
  equal,
  failureOf,
  OTHER,
  REFUSED,
  thrown,
  type EnvironmentCase,
} from '../EnvironmentCase';

interface Echo {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string;
}

function echo(environment: Environment, path: string, options?: FetchOptions): Echo {
  return JSON.parse(environment.fetch(API + path, options).getContentText()) as Echo;
}

function redirectTo(to: string, code = 302): string {
  return `/redirect?code=${code}&to=${encodeURIComponent(to)}`;
}

const SECRETS = { Authorization: 'Bearer t', 'X-Api-Key': 'k', Cookie: 'c=1', Accept: 'text/plain' };
const SENT_SECRETS = ['authorization', 'x-api-key', 'cookie', 'accept'];

export const FETCH_CASES: EnvironmentCase[] = [
  {
    name: 'gets text, bytes and status',
    run(environment) {
      const response = environment.fetch(`${API}/text?hex=61c3a9`);
      equal([response.getResponseCode(), response.getContentText()], [200, 'aé']);
      equal(response.getContent(), bytes(0x61, 0xc3, 0xa9));
      equal(environment.fetch(`${API}/none`).getContentText(), '');
    },
  },
  {
    name: 'gives answers of every status, bodies included',
    run(environment) {
      for (const code of [201, 304, 400, 401, 404, 429, 500, 503]) {
        const response = environment.fetch(`${API}/status?code=${code}&body=why`);
        equal([response.getResponseCode(), response.getContentText()], [code, code === 304 ? '' : 'why']);
      }
      const page = environment.fetch(`${API}/missing`);
      equal([page.getResponseCode(), page.getContentText()], [404, '<html>nothing here</html>']);
    },
  },
  {
    name: 'keeps header names as the server wrote them, and finds them in any case',
    run(environment) {
      const response = environment.fetch(`${API}/headers`);
      equal(response.getAllHeaders()['Set-Cookie'], ['a=1', 'b=2']);
      equal(response.getHeaders()['Set-Cookie'], 'a=1, b=2');
      equal([response.getHeader('set-cookie'), response.getHeader('x-odd-case')], ['a=1', 'yes']);
      equal(response.getAllHeaders()['X-Odd-CASE'], 'yes');
      equal(response.getHeader('x-nothing'), undefined);
      equal(response.getHeader('x-simulated-latency-ms'), undefined, 'the latency of a simulator');
    },
  },
  {
    name: 'sends methods, headers and payloads as asked',
    run(environment) {
      for (const method of ['post', 'put', 'patch', 'delete'] as const) {
        const sent = echo(environment, '/echo', { method, payload: 'é€', headers: { 'X-One': '1' } });
        equal([sent.method, sent.body, sent.headers['x-one']], [method.toUpperCase(), 'w6nigqw=', '1']);
        equal(sent.headers['content-type'], 'application/x-www-form-urlencoded');
        equal(sent.headers['content-length'], '5');
      }
      const json = echo(environment, '/echo', {
        method: 'post',
        payload: '{}',
        contentType: 'application/json',
      });
      equal(json.headers['content-type'], 'application/json');
      const raw = echo(environment, '/echo', { method: 'put', payload: bytes(0, 255, 128) });
      equal(raw.body, 'AP+A');
      const empty = echo(environment, '/echo', { method: 'post' });
      equal(
        [empty.body, empty.headers['content-length'], empty.headers['transfer-encoding']],
        ['', '0', undefined],
      );
    },
  },
  {
    name: 'takes the content type from a header too',
    run(environment) {
      const headers = { 'content-TYPE': 'text/csv' };
      equal(
        echo(environment, '/echo', { method: 'post', payload: 'a', headers }).headers['content-type'],
        'text/csv',
      );
    },
  },
  {
    name: 'sends an object as form fields',
    run(environment) {
      const payload = { 'a b': 'é&=', plus: '+' };
      const sent = echo(environment, '/echo', { method: 'post', payload });
      equal(environment.decodeText(environment.base64Decode(sent.body)), 'a%20b=%C3%A9%26%3D&plus=%2B');
      equal(sent.headers['content-type'], 'application/x-www-form-urlencoded');
    },
  },
  {
    name: 'names itself to servers that demand it, and reaches the host that was asked for',
    run(environment) {
      const { headers } = echo(environment, '/echo');
      equal([headers.host, (headers['user-agent'] ?? '').length > 3], ['api.cases.test', true]);
      const own = echo(environment, '/echo', { headers: { 'User-Agent': 'mine' } });
      equal(own.headers['user-agent']?.startsWith('mine'), true);
    },
  },
  {
    name: 'encodes what may not stand in a URL, once',
    run(environment) {
      const { url } = echo(environment, '/echo?q=a b|{é}"&done=%2F%C3%A9&percent=100%&list[]=1#fragment');
      equal(url, '/echo?q=a%20b%7C%7B%C3%A9%7D%22&done=%2F%C3%A9&percent=100%25&list%5B%5D=1');
    },
  },
  {
    name: 'decodes gzip, br and both kinds of deflate',
    run(environment) {
      const text = 'hello é€😀 '.repeat(100);
      for (const path of ['/gzip', '/br', '/deflate', '/raw-deflate'])
        equal(environment.fetch(API + path).getContentText(), text, path);
      const asked = environment.fetch(`${API}/gzip`, { headers: { 'Accept-Encoding': 'gzip' } });
      equal(asked.getContentText(), text, 'with Accept-Encoding');
    },
  },
  {
    name: 'reads text in the charset of the answer, else as UTF-8',
    run(environment) {
      const read = (type: string, hexBytes: string, charset?: string): string =>
        environment
          .fetch(`${API}/text?type=${encodeURIComponent(type)}&hex=${hexBytes}`)
          .getContentText(charset);
      equal(read('text/plain', 'c3a9'), 'é');
      equal(read('text/csv; charset=ISO-8859-1', 'e980'), 'é\u0080');
      equal(read('text/csv; charset="windows-1252"', 'e980'), 'é€');
      equal(read('text/csv; header=present; charset=utf-16le', 'e900'), 'é');
      equal(read('text/csv', 'efbbbf61'), 'a', 'byte-order mark');
      equal(read('text/plain; charset=nonsense', 'c3a9'), 'é', 'a charset that does not exist');
      equal(read('text/plain; charset=utf-8', 'e9', 'iso-8859-1'), 'é', 'a charset of our own');
      thrown(() => read('text/plain', '61', 'nonsense'), /no charset nonsense/);
    },
  },
  {
    name: 'follows redirects to relative and absolute addresses',
    run(environment) {
      for (const to of [
        '/echo?x=1',
        'echo?x=1',
        '../echo?x=1',
        `${OTHER}/echo?x=1`,
        '//cdn.cases.test/echo?x=1',
      ])
        for (const code of [301, 302, 303, 307, 308]) {
          const sent = echo(environment, redirectTo(to, code));
          equal([sent.method, sent.url], ['GET', '/echo?x=1'], `${code} ${to}`);
        }
    },
  },
  {
    name: 'keeps or drops method and body as the status says',
    run(environment) {
      const send = (method: 'post' | 'put', code: number): [string, string, string | undefined] => {
        const sent = echo(environment, redirectTo('/echo', code), { method, payload: 'a' });
        return [sent.method, sent.body, sent.headers['content-type']];
      };
      const form = 'application/x-www-form-urlencoded';
      for (const code of [301, 302, 303]) equal(send('post', code), ['GET', '', undefined], `post ${code}`);
      for (const code of [307, 308]) equal(send('post', code), ['POST', 'YQ==', form], `post ${code}`);
      for (const code of [301, 302, 307, 308]) equal(send('put', code), ['PUT', 'YQ==', form], `put ${code}`);
      equal(send('put', 303), ['GET', '', undefined]);
    },
  },
  {
    name: 'lets no credential in a header cross to another host',
    run(environment) {
      const received = (to: string): boolean[] => {
        const { headers } = echo(environment, redirectTo(to), { headers: SECRETS });
        return SENT_SECRETS.map(name => headers[name] === (SECRETS as Record<string, string>)[titled(name)]);
      };
      equal(received('/echo'), [true, true, true, true], 'same host');
      equal(received(`${OTHER}/echo`), [false, false, false, true], 'another host');
      equal(received(`${API.replace('https', 'http')}/echo`), [false, false, false, true], 'down to http');
      equal(received(redirectTo(`${OTHER}/echo`)), [false, false, false, true], 'in two steps');
    },
  },
  {
    name: 'does not follow where it was told not to',
    run(environment) {
      const response = environment.fetch(API + redirectTo('/echo'), { followRedirects: false });
      equal([response.getResponseCode(), response.getHeader('location')], [302, '/echo']);
      equal(environment.fetch(`${API}/status?code=302&body=x`).getResponseCode(), 302, 'no address given');
    },
  },
  {
    name: 'follows 20 redirects and no more',
    run(environment) {
      equal(environment.fetch(`${API}/chain?left=20`).getContentText(), 'arrived');
      equal(failureOf(() => environment.fetch(`${API}/chain?left=21`)).kind, 'redirects');
      const { kind, message } = failureOf(() => environment.fetch(`${API}/loop`));
      equal([kind, message.includes('secret')], ['redirects', false]);
    },
  },
  {
    name: 'says why no answer came, without the query of the URL',
    run(environment) {
      const at = (url: string, options?: FetchOptions) => {
        const { kind, message } = failureOf(() => environment.fetch(url, options));
        equal(/token|secret/.test(message), false, message);
        return kind;
      };
      equal(at(`${REFUSED}/x?token=1`), 'network');
      equal(at('https://no-such-host.invalid/x?token=1'), 'network');
      equal(at(`${API}/drop?token=1`), 'network');
      equal(at(`${API}/slow?ms=60000&token=1`, { timeoutSeconds: 0.3 }), 'timeout');
      equal(at(`${API}/slow-body?token=1`, { timeoutSeconds: 0.3 }), 'timeout');
      equal(at(`${API}/truncated?token=1`), 'network');
      equal(at(`${API}/broken-gzip?token=1`), 'network');
      equal(at(API + redirectTo('ftp://x/?token=1')), 'invalid');
    },
  },
  {
    name: 'takes an answer of 50 MB and no larger one',
    run(environment) {
      const limit = 50 * 1024 * 1024;
      equal(environment.fetch(`${API}/big?bytes=${limit}`).getContentText().length, limit);
      equal(failureOf(() => environment.fetch(`${API}/big?bytes=${limit + 1}`)).kind, 'too-large');
      equal(
        failureOf(() => environment.fetch(`${API}/bomb`)).kind,
        'too-large',
        'small, but large once decoded',
      );
    },
  },
  {
    name: 'refuses requests that cannot be sent everywhere, before sending',
    run(environment) {
      const invalid = (url: string, options?: FetchOptions): void => {
        equal(failureOf(() => environment.fetch(url, options)).kind, 'invalid', url.slice(0, 60));
      };
      invalid('');
      invalid('/echo');
      invalid('ftp://api.cases.test/echo');
      invalid('https://user:secret@api.cases.test/echo');
      invalid(`${API}/echo?q=${'x'.repeat(2_100)}`);
      invalid(`${API}/echo`, { payload: 'x' });
      invalid(`${API}/echo`, { method: 'head' as 'get' });
      invalid(`${API}/echo`, { timeoutSeconds: 0 });
      for (const header of ['Host', 'Content-Length', 'bad name', 'X-Ä'])
        invalid(`${API}/echo`, { headers: { [header]: '1' } });
      for (const value of ['line\r\nbreak', '€']) invalid(`${API}/echo`, { headers: { 'X-One': value } });
      const many = Array.from({ length: 101 }, (_, i): [string, string] => [`X-${i}`, '1']);
      invalid(`${API}/echo`, { headers: Object.fromEntries(many) });
      invalid(`${API}/echo`, { headers: { 'X-Long': 'x'.repeat(9_000) } });
    },
  },
  {
    name: 'fetches many at the same time, answers in the order of the requests',
    run(environment) {
      const requests = Array.from({ length: 25 }, (_, i) => ({ url: `${API}/echo?n=${i}` }));
      const urls = environment
        .fetchAll(requests)
        .map(result =>
          'response' in result ? (JSON.parse(result.response.getContentText()) as Echo).url : '',
        );
      equal(
        urls,
        requests.map(({ url }) => url.slice(API.length)),
      );
      equal(environment.fetchAll([]), []);
    },
  },
  {
    name: 'loses no answer to a request beside it that fails',
    run(environment) {
      const results = environment.fetchAll([
        { url: `${API}/text?hex=61` },
        { url: `${REFUSED}/x?token=1` },
        { url: 'nonsense' },
        { url: `${API}/status?code=500&body=down` },
        { url: `${API}/loop` },
        { url: API + redirectTo('/text?hex=62') },
      ]);
      const shown = results.map(result =>
        'response' in result
          ? `${result.response.getResponseCode()} ${result.response.getContentText()}`
          : result.error.kind,
      );
      equal(shown, ['200 a', 'network', 'invalid', '500 down', 'redirects', '200 b']);
    },
  },
];

function titled(name: string): string {
  return name.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase());
}
