import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** What a build reads. */
const READ = [
  ...['src', 'environments', 'toolchain', 'package.json', 'rollup.config.mjs', 'rolldown.config.mjs'],
  'appsscript.json',
  ...[
    'sheetbound.config.json',
    'tsconfig.base.json',
    'tsconfig.json',
    'tsconfig.node.json',
    'tsconfig.package.json',
  ],
];

export const BUILD = ['--import', 'tsx', join('toolchain', 'build', 'run.ts')];

/** A checkout of one's own, elsewhere: nothing of it may find its way into what is built. */
export class Checkout {
  readonly root = mkdtempSync(join(tmpdir(), 'build-'));
  /** Nothing that was compiled in the checkout under test. */
  readonly env = { ...process.env, SHEETBOUND_COMPILE_CACHE: join(this.root, 'cache') };

  constructor() {
    for (const path of READ) cpSync(path, this.path(path), { recursive: true });
    symlinkSync(resolve('node_modules'), this.path('node_modules'), 'junction');
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true });
    writeFileSync(this.path(path), text);
  }

  build(): Promise<{ code: number; output: string }> {
    return new Promise(resolve =>
      execFile(process.execPath, BUILD, { cwd: this.root, env: this.env }, (error, out, errors) =>
        resolve({ code: error ? 1 : 0, output: out + errors }),
      ),
    );
  }

  /** Texts of what was built, by path. */
  built(): Record<string, string> {
    return contentOf(this.path('dist'));
  }

  /** What builds have left in the checkout. */
  left(): string[] {
    return readdirSync(this.root).filter(name => name.startsWith('dist'));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

export function contentOf(folder: string): Record<string, string> {
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter(file =>
    statSync(join(folder, file)).isFile(),
  );
  return Object.fromEntries(files.sort().map(file => [file, readFileSync(join(folder, file), 'utf8')]));
}

/** Paths whose texts are not the same. */
export function differing(one: Record<string, string>, other: Record<string, string>): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(path => one[path] !== other[path]);
}
