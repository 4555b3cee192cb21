import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Worker } from 'node:worker_threads';
import { worldOf } from './support';

const SERVER = `
  const { parentPort } = require('node:worker_threads');
  require('node:http').createServer((request, response) => {
    response.setHeader('x-simulated-latency-ms', '2500');
    response.end(request.headers.host + request.url);
  }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port); });`;

const code = `
  function fetchIt() { var r = UrlFetchApp.fetch('https://api.example.com/v1?a=1'); return [r.getResponseCode(), r.getContentText(), 'x-simulated-latency-ms' in r.getHeaders()]; }
  function sleep() { Utilities.sleep(300000); }
  function bed() { sleep(); sleep(); PropertiesService.getScriptProperties().setProperty('k', 'v'); }`;

describe('the world outside', () => {
  let server: Worker;
  let hosts: Record<string, string>;

  beforeAll(async () => {
    server = new Worker(SERVER, { eval: true });
    const port: unknown = await new Promise(resolve => server.once('message', resolve));
    hosts = { 'api.example.com': `http://127.0.0.1:${String(port)}` };
  });
  afterAll(async () => {
    await server.terminate();
  });

  it('is reached by real addresses through the host map; the latency it announces passes on the virtual clock', () => {
    const { ann } = worldOf(code, { hosts });
    const record = ann.run('fetchIt');
    expect(record.result).toEqual([200, 'api.example.com/v1?a=1', false]);
    expect(record.endedAt - record.startedAt).toBeGreaterThanOrEqual(2_500);
  });

  it('is closed to a script that has not the scope, the quota or the address in its manifest', () => {
    const scope = 'https://www.googleapis.com/auth/script.external_request';
    expect(worldOf(code, { hosts, manifest: { oauthScopes: [] } }).failure('fetchIt')).toBe(
      `Exception: You do not have permission to call UrlFetchApp.fetch. Required permissions: ${scope}`,
    );
    const urlFetchWhitelist = ['https://other.example.com/'];
    expect(worldOf(code, { hosts, manifest: { urlFetchWhitelist } }).failure('fetchIt')).toMatch(
      /whitelisted/,
    );
    const { ann, emulator, failure, value } = worldOf(code, { hosts });
    ann.setQuotaUsed('urlfetch', 20_000);
    expect(failure('fetchIt')).toBe('Exception: Service invoked too many times for one day: urlfetch.');
    emulator.advance(24 * 3_600_000);
    expect(value('fetchIt')).toHaveLength(3);
  });

  it('does not wait for a script that sleeps through its six minutes', () => {
    const { ann, emulator } = worldOf(code);
    expect(ann.run('sleep').status).toBe('completed');
    const record = ann.run('bed');
    expect([record.status, record.endedAt - record.startedAt]).toEqual(['timed out', 360_000]);
    expect(emulator.scriptProperties).toEqual({});
  });
});
