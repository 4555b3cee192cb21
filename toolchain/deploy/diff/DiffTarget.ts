import { join } from 'node:path';
import { pushesFolder } from '../journal/JournalFolder';
import { readLastPush } from '../journal/JournalRecord';
import { chooseBase } from '../plan/PlanBase';
import { planPush, type Conflict, type PushPlan } from '../plan/PlanPush';
import type { ModuleChange } from './DiffModules';
import { modulesOf } from '../push/PushReport';
import type { Cargo, PushServices } from '../push/PushTypes';
import { stampOf, type Deployed } from '../stage/StampLine';
import type { Target } from '../targets/Target';

/** What a project holds, compared with the build. */
export interface TargetDiff {
  target: Target;
  /** What a push would do that overwrites edits and leaves foreign files. */
  plan: PushPlan;
  modules: ModuleChange[] | undefined;
  /** What the last push did not make. */
  conflicts: Conflict[];
  /** The push that stands there; undefined: none of Sheetbound's. */
  deployed: Deployed | undefined;
  /** Whether that push came from another machine, after the last one of this. */
  isElsewhere: boolean;
}

/** Looks only: nothing is sent, saved or noted. */
export async function diffTarget(
  root: string,
  target: Target,
  cargo: Cargo,
  { script }: Pick<PushServices, 'script'>,
): Promise<TargetDiff> {
  const remote = await script.content(target.scriptId);
  const last = readLastPush(root, target.name, target.scriptId);
  const base = chooseBase(last, stampOf(remote));
  const input = { remote, built: cargo.files, base, pushOrder: target.filePushOrder };
  const { conflicts } = planPush({ ...input, keep: false, overwrite: false });
  const plan = planPush({ ...input, keep: true, overwrite: true });
  const standing = last?.id ? join(pushesFolder(root, target.name), last.id) : undefined;
  return {
    target,
    plan,
    modules: modulesOf({ cargo, base, standing }),
    conflicts,
    deployed: base.kind === 'none' ? undefined : base.deployed,
    isElsewhere: base.kind === 'elsewhere',
  };
}
