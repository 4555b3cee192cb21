import type { Login } from '../../google/Login';
import type { ScriptApi } from '../../google/ScriptApi';
import type { ClaspRunner } from '../clasp/ClaspRunner';
import type { Target } from '../targets/Target';

export interface ReleaseServices {
  script: ScriptApi;
  login: Pick<Login, 'claspFile'>;
  clasp: Pick<ClaspRunner, 'run'>;
  /** Version of Sheetbound. */
  version: string;
}

export interface ReleaseJob {
  root: string;
  target: Target;
  /** Id of the build that must stand in the project; default: whatever stands there. */
  expected?: string;
  /** Of the new version; default `Sheetbound <version>, build <id>`. */
  description?: string;
  /** Id of the deployment to point at the version; default the one that an earlier `deploy` made, else a new one. */
  deployment?: string;
}

/** `deployed`: the deployment points at the version now. `up-to-date`: it did so already. */
export type ReleaseOutcome = 'deployed' | 'up-to-date' | 'failed';

export interface ReleaseResult {
  target: Target;
  outcome: ReleaseOutcome;
  version?: number;
  /** False: a version that holds the same was there already. */
  isNewVersion?: boolean;
  deploymentId?: string;
  build?: string;
  /** Why it failed, and what to do. */
  message?: string;
  isInvalid?: boolean;
  /** Milliseconds. */
  took: number;
}
