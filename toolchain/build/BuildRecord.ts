import { createHash, type Hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE_FOLDER } from './CompileCache';

/** All that a build reads. Versions of packages are pinned in package.json. */
const INPUTS = [
  ...['src', 'environments', 'toolchain', 'package.json', 'rollup.config.mjs', 'rolldown.config.mjs'],
  ...['appsscript.json', 'sheetbound.config.json', 'tsconfig.base.json', 'tsconfig.json'],
  ...['tsconfig.node.json', 'tsconfig.package.json'],
];

interface BuildRecord {
  /** Digests of what was read and of what was made of it. */
  inputs: string;
  outputs: string;
  summaries: string[];
}

/** Of this checkout: several may share their node_modules. */
const PATH = join(CACHE_FOLDER, `build-${digestOfText(process.cwd()).slice(0, 16)}.json`);

/** Digest of what a build reads as it stands now. */
export function inputsDigest(): string {
  return digestOf(INPUTS);
}

/** What the last build said, if it read the same and what it made stands untouched. */
export function sameBuild(inputs: string): string[] | undefined {
  try {
    const record = JSON.parse(readFileSync(PATH, 'utf8')) as BuildRecord;
    return record.inputs === inputs && record.outputs === digestOf(['dist']) ? record.summaries : undefined;
  } catch {
    return undefined;
  }
}

/** Notes a build that is done. `inputs`: taken before it began, so that a save in between is not lost. */
export function recordBuild(inputs: string, summaries: string[]): void {
  const record: BuildRecord = { inputs, outputs: digestOf(['dist']), summaries };
  try {
    mkdirSync(CACHE_FOLDER, { recursive: true });
    writeFileSync(PATH, JSON.stringify(record));
  } catch {
    // The next build does it all again.
  }
}

function digestOf(paths: readonly string[]): string {
  const hash = createHash('sha1').update(process.version);
  for (const path of paths) addTo(hash, path);
  return hash.digest('hex');
}

function addTo(hash: Hash, path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) hash.update(`${path}\0none\0`);
  else if (stat.isDirectory()) for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
  else hash.update(`${path}\0${stat.size}\0`).update(readFileSync(path));
}

function digestOfText(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
