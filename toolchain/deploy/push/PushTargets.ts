import { readBuild } from './PushBuild';
import { pushOne } from './PushOne';
import { connectPushServices } from './PushServices';
import type { PushResult, PushServices, PushSwitches } from './PushTypes';
import { rollbackCargo } from './RollbackCargo';
import type { Target } from '../targets/Target';

/** Targets at once. Reads are cheap; clasp has a queue of its own. */
const AT_ONCE = 8;

export interface PushOptions extends PushSwitches {
  root: string;
  variables: Readonly<Record<string, string | undefined>>;
  targets: readonly Target[];
  /** Bring back an earlier state instead of the build; see `rollbackCargo`. */
  rollback?: { to?: string };
  /** Told what is no fault. */
  onNote?: (text: string) => void;
  /** Parts to use instead of the real ones; `onStep` and `onPlan` to follow what happens. */
  services?: Partial<PushServices>;
}

/**
 * Pushes to all targets, several at a time; one that fails does not stop the others. Results are in the order of the
 * targets. The build is taken as it is: verify it first. Throws a `ToolError` for what concerns all of them.
 */
export async function pushTargets(options: PushOptions): Promise<PushResult[]> {
  const { root, targets, rollback, keep = false, overwrite = false, dryRun = false } = options;
  const build = rollback ? undefined : readBuild(root);
  const real = connectPushServices(options);
  const services: PushServices = { ...real, ...options.services };
  try {
    // A login that has expired concerns all of them: it is told once.
    await services.login.claspFile();
    if (!dryRun) services.clasp.warm();
    return await inTurns(targets, target =>
      pushOne(
        {
          root,
          target,
          switches: { keep, overwrite, dryRun },
          load: () => build ?? rollbackCargo(root, target, rollback?.to, services.script),
        },
        services,
      ),
    );
  } finally {
    real.close();
  }
}

async function inTurns<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
