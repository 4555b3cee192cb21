import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newConnector } from '../../../toolchain/scaffold/NewConnector';
import { completeInterrupted, writeConnector } from '../../../toolchain/scaffold/WriteConnector';
import { filesIn } from '../../cli/harness';
import { FILES } from './support/SomeFiles';

const CHILD = fileURLToPath(new URL('./support/killed-new.ts', import.meta.url));
const FOLDERS = ['src/Sources', 'environments/emulator/apis', 'test/sources'];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sheetbound-write-'));
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function contents(folder = root): Record<string, string> {
  return Object.fromEntries(Object.entries(filesIn(folder)).map(([path, bytes]) => [path, bytes.toString()]));
}

describe('writing a connector', () => {
  it('leaves its files and nothing else', () => {
    writeConnector(root, 'Shop', FILES);
    expect(contents()).toEqual(FILES);
    expect(existsSync(join(root, '.sheetbound'))).toBe(false);
  });

  it.each(FOLDERS)('touches nothing when there is a folder of the name in %s', folder => {
    const mine = `${folder}/Shop/mine.txt`;
    mkdirSync(dirname(join(root, mine)));
    writeFileSync(join(root, mine), 'my work');
    expect(() => writeConnector(root, 'Shop', FILES)).toThrow(
      `[new] ${folder}/Shop is there already and left as it is. Nothing was made.`,
    );
    expect(contents()).toEqual({ [mine]: 'my work' });
  });

  it('takes back what it moved when the next folder cannot be moved', () => {
    rmSync(join(root, 'src/Sources'), { recursive: true });
    writeFileSync(join(root, 'src/Sources'), 'a file in the way');
    expect(() => writeConnector(root, 'Shop', FILES)).toThrow(
      /cannot be written \(E\w+\)\. Nothing was made\./,
    );
    expect(contents()).toEqual({ 'src/Sources': 'a file in the way' });
  });
});

/** Calls that create or move a file, one after the other: the lock, four files, and four moves. */
const KILLS = [1, 3, 5, 6, 7, 8];

describe('a kill', () => {
  it.each(KILLS)('before call %i leaves nothing that a build reads, or all of it', async count => {
    const words = ['--import', 'tsx', CHILD, root, String(count)];
    const signal = await new Promise(done => {
      execFile(process.execPath, words, error => done(error?.signal));
    });
    expect(signal).toBe('SIGKILL');
    const sources = contents(join(root, 'src/Sources'));
    expect([{}, { 'Shop/Source.ts': 'the source', 'Shop/manifest.json': '{}' }]).toContainEqual(sources);

    const completed = completeInterrupted(root);
    const after = contents();
    expect(after).toEqual(completed.length ? FILES : {});
    expect(existsSync(join(root, '.sheetbound'))).toBe(false);
    if (!completed.length) writeConnector(root, 'Shop', FILES);
    expect(contents()).toEqual(FILES);
  });
});

describe('the command', () => {
  it('is of no use outside of a checkout, and says so', async () => {
    rmSync(join(root, 'src'), { recursive: true });
    const given = { name: 'Shop', baseUrl: 'https://api.example.com' };
    await expect(newConnector(root, given, undefined)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(/no checkout of Sheetbound: it has no src\/Sources/) as string,
    });
  });

  it('names every flag that is missing or wrong where there is nobody to ask', async () => {
    await expect(newConnector(root, { name: 'Shop', auth: 'token' }, undefined)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringMatching(
        /^\[new\] 2 things need attention; nothing was made\.\n- --base-url: .*\n- --auth: /,
      ) as string,
    });
    await expect(newConnector(root, {}, undefined)).rejects.toThrow(
      /2 things need attention; nothing was made\.\n- Name: .*\n- --base-url: /,
    );
    expect(contents()).toEqual({});
  });

  it('asks for the packages of the checkout when they are not there', async () => {
    const given = { name: 'Shop', baseUrl: 'https://api.example.com' };
    writeFileSync(join(root, 'package.json'), '{}');
    await expect(newConnector(root, given, undefined)).rejects.toThrow(/Nothing was made\. Run npm install/);
    expect(Object.keys(contents())).toEqual(['package.json']);
    expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe('{}');
  });
});
