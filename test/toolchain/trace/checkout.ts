import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll } from 'vitest';
import { pushesFolder } from '../../../toolchain/deploy/journal/JournalFolder';
import { writeRecord, type PushStatus } from '../../../toolchain/deploy/journal/JournalRecord';
import { trace, type TraceOptions } from '../../../toolchain/trace/TraceCommand';
import { buildOfScript } from '../../../toolchain/trace/BuildIds';

/** Where a build lies in a checkout, and where the one that is tested does. */
const PLACE = join('dist', 'apps-script');
const BUILT = process.env['SHEETBOUND_BUNDLE'] ?? PLACE;

export const CODE = readFileSync(join(BUILT, 'Code.js'), 'utf8');
export const BUILD = buildOfScript(CODE) ?? '';

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty checkout, removed after the tests of this file. */
export function checkout(): string {
  const root = mkdtempSync(join(tmpdir(), 'sheetbound-trace-'));
  folders.push(root);
  return root;
}

/** Id of a push: the higher the number, the later. */
export function idOf(number: number): string {
  return `20261120-101200-00${number}`;
}

export interface Push {
  env: string;
  /** See `idOf`. Default 1. */
  number?: number;
  build?: string;
  status?: PushStatus;
  /** Default: that of the real build. */
  map?: 'none' | 'damaged';
  /** Whether the pushed script is kept as well. Default true. */
  hasScript?: boolean;
}

/** Keeps a push as `push` does. */
export function keep(root: string, push: Push): void {
  const { env, number = 1, build = BUILD, status = 'done', map } = push;
  const id = idOf(number);
  const folder = join(pushesFolder(root, env), id);
  mkdirSync(join(folder, 'after'), { recursive: true });
  const code = { name: 'Code', type: 'SERVER_JS', path: 'Code.js', digest: '' } as const;
  const after = { files: [code], deployed: null };
  const place = { target: env, scriptId: 'a-script', clasp: '3.4.1' };
  const startedAt = '2026-11-20T10:12:00.000Z';
  writeRecord(root, { v: 1, id, kind: 'push', ...place, build, startedAt, status, before: after, after }, '');
  if (push.hasScript !== false) copyFileSync(join(BUILT, 'Code.js'), join(folder, 'after', 'Code.js'));
  if (map === 'damaged') writeFileSync(join(folder, 'Code.js.map'), '{"version":3,');
  else if (map === undefined) copyFileSync(join(BUILT, 'Code.js.map'), join(folder, 'Code.js.map'));
}

/** A checkout whose last build was not pushed. */
export function buildIn(root: string): void {
  mkdirSync(join(root, PLACE), { recursive: true });
  for (const file of ['Code.js', 'Code.js.map']) copyFileSync(join(BUILT, file), join(root, PLACE, file));
}

export interface Screen {
  out: string;
  err: string;
  /** What the command failed with. */
  failure?: { message: string; kind: string };
}

/** The command as a person sees it. */
export async function traced(
  root: string,
  words: readonly string[],
  options: TraceOptions = {},
  input = '',
): Promise<Screen> {
  const screen: Screen = { out: '', err: '' };
  const into = (part: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        screen[part] += chunk.toString();
        done();
      },
    });
  const terminal = { out: into('out'), err: into('err'), variables: {} };
  try {
    await trace(words, options, { terminal, root, readInput: () => Promise.resolve(input) });
  } catch (error) {
    const { message, kind } = error as { message: string; kind: string };
    screen.failure = { message, kind };
  }
  return screen;
}

/** Where a text stands in the built script, as a frame names it; it must stand there once. */
export function placeIn(text: string): { line: number; column: number } {
  const at = CODE.indexOf(text);
  if (at < 0 || CODE.indexOf(text, at + 1) >= 0) throw new Error(`"${text}" is not once in the built script`);
  const before = CODE.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** `file:line` of a text in a source of this repository. */
export function lineOf(file: string, text: string): string {
  const index = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex(line => line.includes(text));
  if (index < 0) throw new Error(`"${text}" is not in ${file}`);
  return `${file}:${index + 1}`;
}
