import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { startWorker } from '../../environments/node/WorkerFile';
import { routeUrl } from '../../environments/node/HostMap';

it('starts a TypeScript worker inside vitest', async () => {
  const worker = startWorker('../../test/node/workers/EchoWorker', { workerData: 7 });
  worker.postMessage('hello');
  const [answer] = (await once(worker, 'message')) as [unknown];
  expect(answer).toEqual({ message: 'hello', workerData: 7 });
  await worker.terminate();
});

it('starts a TypeScript worker under plain node with tsx, whatever the working directory', () => {
  const script = `
    import { startWorker } from ${JSON.stringify(new URL('../../environments/node/WorkerFile.ts', import.meta.url).href)};
    const worker = startWorker('../../test/node/workers/EchoWorker');
    worker.once('message', m => { console.log(m.message); worker.terminate(); });
    worker.postMessage('from node');`;
  const tsx = new URL('../../node_modules/tsx/dist/loader.mjs', import.meta.url).href;
  const output = execFileSync(process.execPath, ['--import', tsx, '--input-type=module', '-e', script], {
    cwd: '/',
  });
  expect(output.toString().trim()).toBe('from node');
});

it('routes exact hosts, hosts with a port, wildcards and path prefixes', () => {
  const hosts = {
    'api.github.com': 'http://127.0.0.1:1',
    '*.shop.test': 'http://127.0.0.1:2/shop/',
    'x.test:81': 'http://127.0.0.1:3',
  };
  expect(routeUrl('https://api.github.com/a%20b?q=1', hosts)).toBe('http://127.0.0.1:1/a%20b?q=1');
  expect(routeUrl('https://one.shop.test/a', hosts)).toBe('http://127.0.0.1:2/shop/a');
  expect(routeUrl('http://x.test:81/', hosts)).toBe('http://127.0.0.1:3/');
  expect(routeUrl('https://shop.test/a', hosts)).toBe('https://shop.test/a');
  expect(routeUrl('https://api.github.com.evil.test/', hosts)).toBe('https://api.github.com.evil.test/');
});
