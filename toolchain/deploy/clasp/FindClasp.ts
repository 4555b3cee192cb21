import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ToolError } from '../../ToolError';
import type { InstalledClasp } from './ClaspTypes';

const PACKAGE = join('node_modules', '@google', 'clasp');

/** Versions that the tests run. */
const TESTED = '3.4';

/** Where clasp keeps the module that makes its command line; it is no public interface. */
const PROGRAM = join('build', 'src', 'commands', 'program.js');

/** clasp as it is installed for the checkout. Throws a `ToolError` that says how to install it. */
export function findClasp(root: string): InstalledClasp {
  const folder = findPackage(root);
  if (!folder)
    throw new ToolError(
      '[clasp] @google/clasp is not installed here. Nothing was sent. Run `npm install --save-dev @google/clasp@3.4.1`, then `npx clasp login`.',
      'invalid',
    );
  const { version, bin } = readPackage(folder);
  const program = join(folder, PROGRAM);
  const isTested = version === TESTED || version.startsWith(`${TESTED}.`);
  return {
    version,
    bin,
    ...(existsSync(program) ? { program } : {}),
    ...(isTested
      ? {}
      : {
          note: `clasp ${version} is installed; Sheetbound is tested with ${TESTED}. What arrives is read back and compared in any case.`,
        }),
  };
}

function findPackage(root: string): string | undefined {
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    if (existsSync(join(folder, PACKAGE, 'package.json'))) return join(folder, PACKAGE);
    if (dirname(folder) === folder) return undefined;
  }
}

function readPackage(folder: string): { version: string; bin: string } {
  let found: { version?: unknown; bin?: unknown } = {};
  try {
    found = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as typeof found;
  } catch {
    // Told below.
  }
  const { version, bin } = found;
  const script = typeof bin === 'string' ? bin : (bin as { clasp?: unknown } | undefined)?.clasp;
  if (typeof version !== 'string' || typeof script !== 'string' || !existsSync(join(folder, script)))
    throw new ToolError(
      '[clasp] The installed @google/clasp is damaged: it has no command. Nothing was sent. Run `npm install` again.',
      'invalid',
    );
  return { version, bin: join(folder, script) };
}
