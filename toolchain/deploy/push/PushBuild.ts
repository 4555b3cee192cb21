import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildOfScript } from '../../trace/BuildIds';
import type { ScriptFile } from '../../ScriptFile';
import { ToolError } from '../../ToolError';
import type { Cargo } from './PushTypes';
import { digestsOf, MANIFEST, splitStamp, STAMPED_FILE } from '../stage/StampLine';
import { DEPLOYED_FOLDER } from '../targets/Target';

const TYPES: Readonly<Record<string, ScriptFile['type']>> = {
  '.js': 'SERVER_JS',
  '.gs': 'SERVER_JS',
  '.html': 'HTML',
  '.json': 'JSON',
};

/** The files of the build, as they will stand in a project. Throws a `ToolError` when there is no build. */
export function readBuiltFiles(folder: string): ScriptFile[] {
  const files = namesBelow(folder).flatMap(path => {
    const extension = /\.[a-z]+$/.exec(path)?.[0] ?? '';
    const type = TYPES[extension];
    const name = path.slice(0, -extension.length).replace(/\\/g, '/');
    if (!type || (type === 'JSON' && name !== MANIFEST)) return [];
    return [{ name, type, source: readFileSync(join(folder, path), 'utf8') }];
  });
  for (const name of [STAMPED_FILE, MANIFEST])
    if (!files.some(file => file.name === name))
      throw new ToolError(
        `[Push] There is no build: ${DEPLOYED_FOLDER} holds no ${name === MANIFEST ? `${name}.json` : `${name}.js`}. Nothing was sent. Run \`npm run build\` first.`,
        'invalid',
      );
  return files;
}

/** The build as the cargo of a push. */
export function readBuild(root: string): Cargo {
  const folder = join(root, DEPLOYED_FOLDER);
  const files = readBuiltFiles(folder).map(file =>
    file.name === STAMPED_FILE ? { ...file, source: splitStamp(file.source).body } : file,
  );
  const code = files.find(({ name }) => name === STAMPED_FILE)?.source ?? '';
  // A script that was made otherwise is told apart by its digest.
  const build = buildOfScript(code) ?? (digestsOf(files)[STAMPED_FILE] ?? '').slice(0, 12);
  return {
    kind: 'push',
    files,
    build,
    known: { build, files: digestsOf(files), kept: [] },
    isStamped: true,
    map: join(folder, `${STAMPED_FILE}.js.map`),
  };
}

function namesBelow(folder: string): string[] {
  try {
    return (readdirSync(folder, { recursive: true }) as string[]).sort();
  } catch {
    return [];
  }
}
