import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pushesFolder } from '../deploy/journal/JournalFolder';
import { listPushes } from '../deploy/journal/JournalRecord';
import { STAMPED_FILE } from '../deploy/stage/StampLine';
import { ToolError } from '../ToolError';
import { ScriptMap } from './ScriptMap';

/** A push whose record is kept under `.sheetbound/targets/<env>/pushes/<id>`. */
export interface KeptPush {
  id: string;
  env: string;
  /** Of the script that was sent; empty: no build of Sheetbound. */
  build: string;
  /** ISO time. */
  startedAt: string;
  /** `done` once the push was read back and found whole. */
  status: string;
  /** Where its map is, and the script that it is of. */
  map: string;
  script: string | undefined;
  /** Whether the map of its build is kept beside it. */
  hasMap: boolean;
}

/** The pushes of this checkout, newest first: ids are times that never go back. A record that cannot be read is left out. */
export function keptPushes(root: string): KeptPush[] {
  return targetsIn(root)
    .flatMap(env =>
      listPushes(root, env).map(({ id, build, startedAt, status, after }) => {
        const folder = join(pushesFolder(root, env), id);
        const map = join(folder, `${STAMPED_FILE}.js.map`);
        const code = after.files.find(({ name, type }) => name === STAMPED_FILE && type === 'SERVER_JS');
        const script = code && join(folder, 'after', code.path);
        return { id, env, build, startedAt, status, map, script, hasMap: existsSync(map) };
      }),
    )
    .sort((a, b) => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0));
}

/** The map of a built script; without the script itself (undefined, or removed) nothing is named. Throws a `ToolError` when it is damaged. */
export function readMap(map: string, script: string | undefined): ScriptMap {
  try {
    const code = script !== undefined && existsSync(script) ? readFileSync(script, 'utf8') : undefined;
    return new ScriptMap(readFileSync(map, 'utf8'), code);
  } catch (error) {
    throw new ToolError(
      `[trace] The map ${map} cannot be read (${(error as Error).message}). Check out the commit that was pushed and run npm run build: the same source makes the same build, and its map.`,
      'failed',
      { cause: error },
    );
  }
}

function targetsIn(root: string): string[] {
  try {
    return readdirSync(join(root, '.sheetbound', 'targets'), { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name);
  } catch {
    return [];
  }
}
