import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { isNamed } from '../../src/Core/Exceptions';
import { createAppsScriptEnvironment } from './AppsScriptEnvironment';
import { openDialogs } from './Dialogs';
import { explain } from './Faults';
import { host } from './Host';
import { isEvent, jsonSafe, numberOf, requestOf, textOf, type Request } from './Request';
import { Runtime } from './Runtime';
import { renameUser } from './state/UserIdentity';

/** What one execution does at most, in milliseconds, before it saves and ends by itself: Google ends it at 360,000. */
export const LONGEST_WORK = 270_000;

/** Shortest slice that a page may ask for, in seconds: less would store nothing. */
const SHORTEST_SLICE = 10;

export type Action = (runtime: Runtime, request: Request | undefined) => unknown;

/**
 * Makes a server function of an action. Called from the menu it asks and answers by dialogs; called with one object,
 * as a page does, it answers with JSON and throws on failure; an event object of a trigger is no argument.
 */
export function serve(action: Action): (given?: unknown) => unknown {
  return given => {
    const startedAt = Date.now();
    const worksFor = host();
    const request = requestOf(given);
    installEnvironment(createAppsScriptEnvironment({ startedAt, budgetMs: budgetOf(request) }));
    const isFromMenu = request === undefined && !isEvent(given);
    const dialogs = isFromMenu ? openDialogs(() => worksFor.spreadsheet) : undefined;
    try {
      const runtime = new Runtime(startedAt, dialogs);
      takeName(runtime, request);
      return jsonSafe(action(runtime, request));
    } catch (error) {
      const message = explain(error);
      if (isNamed(error, 'Cancelled')) return { status: 'CANCELLED', message };
      if (!dialogs) throw new Error(message);
      dialogs.alert('Sheetbound could not do that', message);
      return { status: 'ERROR', message };
    }
  };
}

/** A page may send the name that colleagues see along with whatever it calls. */
function takeName(runtime: Runtime, request: Request | undefined): void {
  const name = textOf(request, 'userName');
  if (name === undefined) return;
  renameUser(runtime.userProperties, name);
  runtime.forgetMe();
}

/** A page asks for short slices, so that it can show progress and be stopped between them. */
function budgetOf(request: Request | undefined): number {
  const seconds = numberOf(request, 'seconds');
  return seconds === undefined
    ? LONGEST_WORK
    : Math.min(LONGEST_WORK, Math.max(SHORTEST_SLICE, seconds) * 1000);
}
