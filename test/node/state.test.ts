import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileLock } from '../../environments/node/FileLock';
import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';

let folder: string;
let stateFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-'));
  stateFile = join(folder, 'state.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const open = () => createNodeEnvironment({ stateFile, timeZone: 'UTC' }).properties('document');

/** Runs a module of ours in another process. */
function program(code: string): string[] {
  const url = (path: string): string => new URL(path, import.meta.url).href;
  const tsx = url('../../node_modules/tsx/dist/loader.mjs');
  const header = `import { FileLock } from ${JSON.stringify(url('../../environments/node/FileLock.ts'))};
    import { createNodeEnvironment } from ${JSON.stringify(url('../../environments/node/NodeEnvironment.ts'))};`;
  return ['--import', tsx, '--input-type=module', '-e', header + code];
}

describe('the state file', () => {
  it('is there for the next process, whole and readable', () => {
    open().setAll({ cursor: '2026-03-01', other: 'é' });
    expect(open().getAll()).toEqual({ cursor: '2026-03-01', other: 'é' });
    expect(JSON.parse(readFileSync(stateFile, 'utf8'))).toMatchObject({ version: 1 });
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('is read again when another process wrote it', () => {
    const [one, two] = [open(), open()];
    one.set('a', '1');
    expect(two.get('a')).toBe('1');
    two.set('b', '2');
    expect(one.getAll()).toEqual({ a: '1', b: '2' });
  });

  it('keeps what two processes write at the same time', async () => {
    const write = (name: string) =>
      spawn(
        process.execPath,
        program(`const p = createNodeEnvironment({ stateFile: ${JSON.stringify(stateFile)} }).properties('user');
          for (let i = 0; i < 25; i++) p.set('${name}' + i, 'x');`),
      );
    const writers = [write('a'), write('b')];
    const codes = await Promise.all(writers.map(async writer => (await once(writer, 'exit'))[0] as number));
    expect(codes).toEqual([0, 0]);
    const stored = createNodeEnvironment({ stateFile }).properties('user').getAll();
    expect(Object.keys(stored)).toHaveLength(50);
  });

  it.each([
    ['cut short', '{"version": 1, "document": {"cur', /not valid JSON; it may be cut short/],
    ['empty', '', /not valid JSON/],
    [
      'of a newer version',
      '{"version": 2, "document": {}, "user": {}}',
      /newer version \(form 2\).*Update sheetbound/,
    ],
    ['of something else', '{"hello": 1}', /not a state file/],
    ['no object', 'null', /not a state file/],
    ['with values that are no texts', '{"version": 1, "document": {"a": 1}, "user": {}}', /not a state file/],
  ])('%s is refused and left as it is', (_, content, message) => {
    writeFileSync(stateFile, content);
    expect(() => open().get('a')).toThrow(message);
    expect(() => {
      open().set('a', '1');
    }).toThrow(/^\[State\] state\.json .* It was left as it is\./);
    expect(readFileSync(stateFile, 'utf8')).toBe(content);
    expect(() => open().get('a')).toThrow(expect.objectContaining({ name: 'StateException' }));
  });

  it('that is read-only is not replaced', () => {
    open().set('a', '1');
    const before = readFileSync(stateFile, 'utf8');
    chmodSync(stateFile, 0o444);
    expect(() => {
      open().set('a', '2');
    }).toThrow(/is read-only\. It was left as it is/);
    expect(readFileSync(stateFile, 'utf8')).toBe(before);
    expect(open().get('a')).toBe('1');
  });

  it('in a folder that does not exist cannot be written, and says so', () => {
    const store = createNodeEnvironment({ stateFile: join(folder, 'none', 'state.json') }).properties('user');
    expect(store.get('a')).toBeUndefined();
    expect(() => {
      store.set('a', '1');
    }).toThrow(/\[State\] .*ENOENT.* Nothing was written/);
  });

  it('leaves no rubbish when a write fails', () => {
    writeFileSync(join(folder, `state.json.${process.pid}.tmp`), '');
    chmodSync(join(folder, `state.json.${process.pid}.tmp`), 0o600);
    open().set('a', '1');
    expect(readdirSync(folder)).toEqual(['state.json']);
  });
});

describe('the lock', () => {
  const path = (): string => join(folder, 'lock');

  it('is had by one at a time, and freed by its holder only', () => {
    const [one, two] = [new FileLock(path()), new FileLock(path())];
    expect(one.tryAcquire(0)).toBe(true);
    expect(two.tryAcquire(0)).toBe(false);
    two.release();
    expect(two.tryAcquire(0)).toBe(false);
    expect(two.describeHolder()).toContain(`process ${process.pid}`);
    one.release();
    expect(two.tryAcquire(0)).toBe(true);
    two.release();
    expect(existsSync(path())).toBe(false);
  });

  it('is freed by the outermost release', () => {
    const [one, two] = [new FileLock(path()), new FileLock(path())];
    one.tryAcquire(0);
    one.tryAcquire(0);
    one.release();
    expect(two.tryAcquire(0)).toBe(false);
    one.release();
    expect(two.tryAcquire(0)).toBe(true);
    two.release();
  });

  it('is respected by other processes and taken over from one that was killed', async () => {
    const code = `new FileLock(${JSON.stringify(path())}).tryAcquire(0); console.log('held'); setInterval(() => 0, 1000);`;
    const holder = spawn(process.execPath, program(code));
    await once(holder.stdout, 'data');
    const lock = new FileLock(path());
    expect(lock.tryAcquire(0)).toBe(false);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(lock.tryAcquire(1_000)).toBe(true);
    lock.release();
  });

  it('that a full disk does not take is not left there', () => {
    const code = `try { new FileLock(${JSON.stringify(path())}).tryAcquire(0); } catch (error) { console.log(error.message); }`;
    const words = [process.execPath, ...program(code)];
    // No file may grow: to a program that is what a full disk is.
    const { stdout } = spawnSync('sh', ['-c', `trap '' XFSZ; ulimit -f 0; exec "$@"`, 'sh', ...words]);
    expect(stdout.toString()).toMatch(/^\[State\] lock cannot be created \(EFBIG\)/);
    expect(new FileLock(path()).tryAcquire(0)).toBe(true);
  });

  it('of another machine is never taken over', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const holder = { token: 't', process: pid, since: '2026-01-01T00:00:00Z' };
    writeFileSync(path(), JSON.stringify({ ...holder, host: `not-${hostname()}` }));
    expect(new FileLock(path()).tryAcquire(50)).toBe(false);
    writeFileSync(path(), JSON.stringify({ ...holder, host: hostname() }));
    expect(new FileLock(path()).tryAcquire(50)).toBe(true);
  });

  it('serialises processes that all want it', async () => {
    const counter = join(folder, 'counter');
    writeFileSync(counter, '0');
    const code = `
      import { readFileSync, writeFileSync } from 'node:fs';
      const counter = ${JSON.stringify(counter)};
      const environment = createNodeEnvironment({ stateFile: ${JSON.stringify(stateFile)} });
      for (let i = 0; i < 20; i++)
        environment.withLock(30_000, () => writeFileSync(counter, String(Number(readFileSync(counter, 'utf8')) + 1)));`;
    const all = [1, 2, 3].map(() => spawn(process.execPath, program(code)));
    await Promise.all(all.map(child => once(child, 'exit')));
    expect(readFileSync(counter, 'utf8')).toBe('60');
  });
});

describe('a stop', () => {
  it('ends sleep and leaves no time', () => {
    const stopFlag = new SharedArrayBuffer(4);
    const environment = createNodeEnvironment({ stopFlag });
    expect(environment.remainingTime()).toBe(Infinity);
    new Int32Array(stopFlag)[0] = 1;
    environment.sleep(3_600_000);
    expect(environment.remainingTime()).toBe(0);
  });

  it('wakes a sleeping execution', async () => {
    const stopFlag = new SharedArrayBuffer(4);
    const { Worker } = await import('node:worker_threads');
    const flagger = new Worker(
      `const { workerData } = require('node:worker_threads'); new Int32Array(workerData)[0] = 1;`,
      { eval: true, workerData: stopFlag },
    );
    createNodeEnvironment({ stopFlag }).sleep(3_600_000);
    expect(new Int32Array(stopFlag)[0]).toBe(1);
    await flagger.terminate();
  });

  it('comes by itself at the deadline', () => {
    expect(createNodeEnvironment({ deadline: Date.now() - 1 }).remainingTime()).toBe(0);
    expect(createNodeEnvironment({ deadline: Date.now() + 60_000 }).remainingTime()).toBeGreaterThan(0);
  });

  it('refuses a zone that does not exist at once', () => {
    expect(() => createNodeEnvironment({ timeZone: 'Mars/Base' })).toThrow(/no time zone Mars\/Base/);
  });
});
