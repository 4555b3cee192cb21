import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const INPUTS = [
  'src',
  'environments',
  'toolchain',
  'rollup.config.mjs',
  'rolldown.config.mjs',
  'appsscript.json',
  'sheetbound.config.json',
];

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map(name => newest(join(path, name))));
}

function isCurrent(): boolean {
  try {
    const built = Math.min(statSync('dist/apps-script/Code.js').mtimeMs, statSync('dist/cli.js').mtimeMs);
    return built >= Math.max(...INPUTS.map(newest));
  } catch {
    return false;
  }
}

/**
 * What is tested is what is built: builds once before the tests if anything is newer than the artefacts. The workers
 * that tests start are then taken from the build.
 */
export function setup(): void {
  if (!isCurrent()) execFileSync('npm', ['run', 'build'], { stdio: 'inherit' });
  process.env['SHEETBOUND_CURRENT_BUILD'] = fileURLToPath(new URL('../../dist/', import.meta.url));
}
