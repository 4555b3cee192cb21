import type { GoogleOptions } from '../../google/Google';
import type { ClaspRunner } from '../clasp/ClaspRunner';
import { connectPushServices } from '../push/PushServices';
import { pushTargets } from '../push/PushTargets';
import type { PushResult, PushServices } from '../push/PushTypes';
import { releaseTarget } from './ReleaseTarget';
import type { ReleaseJob, ReleaseResult, ReleaseServices } from './ReleaseTypes';
import type { Target } from '../targets/Target';

export interface ReleaseOptions extends Pick<ReleaseJob, 'description' | 'deployment'> {
  root: string;
  variables: Readonly<Record<string, string | undefined>>;
  targets: readonly Target[];
  /** Version of Sheetbound. */
  version: string;
  /** Told what is no fault. */
  onNote?: (text: string) => void;
  /** Told what each push is going to change. */
  onPlan?: PushServices['onPlan'];
  /** For tests. */
  google?: GoogleOptions;
  /** A runner that the caller keeps and closes; default one for this call. */
  clasp?: ClaspRunner;
}

export interface Released {
  push: PushResult;
  release: ReleaseResult;
}

/**
 * Pushes to all targets where that is needed, then makes versions and deploys them; one that fails does not stop the
 * others. Results are in the order of the targets. Verify the build first. Throws a `ToolError` for what concerns all.
 */
export async function releaseTargets(options: ReleaseOptions): Promise<Released[]> {
  const { root, variables, targets, version, onNote, onPlan, google } = options;
  const real = connectPushServices({
    root,
    variables,
    ...(onNote ? { onNote } : {}),
    ...(google ? { google } : {}),
  });
  const { login, script } = real;
  const clasp = options.clasp ?? real.clasp;
  try {
    const pushes = await pushTargets({
      root,
      variables,
      targets,
      services: { login, script, clasp, ...(onPlan ? { onPlan } : {}) },
    });
    const services = { script, login, clasp, version };
    return await Promise.all(
      pushes.map(async push => ({ push, release: await releaseAfter(push, options, services) })),
    );
  } finally {
    real.close();
  }
}

/** What was not pushed is not deployed either. */
function releaseAfter(
  push: PushResult,
  { root, description, deployment }: ReleaseOptions,
  services: ReleaseServices,
): Promise<ReleaseResult> {
  const { target, build } = push;
  if (push.outcome !== 'pushed' && push.outcome !== 'up-to-date')
    return Promise.resolve({
      target,
      outcome: 'failed',
      message: push.message ?? `[Deploy] ${target.name}: it was not pushed, so nothing was deployed.`,
      isInvalid: push.isInvalid ?? push.outcome === 'refused',
      took: 0,
    });
  const job: ReleaseJob = {
    root,
    target,
    expected: build,
    ...(description === undefined ? {} : { description }),
    ...(deployment === undefined ? {} : { deployment }),
  };
  return releaseTarget(job, services);
}
