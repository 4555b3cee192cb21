import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import { createAppsScriptEnvironment } from '../AppsScriptEnvironment';
import { explain } from '../Faults';
import { Runtime } from '../Runtime';
import { LONGEST_WORK } from '../serve';
import { tick } from './Ticker';

/** Called by the standing trigger of each user who has something to run. */
export function runTicker(event?: unknown): void {
  const startedAt = Date.now();
  installEnvironment(createAppsScriptEnvironment({ startedAt, budgetMs: LONGEST_WORK }));
  try {
    tick(new Runtime(startedAt, undefined), event);
  } catch (error) {
    // Google mails the text to the trigger's owner.
    throw new Error(explain(error));
  }
}
