import { join } from 'node:path';
import { ToolError } from '../../ToolError';
import { pushesFolder } from '../journal/JournalFolder';
import { healPush } from '../journal/JournalHeal';
import { readLastPush, writeLastPush } from '../journal/JournalRecord';
import { chooseBase, type Base } from '../plan/PlanBase';
import { planPush, type PushPlan } from '../plan/PlanPush';
import { preparePush } from './PushPrepare';
import { refusalText } from './PushRefusal';
import { sendPush } from './PushSend';
import type { Cargo, PushJob, PushResult, PushServices } from './PushTypes';
import { digestsOf, stampOf, type Deployed } from '../stage/StampLine';
import { whileLocked } from '../targets/TargetLock';
import type { RemoteFile } from '../../google/ScriptApi';

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

function locked({ root, target, switches }: PushJob, action: () => Promise<void>): Promise<void> {
  if (switches.dryRun) return action();
  return whileLocked(root, target.name, { who: 'Push', outcome: NOTHING_SENT }, action);
}

/** Whatever goes wrong here, nothing was sent yet. */
async function look({ target }: PushJob, { script }: PushServices): Promise<RemoteFile[]> {
  try {
    return await script.content(target.scriptId);
  } catch (error) {
    if (!(error instanceof ToolError) || error.message.includes(NOTHING_SENT.slice(0, -1))) throw error;
    throw new ToolError(`${error.message} ${NOTHING_SENT}`, error.kind, { cause: error });
  }
}

async function push(job: PushJob, services: PushServices, result: PushResult): Promise<void> {
  const { root, target, switches } = job;
  services.onStep(target.name, 'read');
  const remote = await look(job, services);
  services.onStep(target.name, 'plan');
  const healed = switches.dryRun ? undefined : healPush(root, target.name, target.scriptId, remote);
  if (healed) result.healed = healed;
  const last = readLastPush(root, target.name, target.scriptId);
  const base = chooseBase(last, stampOf(remote));
  const cargo = await job.load(base);
  const plan = makePlan(job, remote, base, cargo);
  Object.assign(result, { build: cargo.build, plan, restored: cargo.restored });
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
