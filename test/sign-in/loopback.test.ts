import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listenForBrowser, type Brought, type Loopback } from '../../environments/node/sign-in/Loopback';

let redirect: URL;
let loopback: Loopback;
let brought: Brought[];

beforeEach(async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise(resolve => probe.close(resolve));
  redirect = new URL(`http://127.0.0.1:${port}/back`);
  brought = [];
  loopback = await listenForBrowser(redirect, query => {
    brought.push(query);
    return { message: 'Thank you.', isDone: true };
  });
});

afterEach(() => {
  loopback.close();
});

/** Status lines of what is answered to these lines, sent in one piece. */
function knock(...paths: string[]): Promise<string[]> {
  const lines = paths.map(path => `GET ${path} HTTP/1.1\r\nHost: ${redirect.host}\r\n\r\n`);
  return Promise.all(
    lines.map(
      line =>
        new Promise<string>((resolve, reject) => {
          let text = '';
          const socket = connect(Number(redirect.port), '127.0.0.1', () => socket.write(line));
          socket.on('data', data => (text += data.toString()));
          socket.on('error', reject);
          socket.on('close', () => {
            resolve(text.split('\r\n')[0] ?? '');
          });
        }),
    ),
  );
}

it('outlives whatever else knocks at its door', async () => {
  expect(await knock('//', '//[', '/other')).toEqual(Array(3).fill('HTTP/1.1 404 Not Found'));
  expect(brought).toEqual([]);
  expect(await (await fetch(new URL('?code=1', redirect))).text()).toContain('Thank you.');
});

it('takes one answer, however often the browser sends it: a code that is used twice takes its tokens back', async () => {
  const answers = await knock('/back?code=1', '/back?code=1');
  expect(answers).toEqual(Array(2).fill('HTTP/1.1 200 OK'));
  expect(brought).toEqual([{ code: '1' }]);
});
