import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll } from 'vitest';

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Running {
  child: ChildProcess;
  finished: Promise<Finished>;
}

const folders: string[] = [];

/** A folder that is removed after the tests of this file. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sheetbound-cli-'));
  folders.push(folder);
  return folder;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Starts a built entry point as a user does, in `cwd`; `launcher` is a command that runs another one. */
export function start(
  cwd: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  entry = 'cli',
  launcher: readonly string[] = [],
): Running {
  const [command = '', ...rest] = [...launcher, process.execPath, resolve('dist', `${entry}.js`), ...words];
  const child = spawn(command, rest, {
    cwd,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const finished = new Promise<Finished>((done, fail) => {
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.once('error', fail);
    child.once('close', code => {
      done({ code, stdout, stderr });
    });
  });
  return { child, finished };
}

/** `sheetbound` with these words, to its end. */
export function sheetbound(
  cwd: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  return start(cwd, words, variables).finished;
}

/** The one JSON document on standard output; fails when there is anything else. */
export function jsonOf({ stdout }: Finished): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Names and contents of all files of a folder, those below it included. */
export function filesIn(folder: string): Record<string, Buffer> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return Object.fromEntries(
    names.map(entry => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}

/** Asks again and again, because another process decides when it is so. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (let round = 0; round < 2_000; round++) {
    if (await isSo()) return;
    await new Promise(later => setTimeout(later, 10));
  }
  throw new Error('It never came to it.');
}
