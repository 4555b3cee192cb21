import type { EmulatorState, ExecutionRecord, UserState } from '../EmulatorState';
import type { StoredTrigger } from './StoredTrigger';
import { nextFiring } from './TriggerSchedule';

/** Runs the handler of a trigger, in whatever way the caller does that. */
export type FireTrigger = (user: UserState, trigger: StoredTrigger) => ExecutionRecord;

interface Due {
  user: UserState;
  trigger: StoredTrigger;
  at: number;
}

function earliest(state: EmulatorState, until: number): Due | undefined {
  let first: Due | undefined;
  for (const user of state.users)
    for (const trigger of user.triggers) {
      const at = trigger.nextAt;
      if (at === undefined || trigger.disabled === true || at > until) continue;
      if (!first || at < first.at) first = { user, trigger, at };
    }
  return first;
}

/**
 * Moves the virtual clock on to `until` and fires what is due on the way, one after the other. A trigger whose times
 * passed while another execution ran fires once, late. A fired one-shot stays in the list.
 */
export function runClock(state: EmulatorState, until: number, fire: FireTrigger): ExecutionRecord[] {
  const records: ExecutionRecord[] = [];
  for (let due = earliest(state, until); due; due = earliest(state, until)) {
    const { user, trigger } = due;
    state.now = Math.max(state.now, due.at);
    trigger.firedCount++;
    const next = nextFiring(trigger, state.now);
    if (next === undefined) delete trigger.nextAt;
    else trigger.nextAt = next;
    records.push(fire(user, trigger));
  }
  state.now = Math.max(state.now, until);
  return records;
}
