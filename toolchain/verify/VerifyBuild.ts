import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readDeployment } from '../build/Deployment';
import { hostsOf } from '../build/Hosts';
import type { ScriptFile } from '../ScriptFile';
import { ToolError } from '../ToolError';
import { judgeCredentials } from './Credentials';
import type { Fault } from './Fault';
import { FaultList } from './FaultList';
import { ScriptText } from './ScriptText';
import { BUILT_FILE, verifyScript, type Verification } from './Verify';

/** A built script and what was found out about it. */
export interface VerifiedBuild extends Verification {
  files: ScriptFile[];
  /** Scopes that the deployer adds on purpose. */
  extraScopes: readonly string[];
}

const CONFIGURATION = 'sheetbound.config.json';

/**
 * Verifies what was built into a folder (default dist/apps-script), as `clasp push` would upload it, with its source
 * map. `root`: folder of the checkout, whose settings say what the script may do. Throws a ToolError when there is no
 * build; faults are returned. `parsed`: a file that was parsed before, and is not parsed again if it still is as it was.
 */
export function verifyBuild(
  folder = join('dist', 'apps-script'),
  root = process.cwd(),
  parsed?: ScriptFile,
): VerifiedBuild {
  const files = readScriptFiles(resolve(root, folder)).map(file => (isSame(file, parsed) ? parsed : file));
  const deployment = readDeployment(join(root, CONFIGURATION));
  const map = resolve(root, folder, `${BUILT_FILE}.js.map`);
  const template = join(root, 'appsscript.json');
  const verification = verifyScript(
    files,
    { ...deployment, hosts: hostsOf(deployment, root) },
    {
      sourceMap: existsSync(map) ? readFileSync(map, 'utf8') : null,
      ...(existsSync(template) ? { template: readFileSync(template, 'utf8').replace(/^\uFEFF/, '') } : {}),
    },
  );
  const faults = [...verification.faults, ...configurationFaults(root)];
  return { ...verification, faults, files, extraScopes: deployment.extraScopes };
}

function isSame(file: ScriptFile, other: ScriptFile | undefined): other is ScriptFile {
  return other?.name === file.name && other.type === file.type && other.source === file.source;
}

/** Settings are committed: a credential has no place among them. */
function configurationFaults(root: string): Fault[] {
  const path = join(root, CONFIGURATION);
  if (!existsSync(path)) return [];
  const faults = new FaultList(() => undefined);
  const name = CONFIGURATION.replace(/\.json$/, '');
  judgeCredentials(new ScriptText({ name, type: 'JSON', source: readFileSync(path, 'utf8') }), faults);
  return faults.sorted();
}

const TYPES: Readonly<Record<string, ScriptFile['type']>> = {
  js: 'SERVER_JS',
  gs: 'SERVER_JS',
  html: 'HTML',
};

/** The files of a folder that clasp uploads: scripts, pages and the manifest. Throws a ToolError when Code.js is not there. */
export function readScriptFiles(folder: string): ScriptFile[] {
  if (!existsSync(join(folder, `${BUILT_FILE}.js`)))
    throw new ToolError(
      `[Verify] There is no built script (${folder}/${BUILT_FILE}.js); nothing was verified. Run: npm run build`,
    );
  const paths = (readdirSync(folder, { recursive: true }) as string[]).map(path =>
    path.replaceAll('\\', '/'),
  );
  return paths.sort().flatMap(path => {
    const type = path === 'appsscript.json' ? 'JSON' : TYPES[/\.([a-z]+)$/i.exec(path)?.[1] ?? ''];
    if (!type) return [];
    return [{ name: path.replace(/\.[a-z]+$/i, ''), type, source: readFileSync(join(folder, path), 'utf8') }];
  });
}
