import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from '../ProcessGroup';
import { CACHE_FOLDER, digest } from './CompileCache';

const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };
const SEAL = 'seal';
const INFO = 'tsbuildinfo';
const OUTPUT = 'output';

let taken = 0;

/**
 * What one run of the native compiler leaves for the next: what it found out and what it wrote. It is taken out of the
 * cache while it is in use and goes back when whole, so of two builds at once one begins anew, and of a build that was
 * killed nothing is left. A seal says that all of it is as it was put back.
 */
export class CompileFolder {
  private readonly kept: string;
  private readonly path: string;
  private readonly options: string;
  private readonly before: ReadonlyMap<string, string>;

  /** `options`: everything beside the sources that what is compiled depends on. */
  constructor(name: string, options: string) {
    this.kept = join(CACHE_FOLDER, name);
    this.options = options;
    this.path = take(this.kept);
    const found = contentOf(this.path);
    this.before = found.get(SEAL) === this.sealOf(found) ? found : new Map();
    if (this.before.size === 0) this.clear();
  }

  /** Where the compiler notes what it found out. */
  get info(): string {
    return join(this.path, INFO);
  }

  /** Where it writes. */
  get output(): string {
    return join(this.path, OUTPUT);
  }

  /** Puts it back without what `isWanted` refuses, and says what it holds: texts by path below `output`. */
  keep(isWanted: (path: string) => boolean): Map<string, string> {
    const content = contentOf(this.path);
    const files = new Map<string, string>();
    for (const [path, text] of content) {
      if (!path.startsWith(`${OUTPUT}/`)) continue;
      const name = path.slice(OUTPUT.length + 1);
      if (isWanted(name)) files.set(name, text);
      else {
        rmSync(join(this.path, path));
        content.delete(path);
      }
    }
    this.putBack(this.sealOf(content));
    return files;
  }

  /** Puts it back as it was found: nothing was written but the notes. */
  restore(): void {
    const info = this.before.get(INFO);
    if (info === undefined) rmSync(this.path, REMOVAL);
    else {
      writeFileSync(this.info, info);
      this.putBack(this.before.get(SEAL) ?? '');
    }
  }

  private clear(): void {
    rmSync(this.path, REMOVAL);
    mkdirSync(this.path);
  }

  private putBack(seal: string): void {
    try {
      writeFileSync(join(this.path, SEAL), seal);
      renameSync(this.path, this.kept);
    } catch {
      // Another build has put its own there, or the folder cannot be written: the next build does it all again.
      rmSync(this.path, REMOVAL);
    }
  }

  private sealOf(content: ReadonlyMap<string, string>): string {
    const files = [...content].filter(([path]) => path !== SEAL);
    return digest(this.options, ...files.flat());
  }
}

function take(kept: string): string {
  const own = `${kept}.${process.pid}.${++taken}`;
  try {
    mkdirSync(CACHE_FOLDER, { recursive: true });
    rmSync(own, REMOVAL);
    removeAbandoned();
    try {
      renameSync(kept, own);
    } catch {
      mkdirSync(own);
    }
    return own;
  } catch {
    return mkdtempSync(join(tmpdir(), 'sheetbound-build-'));
  }
}

/** Of builds that were killed. */
function removeAbandoned(): void {
  for (const name of readdirSync(CACHE_FOLDER)) {
    const owner = /\.(\d+)\.\d+$/.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) rmSync(join(CACHE_FOLDER, name), REMOVAL);
  }
}

/** Texts by path, sorted. */
function contentOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    paths.map(path => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}
