import type { Login } from '../../google/Login';
import type { ScriptApi } from '../../google/ScriptApi';
import type { ScriptFile } from '../../ScriptFile';
import type { ClaspRunner } from '../clasp/ClaspRunner';
import type { Healed } from '../journal/JournalHeal';
import type { Base } from '../plan/PlanBase';
import type { PushPlan } from '../plan/PlanPush';
import type { Deployed } from '../stage/StampLine';
import type { Target } from '../targets/Target';

/** Where a push of one target is; told as it goes on. */
export type PushStep = 'read' | 'plan' | 'save' | 'stage' | 'note' | 'send' | 'read-back' | 'finish' | 'over';

/** What is brought to a project: the build, or a saved state. */
export interface Cargo {
  kind: 'push' | 'rollback';
  /** Without stamp. */
  files: readonly ScriptFile[];
  /** Build id; empty: no build of Sheetbound. */
  build: string;
  /** What is known to be ours of it; null: nothing. */
  known: Pick<Deployed, 'build' | 'files' | 'kept'> | null;
  /** Whether Code bears a stamp: a user's own state is put back as it was. */
  isStamped: boolean;
  /** Path of the source map of Code, when there is one. */
  map?: string;
  /** What a rollback puts back, for people. */
  restored?: string;
  /** What a person should know of it before it is sent: a sentence. */
  remark?: string;
  /** How a rollback was told where to, when it was told. */
  to?: string;
}

export interface PushServices {
  script: Pick<ScriptApi, 'content'>;
  login: Pick<Login, 'claspFile'>;
  clasp: Pick<ClaspRunner, 'run' | 'warm'>;
  claspVersion: string;
  /** Copies of source maps that this command made, by what they are copies of. */
  mapCopies: Map<string, string>;
  now: () => Date;
  wait: (milliseconds: number) => Promise<void>;
  /** What is to be said of a user's own files that stay beside ours. */
  judgeKept: (root: string, plan: PushPlan) => string[];
  /** Told before each step. */
  onStep: (target: string, step: PushStep) => void;
  /** Told when the plan stands, before anything is sent. */
  onPlan: (target: Target, plan: PushPlan, context: PlanContext) => void;
}

/** What a plan was made from, for those who describe it. */
export interface PlanContext {
  cargo: Cargo;
  base: Base;
  /** Folder of the push that stands in the project now, where it is kept on this machine. */
  standing: string | undefined;
}

export interface PushSwitches {
  /** Leave files in the project that no push has made. Default false. */
  keep?: boolean;
  /** Put ours over edits and over files that no push has made. Default false. */
  overwrite?: boolean;
  /** Look and plan; note, save and send nothing. Default false. */
  dryRun?: boolean;
}

export interface PushJob {
  root: string;
  target: Target;
  switches: PushSwitches;
  /** Called under the target's lock, when what the last push left is settled. */
  load: (base: Base) => Promise<Cargo> | Cargo;
}

/**
 * `pushed` and `up-to-date`: what is wanted stands there. `planned`: a dry run. `refused`: the project holds what would
 * be lost; nothing was sent. `failed`: the message says what was sent.
 */
export type PushOutcome = 'pushed' | 'up-to-date' | 'planned' | 'refused' | 'failed';

export interface PushResult {
  target: Target;
  outcome: PushOutcome;
  /** Id of the push, when one was begun. */
  id?: string;
  /** Build id of what was to be brought. */
  build: string;
  plan?: PushPlan;
  /** What a rollback puts back, for people; undefined: it is a push of the build. */
  restored?: string | undefined;
  /** What became of an earlier push that was stopped. */
  healed?: Healed;
  /** Things to know that are no fault. */
  notes: string[];
  /** Why it was refused or failed, and what to do. */
  message?: string;
  /** Whether a command or a configuration has to be changed first. */
  isInvalid?: boolean;
  /** Milliseconds. */
  took: number;
}
