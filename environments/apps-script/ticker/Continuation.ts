import { DEPLOYMENT } from 'sheetbound:deployment';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { messageOf } from '../../../src/Core/Exceptions';
import { LEAST_ROOM } from '../../../src/Imports/TickerPlan';
import { closeUsage, currentUsage, DAY, newUsage, roomLeft } from '../../../src/Imports/TriggerBudget';
import type { Runtime } from '../Runtime';
import { syncTicker } from './TickerTrigger';

/** When a paused run goes on by itself, as it is. `isTick`: the ticker is there, and sees to itself. */
export function continuationText(runtime: Runtime, isTick: boolean): string {
  try {
    if (!isTick) syncTicker(runtime);
  } catch (error) {
    return `It cannot continue by itself, because the trigger for that could not be made (${messageOf(error)}). Import again to go on where it stopped.`;
  }
  const now = EnvironmentAdapter.now();
  const used = closeUsage(runtime.digest.readOrNew().usage[runtime.me.id] ?? newUsage(now), now);
  if (roomLeft(used, now, DEPLOYMENT.dailyTriggerMinutes).continued >= LEAST_ROOM)
    return 'It continues by itself within 10 minutes.';
  const next = new Date(currentUsage(used, now).since + DAY);
  const time = EnvironmentAdapter.formatDate(next, EnvironmentAdapter.timeZone(), 'yyyy-MM-dd HH:mm');
  return `Paused runs have used up their share of the ${DEPLOYMENT.dailyTriggerMinutes} minutes that Google allows in a day: it continues by itself after ${time}, or at once by Sheetbound > Import new data.`;
}
