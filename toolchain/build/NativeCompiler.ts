import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isAbsolute, join, relative } from 'node:path';
import { CompileFolder } from './CompileFolder';
import { digest } from './CompileCache';

/** The native compiler: it takes a tenth of the time, but offers bundlers nothing. */
export const COMPILER = join('node_modules', 'typescript7', 'bin', 'tsc');

/** Each checker of the compiler looks at the libraries anew; the other artefact is built on the same processors. */
const CHECKERS = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));

/** What the compiler made of a project. */
export interface Compilation {
  /** What it found wrong, with file and line; empty when nothing. */
  faults: string;
  /** Absolute paths of all that it read. */
  sources: readonly string[];
  /** Texts of what it wrote, by path relative to the checkout as if it stood beside its source; none with faults. */
  files: ReadonlyMap<string, string>;
}

/**
 * Checks a project, and compiles it if its tsconfig says so, in a process of its own. What has not changed since the
 * last time is taken from then.
 */
export async function compileProject(project: string, flags: readonly string[] = []): Promise<Compilation> {
  const options = [project, ...flags, ...configurations()];
  const name = `native-${digest(process.cwd(), project, ...flags).slice(0, 16)}`;
  const folder = new CompileFolder(name, options.join('\0'));
  const { isDone, lines } = await runCompiler([
    ...['-p', project, '--incremental', '--tsBuildInfoFile', folder.info],
    ...['--outDir', folder.output, '--listFiles'],
    ...['--checkers', String(CHECKERS), ...flags],
  ]);
  const sources = lines.filter(isPath);
  if (!isDone) {
    folder.restore();
    return { faults: lines.filter(line => !isPath(line)).join('\n'), sources, files: new Map() };
  }
  return { faults: '', sources, files: folder.keep(writtenFor(sources)) };
}

/** What the compiler wrote stays where its source is gone. */
function writtenFor(sources: readonly string[]): (path: string) => boolean {
  const names = new Set(sources.map(path => stem(relative(process.cwd(), path))));
  return path => names.has(stem(path));
}

function stem(path: string): string {
  return path.replaceAll('\\', '/').replace(/(?:\.d)?\.[jt]s(?:\.map)?$/, '');
}

function isPath(line: string): boolean {
  return isAbsolute(line) && /\.[cm]?ts$/.test(line);
}

function configurations(): string[] {
  const files = readdirSync('.').filter(name => /^tsconfig.*\.json$/.test(name));
  return files.sort().map(file => readFileSync(file, 'utf8'));
}

function runCompiler(words: readonly string[]): Promise<{ isDone: boolean; lines: string[] }> {
  // It ends before collecting garbage would pay.
  const env = { ...process.env, GOGC: 'off' };
  return new Promise(resolve => {
    execFile(process.execPath, [COMPILER, ...words], { maxBuffer: 1 << 26, env }, (error, out, errors) => {
      const text = error ? out + errors || error.message : out;
      resolve({ isDone: !error, lines: text.trimEnd().split(/\r?\n/) });
    });
  });
}
