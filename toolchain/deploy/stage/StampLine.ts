import { createHash } from 'node:crypto';
import type { ScriptFile } from '../../ScriptFile';

/** Name of the file whose last line is the stamp. */
export const STAMPED_FILE = 'Code';

/** Name of the manifest in a project. */
export const MANIFEST = 'appsscript';

const PREFIX = '//# sheetbound=';

/** What a push left in a project: kept locally after each push, and written by the push as the last line of Code. */
export interface Deployed {
  /** Build id; empty when what was pushed was no build of Sheetbound (a rollback to what a user had). */
  build: string;
  /** ISO time; tells two pushes of one build apart. */
  pushed: string;
  /** Digests by file name, of the files that are ours. */
  files: Readonly<Record<string, string>>;
  /** Names of a user's own files, which pushes leave as they are. */
  kept: readonly string[];
}

/** The source without the stamp, and the stamp. A line that is damaged is part of the source. */
export function splitStamp(source: string): { body: string; stamp?: Deployed } {
  const start = source.lastIndexOf(PREFIX);
  if (start < 0 || (start > 0 && source[start - 1] !== '\n')) return { body: source };
  const line = source.slice(start).trimEnd();
  const stamp = line.includes('\n') ? undefined : parseStamp(line.slice(PREFIX.length));
  return stamp ? { body: source.slice(0, start), stamp } : { body: source };
}

/** The body with the stamp as its last line. */
export function withStamp(body: string, { build, pushed, files, kept }: Deployed): string {
  const line = `${PREFIX}${JSON.stringify({ v: 1, build, pushed, files, kept })}\n`;
  return body === '' || body.endsWith('\n') ? body + line : `${body}\n${line}`;
}

/** The stamp of a project, when its Code has one. Someone may have edited Code above it. */
export function stampOf(files: readonly ScriptFile[]): Deployed | undefined {
  const code = files.find(file => file.name === STAMPED_FILE && file.type === 'SERVER_JS');
  return code && splitStamp(code.source).stamp;
}

/**
 * First 16 hex digits of the SHA-256 of what counts in a file: not the stamp, not the kind of line ends, not blanks at
 * its end (an editor may change those), and of the manifest its value.
 */
export function digestOf(file: ScriptFile): string {
  return createHash('sha256').update(comparableSource(file)).digest('hex').slice(0, 16);
}

export function digestsOf(files: readonly ScriptFile[]): Record<string, string> {
  return Object.fromEntries(files.map(file => [file.name, digestOf(file)]));
}

/** Two files that do the same: see {@link digestOf}. */
export function isSameFile(a: ScriptFile, b: ScriptFile): boolean {
  return a.type === b.type && comparableSource(a) === comparableSource(b);
}

/** The source as people compare it: without stamp, with LF, without blanks at the end; the manifest formatted anew. */
export function comparableSource(file: ScriptFile): string {
  const source = file.source.replace(/\r\n?/g, '\n');
  if (file.type === 'JSON') return canonicalJson(source);
  return (file.name === STAMPED_FILE ? splitStamp(source).body : source).trimEnd();
}

function canonicalJson(text: string): string {
  try {
    return JSON.stringify(sorted(JSON.parse(text)), undefined, 2);
  } catch {
    return text.trimEnd();
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}

function parseStamp(text: string): Deployed | undefined {
  try {
    const stamp = JSON.parse(text) as Record<string, unknown>;
    return stamp['v'] === 1 ? readDeployed(stamp) : undefined;
  } catch {
    return undefined;
  }
}

/** A {@link Deployed} out of what JSON held; undefined when it is none. */
export function readDeployed(value: unknown): Deployed | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { build, pushed, files, kept } = value as Record<string, unknown>;
  if (typeof build !== 'string' || typeof pushed !== 'string' || Number.isNaN(Date.parse(pushed)))
    return undefined;
  if (!isTexts(kept) || typeof files !== 'object' || files === null || !isTexts(Object.values(files)))
    return undefined;
  return { build, pushed, files: files as Record<string, string>, kept };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}
