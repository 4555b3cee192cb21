import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ScriptApi } from '../../google/ScriptApi';
import type { ScriptFile } from '../../ScriptFile';
import { ToolError } from '../../ToolError';
import { buildOfScript } from '../../trace/BuildIds';
import { isPushId, pushesFolder, shownFolder } from '../journal/JournalFolder';
import { listPushes, type PushRecord, type SavedProject } from '../journal/JournalRecord';
import type { Cargo } from './PushTypes';
import { readCopy } from '../stage/StageFiles';
import { splitStamp, STAMPED_FILE, stampOf, type Deployed } from '../stage/StampLine';
import type { Target } from '../targets/Target';

const WITHOUT_SCRIPT =
  'No script of Sheetbound stood there: it goes, and with it the menu and every schedule, until the next push.';

/**
 * What a rollback brings back. Without `to` what stood there before the last push (which may be a rollback itself);
 * with the id of a push what that one brought; with a number that version of the script project.
 */
export async function rollbackCargo(
  root: string,
  { name, scriptId }: Target,
  to: string | undefined,
  script: Pick<ScriptApi, 'content'>,
): Promise<Cargo> {
  const cargo = await cargoFor(root, { name, scriptId }, to, script);
  const remark = cargo.remark ?? (cargo.build ? undefined : WITHOUT_SCRIPT);
  return { ...cargo, ...(to === undefined ? {} : { to }), ...(remark === undefined ? {} : { remark }) };
}

async function cargoFor(
  root: string,
  { name, scriptId }: Pick<Target, 'name' | 'scriptId'>,
  to: string | undefined,
  script: Pick<ScriptApi, 'content'>,
): Promise<Cargo> {
  if (to !== undefined && /^\d{1,6}$/.test(to)) {
    const files = await script.content(scriptId, Number(to));
    return cargoOf(root, name, files, stampOf(files) ?? null, `version ${to}`);
  }
  const pushes = listPushes(root, name).filter(record => record.scriptId === scriptId);
  const record = to === undefined ? lastSent(pushes, name) : pushOf(pushes, to, name);
  const part = to === undefined ? 'before' : 'after';
  const saved: SavedProject = record[part];
  const folder = join(pushesFolder(root, name), record.id, part);
  const files = readCopy(folder, saved.files, shownFolder(name, record.id, part));
  const what = part === 'before' ? `what stood there before push ${record.id}` : `push ${record.id}`;
  const cargo = cargoOf(root, name, files, saved.deployed, what);
  return part === 'before' && record.kind === 'rollback' ? { ...cargo, remark: undoing(name) } : cargo;
}

function undoing(target: string): string {
  return `The last push was a rollback: this takes it back. To go further back: \`npx sheetbound pushes --env ${target}\`, then \`npx sheetbound push --rollback --to <push> --env ${target}\`.`;
}

function lastSent(pushes: readonly PushRecord[], target: string): PushRecord {
  const found = pushes.find(({ status }) => status === 'done' || status === 'unclear');
  if (found) return found;
  throw new ToolError(
    `[Rollback] ${target}: no push of this machine is kept, so it is not known what stood there before. Nothing was sent. Choose a version of the script project instead: \`npx sheetbound versions --env ${target}\`, then \`npx sheetbound push --rollback --to <number> --env ${target}\`.`,
    'invalid',
  );
}

function pushOf(pushes: readonly PushRecord[], to: string, target: string): PushRecord {
  const found = isPushId(to) ? pushes.find(({ id }) => id === to) : undefined;
  if (found) return found;
  throw new ToolError(
    `[Rollback] ${target}: there is no push "${to}". Nothing was sent. \`npx sheetbound pushes --env ${target}\` lists those that are kept, \`npx sheetbound versions --env ${target}\` the numbered versions.`,
    'invalid',
  );
}

function cargoOf(
  root: string,
  target: string,
  saved: readonly ScriptFile[],
  known: Deployed | null,
  restored: string,
): Cargo {
  const code = saved.find(({ name, type }) => name === STAMPED_FILE && type === 'SERVER_JS');
  const isStamped = code !== undefined && splitStamp(code.source).stamp !== undefined;
  const files = saved.map(({ name, type, source }) => ({
    name,
    type,
    source: isStamped && name === STAMPED_FILE ? splitStamp(source).body : source,
  }));
  const build = known?.build ?? (code && buildOfScript(code.source)) ?? '';
  const map = mapOfBuild(root, target, build);
  return { kind: 'rollback', files, build, known, isStamped, restored, ...(map ? { map } : {}) };
}

function mapOfBuild(root: string, target: string, build: string): string | undefined {
  return listPushes(root, target)
    .filter(record => record.build === build)
    .map(({ id }) => join(pushesFolder(root, target), id, `${STAMPED_FILE}.js.map`))
    .find(path => existsSync(path));
}
