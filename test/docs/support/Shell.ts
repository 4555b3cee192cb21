import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export interface Shown {
  code: number | null;
  /** What a person sees: both streams, in the order in which they came. */
  screen: string;
  stdout: string;
}

/** A terminal in a folder: runs the commands of a page one after the other, and keeps what was exported. */
export class Shell {
  private readonly variables: Record<string, string | undefined>;

  /**
   * `variables`: all that its programs know of the machine. Default: what this process knows. `isQuick`: `npm run
   * build` makes the script alone, where the reader changes nothing of the command line.
   */
  constructor(
    private readonly folder: string,
    variables: Readonly<Record<string, string | undefined>> = process.env,
    private readonly isQuick = false,
  ) {
    this.variables = { ...variables, NO_COLOR: '1', SHEETBOUND_NO_BUILD: '1' };
  }

  /** `input`: what is pasted into it. One line, as far as these pages go: `export NAME=VALUE`, `npx sheetbound ...`, `npx vitest ...`, `npm run ...`. */
  run(line: string, input = ''): Promise<Shown> {
    const [first = '', second = '', ...rest] = wordsOf(line);
    if (first === 'export') {
      const [name = '', value = ''] = second.split('=');
      this.variables[name] = value;
      return Promise.resolve({ code: 0, screen: '', stdout: '' });
    }
    if (this.isQuick && line === 'npm run build')
      return this.start([process.execPath], ['node_modules/rollup/dist/bin/rollup', '-c', '--silent'], input);
    return this.start(
      programOf(this.folder, first, second),
      first === 'npm' ? [second, ...rest] : rest,
      input,
    );
  }

  private start(
    [command, ...before]: [string, ...string[]],
    words: readonly string[],
    input: string,
  ): Promise<Shown> {
    return new Promise((done, fail) => {
      const child = spawn(command, [...before, ...words], {
        cwd: this.folder,
        env: this.variables,
        stdio: ['pipe', 'pipe', 'pipe'],
      });
      let [screen, stdout] = ['', ''];
      child.stdout.on('data', (data: Buffer) => {
        screen += data.toString();
        stdout += data.toString();
      });
      child.stderr.on('data', (data: Buffer) => (screen += data.toString()));
      child.stdin.on('error', () => undefined).end(input);
      child.once('error', fail);
      child.once('close', code => {
        done({ code, screen, stdout });
      });
    });
  }
}

function programOf(folder: string, first: string, second: string): [string, ...string[]] {
  if (first === 'npm') return ['npm'];
  if (first !== 'npx') throw new Error(`The pages' terminal knows no ${first}.`);
  if (second === 'sheetbound') return [process.execPath, join(folder, 'dist/cli.js')];
  if (second === 'vitest') return [process.execPath, resolve('node_modules/vitest/vitest.mjs')];
  if (second === 'clasp') return [process.execPath, resolve('node_modules/@google/clasp/build/src/index.js')];
  throw new Error(`The pages' terminal knows no ${second}.`);
}

/** As a shell splits them, as far as these pages go; a comment behind the command is none of its words. */
export function wordsOf(line: string): string[] {
  const words = line.replace(/\s+#.*$/, '').match(/(?:[^\s"]|"[^"]*")+/g) ?? [];
  return words.map(word => word.replace(/"/g, ''));
}

/**
 * A screen without what differs from run to run: times, ids, and where a line of the source or of the script stands
 * today. Everything else must be as the page shows it.
 */
export function settled(screen: string): string {
  return screen
    .replace(/\b\d+(\.\d+)? s\b/g, '0.1 s')
    .replace(/\b\d{8}-\d{6}-\w{3,4}\b/g, '<push>')
    .replace(/\b\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?( UTC)?/g, '<time>')
    .replace(/\b[0-9a-f]{12}\b/g, '<build>')
    .replace(/\bSheetbound \d+\.\d+\.\d+/g, 'Sheetbound <version>')
    .replace(/(\.ts|\bCode):\d+:\d+/g, '$1:<place>')
    .replace(/\/d\/[\w-]{10,}/g, '/d/<id>')
    .replace(/\b\d+ KB\b/g, '<size>')
    .replace(/^([> ] )\s*\d+ \|/gm, '$1<line> |')
    .replace(/^ +\| /gm, '  | ')
    .split('\n')
    .map(line => line.replace(/\s+/g, ' ').trimEnd())
    .join('\n')
    .trim();
}
