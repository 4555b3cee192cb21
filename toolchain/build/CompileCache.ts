import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export interface CompiledFile {
  code: string;
  /** JSON, or null where none was asked for. */
  map: string | null;
}

/** Where builds keep what saves time; it may be removed at any time. */
export const CACHE_FOLDER =
  process.env['SHEETBOUND_COMPILE_CACHE'] ?? join('node_modules', '.cache', 'sheetbound');

/**
 * Compiled files by a digest of their path and content, in one file per set of compiler options. A cache that cannot
 * be read or written costs time and nothing else.
 */
export class CompileCache {
  private readonly path: string;
  private readonly known: Readonly<Record<string, CompiledFile>>;
  private readonly used = new Map<string, CompiledFile>();
  private readonly keys = new Map<string, string>();

  /** `options`: everything beside the files that what is compiled depends on. */
  constructor(options: string) {
    this.path = join(CACHE_FOLDER, `compiled-${digest(options).slice(0, 16)}.json`);
    this.known = readCache(this.path);
  }

  /** Whether the file as it now stands was compiled before; reads it anew, as it may have changed since. */
  has(path: string): boolean {
    const key = digest(relative(process.cwd(), path), readFileSync(path, 'utf8'));
    this.keys.set(path, key);
    const file = this.used.get(key) ?? this.known[key];
    if (file) this.used.set(key, file);
    return file !== undefined;
  }

  get(path: string): CompiledFile | undefined {
    return this.used.get(this.keys.get(path) ?? '');
  }

  /** Of a file that `has` was asked for. */
  set(path: string, file: CompiledFile): void {
    this.used.set(this.keys.get(path) ?? '', file);
  }

  /** Keeps what was used by this build. */
  save(): void {
    const temporary = `${this.path}.${process.pid}`;
    try {
      mkdirSync(CACHE_FOLDER, { recursive: true });
      writeFileSync(temporary, JSON.stringify(Object.fromEntries(this.used)));
      renameSync(temporary, this.path);
    } catch {
      // The next build compiles again.
    }
  }
}

function readCache(path: string): Record<string, CompiledFile> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, CompiledFile>;
  } catch {
    return {};
  }
}

/** Of texts, one after the other. */
export function digest(...parts: string[]): string {
  return createHash('sha1').update(parts.join('\0')).digest('hex');
}
