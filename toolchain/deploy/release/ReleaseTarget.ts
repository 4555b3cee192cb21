import type { RemoteFile, ScriptDeployment, ScriptVersion } from '../../google/ScriptApi';
import { ToolError } from '../../ToolError';
import { compareFiles } from '../plan/PlanPush';
import { ReleaseClasp } from './ReleaseClasp';
import { rememberDeployment, rememberedDeployment } from './ReleaseNote';
import type { ReleaseJob, ReleaseResult, ReleaseServices } from './ReleaseTypes';
import { whileLocked } from '../targets/TargetLock';
import { buildOf, MOST_DEPLOYMENTS, MOST_VERSIONS } from '../versions/Versions';

/** Versions whose content is compared with the project, the newest first. */
const COMPARED = 1;

/**
 * Makes a version of what stands in the project, unless there is one that holds the same, and points the target's
 * deployment at it. What is there already is used, so a call that was stopped is finished by the next one. Never
 * rejects: what goes wrong is in the result.
 */
export async function releaseTarget(job: ReleaseJob, services: ReleaseServices): Promise<ReleaseResult> {
  const begun = performance.now();
  const result: ReleaseResult = { target: job.target, outcome: 'failed', took: 0 };
  try {
    await whileLocked(job.root, job.target.name, { who: 'Deploy', outcome: 'Nothing was deployed.' }, () =>
      new Release(job, services, result).run(),
    );
  } catch (error) {
    const { message, kind } = error as Error & { kind?: string };
    Object.assign(result, { outcome: 'failed', message, isInvalid: kind === 'invalid' });
    if (!(error instanceof ToolError)) result.message = `[Deploy] ${(error as Error).stack ?? message}`;
  }
  result.took = performance.now() - begun;
  return result;
}

class Release {
  private readonly clasp: ReleaseClasp;
  private readonly scriptId: string;

  constructor(
    private readonly job: ReleaseJob,
    private readonly services: ReleaseServices,
    private readonly result: ReleaseResult,
  ) {
    this.clasp = new ReleaseClasp(job, services);
    this.scriptId = job.target.scriptId;
  }

  async run(): Promise<void> {
    const { script } = this.services;
    const [files, versions, deployments] = await Promise.all([
      script.content(this.scriptId),
      script.versions(this.scriptId),
      script.deployments(this.scriptId),
    ]);
    const build = buildOf(files);
    this.refuseOtherBuild(build);
    const deployment = this.chooseDeployment(deployments);
    const same = await this.findSame(files, versions, deployment);
    Object.assign(this.result, { ...(build ? { build } : {}), isNewVersion: same === undefined });
    if (!deployment) this.refuseFullDeployments(deployments);
    const description = this.job.description?.trim() || defaultDescription(this.services.version, build);
    const version = same ?? (await this.makeVersion(versions, description));
    this.result.version = version.number;
    if (deployment?.version === version.number) {
      Object.assign(this.result, { outcome: 'up-to-date', deploymentId: deployment.id });
      this.remember(deployment.id);
    } else await this.pointAt(version, deployment, deployments);
  }

  /** Between the push and the version somebody else may have pushed. */
  private refuseOtherBuild(build: string | undefined): void {
    const { expected } = this.job;
    if (expected === undefined || expected === '' || expected === build) return;
    throw this.fault(
      `build ${expected} was pushed, but ${build === undefined ? 'another script' : `build ${build}`} stands in the project now: somebody else changed it. Nothing was deployed. Run this again.`,
      'failed',
    );
  }

  /** The one that was asked for, else the one that an earlier call made; undefined: one is to be made. */
  private chooseDeployment(all: readonly ScriptDeployment[]): ScriptDeployment | undefined {
    const { root, target, deployment: asked } = this.job;
    const versioned = all.filter(({ version }) => version !== undefined);
    if (asked !== undefined) {
      const found = versioned.find(({ id }) => id === asked);
      if (found) return found;
      throw this.fault(
        `there is no deployment ${asked} with a version. \`npx clasp list-deployments\` lists them. Nothing was deployed.`,
      );
    }
    const remembered = rememberedDeployment(root, target);
    const own = versioned.find(({ id }) => id === remembered);
    if (own) return own;
    const named = versioned.filter(({ description }) => description.startsWith(this.prefix));
    if (named.length <= 1) return named[0];
    throw this.fault(
      `${named.length} deployments are named "${this.prefix} ...". Nothing was deployed. Say which one: ${named.map(({ id }) => `--deployment ${id}`).join(' or ')}.`,
    );
  }

  private get prefix(): string {
    return `Sheetbound (${this.job.target.name})`;
  }

  private async findSame(
    files: readonly RemoteFile[],
    versions: readonly ScriptVersion[],
    deployment: ScriptDeployment | undefined,
  ): Promise<ScriptVersion | undefined> {
    const deployed = versions.filter(({ number }) => number === deployment?.version);
    for (const version of new Set([...deployed, ...versions.slice(0, COMPARED)])) {
      const content = await this.services.script.content(this.scriptId, version.number);
      if (compareFiles(files, content).length === 0) return version;
    }
    return undefined;
  }

  private async makeVersion(before: readonly ScriptVersion[], description: string): Promise<ScriptVersion> {
    if (before.length >= MOST_VERSIONS)
      throw this.fault(
        `it has ${before.length} versions, and Google takes no more than ${MOST_VERSIONS}. Nothing was deployed; what was pushed stands. Delete old versions in the script editor (Project History), then run this again.`,
      );
    const failure = await this.clasp.createVersion(description);
    const after = await this.services.script.versions(this.scriptId);
    const made = after.find(
      version => version.description === description && !before.some(old => old.number === version.number),
    );
    if (made) return made;
    throw (
      failure ?? this.fault('clasp ended as if all were well, but made no version. Run this again.', 'failed')
    );
  }

  private async pointAt(
    { number }: ScriptVersion,
    deployment: ScriptDeployment | undefined,
    before: readonly ScriptDeployment[],
  ): Promise<void> {
    const description = `${this.prefix}: version ${number}`;
    const failure = deployment
      ? await this.clasp.updateDeployment(deployment.id, number, description)
      : await this.clasp.createDeployment(number, description);
    const after = await this.services.script.deployments(this.scriptId);
    const isOurs = ({ id, description: text }: ScriptDeployment): boolean =>
      deployment ? id === deployment.id : text === description && !before.some(old => old.id === id);
    const found = after.find(one => one.version === number && isOurs(one));
    if (!found)
      throw (
        failure ??
        this.fault(
          `version ${number} was made, but clasp did not point the deployment at it. Run this again.`,
          'failed',
        )
      );
    Object.assign(this.result, { outcome: 'deployed', deploymentId: found.id });
    this.remember(found.id);
  }

  private refuseFullDeployments(all: readonly ScriptDeployment[]): void {
    const used = all.filter(({ version }) => version !== undefined).length;
    if (used < MOST_DEPLOYMENTS) return;
    throw this.fault(
      `it has ${used} deployments, and Google takes no more than ${MOST_DEPLOYMENTS}. Nothing was deployed; what was pushed stands. Archive old ones in the script editor (Deploy > Manage deployments), or choose one with --deployment <id>.`,
    );
  }

  private remember(deploymentId: string): void {
    const { root, target } = this.job;
    rememberDeployment(root, target, deploymentId);
  }

  private fault(text: string, kind: 'invalid' | 'failed' = 'invalid'): ToolError {
    return new ToolError(`[Deploy] ${this.job.target.name}: ${text}`, kind);
  }
}

function defaultDescription(version: string, build: string | undefined): string {
  return build === undefined ? `Sheetbound ${version}` : `Sheetbound ${version}, build ${build}`;
}
