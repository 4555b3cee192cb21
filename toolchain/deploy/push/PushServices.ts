import { connectGoogle, type GoogleOptions } from '../../google/Google';
import type { ScriptApi } from '../../google/ScriptApi';
import { ClaspRunner } from '../clasp/ClaspRunner';
import { findClasp } from '../clasp/FindClasp';
import { notesOnKept } from './PushVerify';
import type { PushServices } from './PushTypes';

export interface ConnectOptions {
  root: string;
  variables: Readonly<Record<string, string | undefined>>;
  /** Told what is no fault: an untested clasp, a wait before another attempt. */
  onNote?: (text: string) => void;
  /** clasp's processes at once; default 4. */
  processes?: number;
  /** For tests. */
  google?: GoogleOptions;
}

/** What pushes need, for real. Throws a `ToolError` when nobody is logged in or clasp is missing. `close()` it. */
export function connectPushServices(
  options: ConnectOptions,
): PushServices & { script: ScriptApi; close: () => void } {
  const { root, variables, processes, google: settings, onNote = () => undefined } = options;
  const installed = findClasp(root);
  if (installed.note) onNote(installed.note);
  const google = connectGoogle(variables, { onRetry: onNote, ...settings });
  const clasp = new ClaspRunner({ installed, root, variables, ...(processes ? { processes } : {}) });
  return {
    script: google.script,
    login: google.login,
    clasp,
    claspVersion: installed.version,
    mapCopies: new Map(),
    now: () => new Date(),
    wait: milliseconds => new Promise(done => setTimeout(done, milliseconds)),
    judgeKept: notesOnKept,
    onStep: () => undefined,
    onPlan: () => undefined,
    close: () => {
      clasp.close();
    },
  };
}
