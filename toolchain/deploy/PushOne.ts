import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FileLock } from '../../environments/node/FileLock';
import { ToolError } from '../ToolError';
import { cannotSave, pushesFolder, targetFolder } from './JournalFolder';
import { healPush } from './JournalHeal';
import { readLastPush, writeLastPush } from './JournalRecord';
import { chooseBase, type Base } from './PlanBase';
import { planPush, type PushPlan } from './PlanPush';
import { preparePush } from './PushPrepare';
import { refusalText } from './PushRefusal';
import { sendPush } from './PushSend';
import type { Cargo, PushJob, PushResult, PushServices } from './PushTypes';
import { digestsOf, stampOf, type Deployed } from './StampLine';
import type { RemoteFile } from '../google/ScriptApi';

const NOTHING_SENT = 'Nothing was sent.';

/** Brings a cargo to one target. Never rejects: what goes wrong is in the result. */
export async function pushOne(job: PushJob, services: PushServices): Promise<PushResult> {
  const begun = performance.now();
  const result: PushResult = {
    target: job.target,
    outcome: 'failed',
    build: '',
    notes: [...job.target.notes],
    took: 0,
  };
  try {
    await locked(job, () => push(job, services, result));
  } catch (error) {
    Object.assign(result, { outcome: 'failed', ...describe(error) });
  }
  result.took = performance.now() - begun;
  return result;
}

function describe(error: unknown): Pick<PushResult, 'message' | 'isInvalid'> {
  if (error instanceof ToolError) return { message: error.message, isInvalid: error.kind === 'invalid' };
  return { message: `[Push] ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` };
}

/** Two pushes to one target at once would each take the other's for an edit. */
async function locked(job: PushJob, action: () => Promise<void>): Promise<void> {
  const { root, target, switches } = job;
  if (switches.dryRun) return action();
  const folder = targetFolder(root, target.name);
  const lock = new FileLock(join(folder, 'lock'));
  let isOurs: boolean;
  try {
    mkdirSync(folder, { recursive: true });
    isOurs = lock.tryAcquire(0);
  } catch (error) {
    throw cannotSave((error as Error).cause ?? error, target.name, NOTHING_SENT);
  }
  if (!isOurs)
    throw new ToolError(
      `[Push] ${target.name}: another command works on this target right now (${lock.describeHolder()}). ${NOTHING_SENT} Wait for its end, then run this again.`,
    );
  try {
    await action();
  } finally {
    lock.release();
  }
}

async function push(job: PushJob, services: PushServices, result: PushResult): Promise<void> {
  const { root, target, switches } = job;
  services.onStep(target.name, 'read');
  const remote = await services.script.content(target.scriptId);
  services.onStep(target.name, 'plan');
  const healed = switches.dryRun ? undefined : healPush(root, target.name, target.scriptId, remote);
  if (healed) result.healed = healed;
  const last = readLastPush(root, target.name, target.scriptId);
  const base = chooseBase(last, stampOf(remote));
  const cargo = await job.load(base);
  const plan = makePlan(job, remote, base, cargo);
  Object.assign(result, { build: cargo.build, plan });
  const standing = last?.id ? join(pushesFolder(root, target.name), last.id) : undefined;
  services.onPlan(target, plan, { cargo, base, standing });
  if (plan.verdict === 'refused') {
    Object.assign(result, { outcome: 'refused', message: refusalText(target, plan, cargo, remote) });
    return;
  }
  if (cargo.kind === 'push') result.notes.push(...services.judgeKept(root, plan));
  if (switches.dryRun) {
    result.outcome = plan.verdict === 'push' ? 'planned' : 'up-to-date';
  } else if (plan.verdict === 'up-to-date') {
    adopt(job, base, cargo, plan, services.now());
    result.outcome = 'up-to-date';
  } else {
    const prepared = preparePush({ job, plan, base, cargo, remote }, services);
    result.id = prepared.record.id;
    result.notes.push(...(await sendPush(prepared, services)));
    result.outcome = 'pushed';
  }
}

function makePlan(job: PushJob, remote: readonly RemoteFile[], base: Base, cargo: Cargo): PushPlan {
  const { keep = false, overwrite = false } = job.switches;
  const kept = base.kind === 'none' ? [] : base.deployed.kept;
  return planPush({
    remote,
    // A user's own files are not rolled back with ours.
    built: cargo.kind === 'push' ? cargo.files : cargo.files.filter(({ name }) => !kept.includes(name)),
    base,
    keep,
    overwrite,
    pushOrder: job.target.filePushOrder,
  });
}

/** What stands there already is the last push from now on, whoever brought it. */
function adopt({ root, target }: PushJob, base: Base, cargo: Cargo, plan: PushPlan, now: Date): void {
  const { name, scriptId } = target;
  const last = readLastPush(root, name, scriptId);
  if (cargo.kind !== 'push' || (last?.deployed && base.kind === 'known')) return;
  const { build, pushed } =
    base.kind === 'none' ? { build: cargo.build, pushed: now.toISOString() } : base.deployed;
  const deployed: Deployed = { build, pushed, files: digestsOf(cargo.files), kept: plan.kept };
  writeLastPush(root, name, { id: last?.id ?? '', scriptId, deployed }, NOTHING_SENT);
}
