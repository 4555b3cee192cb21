import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLoopback, type Loopback } from '../support/loopback';

let loopback: Loopback;

beforeAll(async () => {
  loopback = await startLoopback();
});

afterAll(() => loopback.close());

const URLS = ['https://script.googleapis.com/v1/projects/1abc', 'https://example.com/'];

/** Asks for both addresses in each of Node's ways and prints status or error code. */
const WAYS = `
import https, { get as named } from 'node:https';
const ended = request => new Promise(done => {
  request.on('response', answer => { answer.resume(); done(answer.statusCode); });
  request.on('error', error => done(error.code));
});
const out = {};
for (const url of ${JSON.stringify(URLS)}) {
  const { hostname, pathname } = new URL(url);
  out[hostname] = [
    await ended(https.get(url)),
    await ended(named(new URL(url), { headers: { accept: '*/*' } })),
    await ended(https.request({ hostname, path: pathname, method: 'GET', agent: new https.Agent() }).end()),
    await fetch(url).then(answer => answer.status, error => error.cause?.code),
  ];
}
console.log(JSON.stringify(out));
`;

describe('a process under test', () => {
  it('reaches the loopback Google in every way of Node, and no other host', async () => {
    const folder = loopback.folder();
    writeFileSync(join(folder, 'ways.mjs'), WAYS);
    const { stdout, stderr } = await loopback.node(['ways.mjs'], folder);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      'script.googleapis.com': [401, 401, 401, 401],
      'example.com': ['ENOTFOUND', 'ENOTFOUND', 'ENOTFOUND', 'ENOTFOUND'],
    });
  });

  it('reaches it by our own HTTP too', async () => {
    const script = resolve('test/toolchain/support/exchangeOnce.ts');
    const [google, other] = await Promise.all(
      URLS.map(url => loopback.node(['--import', 'tsx', script, url], resolve('.'))),
    );
    expect(JSON.parse(google?.stdout ?? '')).toEqual({
      status: 401,
      text: expect.stringContaining('UNAUTHENTICATED') as string,
    });
    expect(JSON.parse(other?.stdout ?? '')).toEqual({ failure: 'dns' });
  });
});
