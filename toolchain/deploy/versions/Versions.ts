import type { RemoteFile, ScriptApi, ScriptDeployment, ScriptVersion } from '../../google/ScriptApi';
import { buildOfScript, buildsNamedIn } from '../../trace/BuildIds';
import { listPushes } from '../journal/JournalRecord';
import { compareFiles } from '../plan/PlanPush';
import { STAMPED_FILE, stampOf } from '../stage/StampLine';
import type { Target } from '../targets/Target';

/** Versions that a script project can have; only the script editor deletes them. */
export const MOST_VERSIONS = 200;

/** Deployments with a version that a script project can have. */
export const MOST_DEPLOYMENTS = 20;

/** From so many versions on the limit is told. */
const NEARLY_FULL = 180;

/** Contents that are downloaded at a time. */
const AT_A_TIME = 4;

/** What stands in the project now. */
export interface HeadState {
  /** Undefined: no build of Sheetbound. */
  build: string | undefined;
  /** ISO time of the push, as the stamp says it. */
  pushed: string | undefined;
  /** Id of the push, when this machine made it. */
  push: string | undefined;
}

export interface VersionState extends ScriptVersion {
  /** Undefined: not named in the description, and not looked for. */
  build: string | undefined;
  /** Id of the last push of that build on this machine. */
  push: string | undefined;
  /** Whether it is what stands in the project now; undefined: not looked at. */
  isNow: boolean | undefined;
  deployments: readonly ScriptDeployment[];
}

export interface VersionsReport {
  target: Target;
  head: HeadState;
  /** The newest first. */
  versions: readonly VersionState[];
  /** Things to know: limits that are near. */
  notes: readonly string[];
}

/**
 * The versions of a target, what is deployed of them and which one stands in the project now. Only the newest is
 * downloaded to compare it; with `contents` all are.
 */
export async function readVersions(
  root: string,
  target: Target,
  script: ScriptApi,
  contents = false,
): Promise<VersionsReport> {
  const { scriptId } = target;
  const [files, versions, deployments] = await Promise.all([
    script.content(scriptId),
    script.versions(scriptId),
    script.deployments(scriptId),
  ]);
  const looked = await downloadAll(script, scriptId, contents ? versions : versions.slice(0, 1));
  const pushes = listPushes(root, target.name).filter(({ status }) => status === 'done');
  const pushOf = (build: string | undefined): string | undefined =>
    build === undefined ? undefined : pushes.find(push => push.build === build)?.id;
  const headBuild = buildOf(files);
  return {
    target,
    head: { build: headBuild, pushed: stampOf(files)?.pushed, push: pushOf(headBuild) },
    versions: versions.map(version => {
      const own = looked.get(version.number);
      const build = own ? buildOf(own) : buildsNamedIn(version.description)[0]?.build;
      return {
        ...version,
        build,
        push: pushOf(build),
        isNow: own && compareFiles(files, own).length === 0,
        deployments: deployments.filter(deployment => deployment.version === version.number),
      };
    }),
    notes: limitNotes(versions.length, deployments.filter(({ version }) => version !== undefined).length),
  };
}

/** The build that a project holds; undefined when it is none of Sheetbound. */
export function buildOf(files: readonly RemoteFile[]): string | undefined {
  const code = files.find(({ name, type }) => name === STAMPED_FILE && type === 'SERVER_JS');
  return stampOf(files)?.build || buildOfScript(code?.source ?? '');
}

async function downloadAll(
  script: ScriptApi,
  scriptId: string,
  versions: readonly ScriptVersion[],
): Promise<Map<number, RemoteFile[]>> {
  const found = new Map<number, RemoteFile[]>();
  const waiting = [...versions];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      found.set(next.number, await script.content(scriptId, next.number));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  return found;
}

function limitNotes(versions: number, deployments: number): string[] {
  const notes: string[] = [];
  if (versions >= NEARLY_FULL)
    notes.push(
      `${versions} of ${MOST_VERSIONS} versions are used up. Delete old ones in the script editor: Project History.`,
    );
  if (deployments >= MOST_DEPLOYMENTS - 2)
    notes.push(
      `${deployments} of ${MOST_DEPLOYMENTS} deployments are used up. Archive old ones in the script editor: Deploy > Manage deployments.`,
    );
  return notes;
}
