import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../ToolError';
import { ScriptMap } from './ScriptMap';

/** A push whose record is kept under `.sheetbound/targets/<env>/pushes/<id>`. */
export interface KeptPush {
  id: string;
  env: string;
  /** Of the script that was sent. */
  build: string;
  /** ISO time. */
  startedAt: string;
  /** `done` once the push was read back and found whole. */
  status: string;
  folder: string;
  /** Whether the map of its build is kept beside it. */
  hasMap: boolean;
}

const MAP = 'Code.js.map';

/** Where the pushed script may stand beside its map. */
const SCRIPTS = [join('after', 'Code.js'), join('after', 'Code.gs'), 'Code.js'];

/** The pushes of this checkout, of one target or all, newest first. A record that cannot be read is left out. */
export function keptPushes(root: string, env?: string): KeptPush[] {
  const targets = join(root, '.sheetbound', 'targets');
  return foldersIn(targets)
    .filter(name => env === undefined || name === env)
    .flatMap(name => {
      const pushes = join(targets, name, 'pushes');
      return foldersIn(pushes).flatMap(id => readPush(join(pushes, id), name) ?? []);
    })
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
}

/** The map of a push with `hasMap`. Throws a `ToolError` when it is damaged. */
export function readKeptMap({ folder }: KeptPush): ScriptMap {
  const script = SCRIPTS.map(path => join(folder, path)).find(path => existsSync(path));
  return readMap(join(folder, MAP), script);
}

/** The map of a built script. Throws a `ToolError` when it is damaged. */
export function readMap(path: string, script: string | undefined): ScriptMap {
  try {
    return new ScriptMap(
      readFileSync(path, 'utf8'),
      script === undefined ? undefined : readFileSync(script, 'utf8'),
    );
  } catch (error) {
    throw new ToolError(
      `[trace] The map ${path} cannot be read (${(error as Error).message}). Check out the commit that was pushed and run npm run build: the same source makes the same build, and its map.`,
      'failed',
      { cause: error },
    );
  }
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name);
  } catch {
    return [];
  }
}

function readPush(folder: string, env: string): KeptPush | undefined {
  let record: Partial<Record<string, unknown>> | null;
  try {
    record = JSON.parse(readFileSync(join(folder, 'push.json'), 'utf8')) as typeof record;
  } catch {
    return undefined;
  }
  const [id, build, startedAt, status] = ['id', 'build', 'startedAt', 'status'].map(key => record?.[key]);
  if (typeof id !== 'string' || typeof build !== 'string') return undefined;
  if (typeof startedAt !== 'string' || typeof status !== 'string') return undefined;
  return { id, env, build, startedAt, status, folder, hasMap: existsSync(join(folder, MAP)) };
}
