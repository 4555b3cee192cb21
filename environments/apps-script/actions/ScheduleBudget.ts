import { DEPLOYMENT } from 'sheetbound:deployment';
import type { Fault } from '../../../src/Core/Exceptions';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import { runsPerDay } from '../../../src/Imports/Schedule';
import { IDLE_WAKE_UP } from '../../../src/Imports/TriggerBudget';
import type { Runtime } from '../Runtime';

/** What a run is taken to last until one was measured, in milliseconds. */
const ASSUMED_DURATION = 20_000;

/** Minutes of trigger time that the owner's schedules take on an average day, this one included. */
export function dailyMinutes(runtime: Runtime, definition: ImportDefinition): number {
  const digest = runtime.digest.readOrNew();
  const others = runtime.imports
    .list()
    .filter(({ id, owner }) => id !== definition.id && owner.id === definition.owner.id);
  const wakeUps = 144 * IDLE_WAKE_UP;
  const runs = [...others, definition].reduce((sum, { id, schedule }) => {
    const duration = digest.imports[id]?.lastDuration ?? ASSUMED_DURATION;
    return sum + runsPerDay(schedule) * duration;
  }, 0);
  return (runs + wakeUps) / 60_000;
}

/** A schedule that cannot fit into Google's daily trigger time is refused with the numbers. */
export function checkDailyTime(runtime: Runtime, definition: ImportDefinition): Fault[] {
  if (definition.schedule.every === 'off') return [];
  const minutes = dailyMinutes(runtime, definition);
  const limit = DEPLOYMENT.dailyTriggerMinutes;
  if (minutes <= limit) return [];
  return [
    {
      parameter: 'Schedule',
      message: `Schedule: your schedules would take about ${Math.ceil(minutes)} minutes of trigger time a day; Google allows ${limit}. Run this or another import less often.`,
    },
  ];
}
