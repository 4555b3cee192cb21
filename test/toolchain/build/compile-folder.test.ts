import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CompileFolder } from '../../../toolchain/build/CompileFolder';

let cache = '';
let open: (options?: string) => CompileFolder;

beforeEach(async () => {
  cache = mkdtempSync(join(tmpdir(), 'compile-folder-'));
  vi.stubEnv('SHEETBOUND_COMPILE_CACHE', cache);
  vi.resetModules();
  const { CompileFolder: Folder } = await import('../../../toolchain/build/CompileFolder');
  open = (options = 'strict') => new Folder('project', options);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cache, { recursive: true });
});

function compile(folder: CompileFolder, files: Record<string, string>): void {
  writeFileSync(folder.info, `notes on ${Object.keys(files).join()}`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder.output, path)), { recursive: true });
    writeFileSync(join(folder.output, path), text);
  }
}

/** What the compiler would find there. */
const found = (folder: CompileFolder): string[] =>
  (readdirSync(dirname(folder.info), { recursive: true }) as string[]).filter(path => /\./.test(path)).sort();

const FILES = { 'src/One.js': '1', 'src/Two.js': '2' };
const FOUND = ['output/src/One.js', 'output/src/Two.js'];
const all = (): boolean => true;

describe('what the compiler leaves for the next build', () => {
  it('is there again, without what is gone', () => {
    const first = open();
    compile(first, { ...FILES, 'src/Gone.js': '3' });
    expect(first.keep(path => path !== 'src/Gone.js')).toEqual(new Map(Object.entries(FILES)));
    const second = open();
    expect(found(second)).toEqual(FOUND);
    expect(second.keep(all)).toEqual(new Map(Object.entries(FILES)));
  });

  it.each([
    ['it was damaged', (): void => writeFileSync(join(cache, 'project', 'output', 'src', 'One.js'), '')],
    ['a part is missing', (): void => rmSync(join(cache, 'project', 'output', 'src', 'Two.js'))],
    ['its notes were cut off', (): void => writeFileSync(join(cache, 'project', 'tsbuildinfo'), 'no')],
    ['all of it is gone', (): void => rmSync(join(cache, 'project'), { recursive: true })],
  ])('is not used when %s', (_what, damage) => {
    const first = open();
    compile(first, FILES);
    first.keep(all);
    damage();
    expect(found(open())).toEqual([]);
  });

  it('is not used with other options', () => {
    const first = open();
    compile(first, FILES);
    first.keep(all);
    expect(found(open('loose'))).toEqual([]);
  });

  it('is one build’s alone, and the other begins anew', () => {
    const first = open();
    compile(first, FILES);
    first.keep(all);
    const [one, two] = [open(), open()];
    expect([found(one), found(two)]).toEqual([FOUND, []]);
    compile(two, { 'src/One.js': 'new' });
    two.keep(all);
    one.keep(all);
    expect(readdirSync(cache)).toEqual(['project']);
    expect(open().keep(all)).toEqual(new Map([['src/One.js', 'new']]));
  });

  it('is as it was after a build with type errors, and is not used when that one wrote something', () => {
    const first = open();
    compile(first, FILES);
    first.keep(all);
    const second = open();
    writeFileSync(second.info, 'notes on faults');
    second.restore();
    const third = open();
    expect(found(third)).toEqual(FOUND);
    writeFileSync(join(third.output, 'src', 'One.js'), 'half');
    third.restore();
    expect(found(open())).toEqual([]);
  });

  it('is nothing of a build that was killed, whose folder goes', () => {
    // No process has this number: it is above the highest.
    mkdirSync(join(cache, 'project.4999999.1', 'output'), { recursive: true });
    expect(found(open())).toEqual([]);
    expect(readdirSync(cache)).toEqual([`project.${process.pid}.1`]);
  });
});
