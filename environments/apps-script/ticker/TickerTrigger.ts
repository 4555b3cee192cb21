import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { neededCadence } from '../../../src/Imports/TickerPlan';
import type { DueDigest } from '../../../src/Imports/DueDigest';
import type { Runtime } from '../Runtime';

/** The function that every ticker calls. */
export const TICKER = 'runTicker';

/**
 * Makes the present user's standing trigger what the digest needs: none, hourly, or every ten minutes. The new one is
 * there, and noted, before the old one goes, so that a kill in between leaves one too many and never none; a wake-up
 * that does not know its trigger removes it. `isForced`: look at Google's list, whatever was noted.
 */
export function syncTicker(runtime: Runtime, isForced = false, digest = runtime.digest.readOrNew()): void {
  const user = runtime.me.id;
  const needed = neededCadence(digest, user, EnvironmentAdapter.now());
  const noted = digest.tickers[user];
  if (!isForced && noted?.every === needed) return;
  const existing = tickers();
  const kept = existing.find(trigger => trigger.getUniqueId() === noted?.trigger);
  if (needed === undefined) note(runtime, undefined);
  else if (!kept || noted?.every !== needed) {
    note(runtime, { trigger: createTicker(needed), every: needed });
    removeAll(existing);
    return;
  }
  removeAll(existing.filter(trigger => needed === undefined || trigger !== kept));
}

/** The present user's own ones: Google shows nobody those of others. */
export function tickers(): GoogleAppsScript.Script.Trigger[] {
  return ScriptApp.getProjectTriggers().filter(trigger => trigger.getHandlerFunction() === TICKER);
}

function createTicker(every: 10 | 60): string {
  const builder = ScriptApp.newTrigger(TICKER).timeBased();
  return (every === 60 ? builder.everyHours(1) : builder.everyMinutes(10)).create().getUniqueId();
}

function removeAll(triggers: readonly GoogleAppsScript.Script.Trigger[]): void {
  for (const trigger of triggers) ScriptApp.deleteTrigger(trigger);
}

function note(runtime: Runtime, ticker: DueDigest['tickers'][string] | undefined): void {
  const user = runtime.me.id;
  runtime.digest.update(digest => {
    if (ticker) digest.tickers[user] = ticker;
    else delete digest.tickers[user];
  });
}
