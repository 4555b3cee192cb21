import { DateTime } from 'luxon';
import type { StoredTrigger, TriggerSchedule } from './StoredTrigger';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A number from 0 (inclusive) to `below` that is always the same for a trigger. */
export function jitter(id: string, below: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return (hash >>> 0) % below;
}

/**
 * The next time a trigger fires, later than `after`; undefined for a one-shot that is past. Like Google's, a recurring
 * trigger has a minute of its own within its period and keeps it; `nearMinute` is met within 15 minutes.
 */
export function nextFiring(trigger: StoredTrigger, after: number): number | undefined {
  const schedule = trigger.schedule;
  if (!schedule) return undefined;
  if (schedule.kind === 'once') return schedule.at > after ? schedule.at : undefined;
  if (schedule.kind === 'minutes') return nextPeriod(trigger, schedule.every * MINUTE, after);
  if (schedule.kind === 'hours') return nextPeriod(trigger, schedule.every * HOUR, after);
  return nextDay(trigger, schedule, after);
}

function nextPeriod(trigger: StoredTrigger, period: number, after: number): number {
  const first = trigger.createdAt + MINUTE + jitter(trigger.id, Math.min(period, HOUR) - MINUTE || 1);
  return first > after ? first : first + (Math.floor((after - first) / period) + 1) * period;
}

type Daily = Exclude<TriggerSchedule, { kind: 'once' | 'minutes' | 'hours' }>;

function minuteOfDay(trigger: StoredTrigger, schedule: Daily): number {
  const hour = schedule.hour ?? jitter(`${trigger.id}h`, 24);
  if (schedule.nearMinute === undefined) return hour * 60 + jitter(trigger.id, 60);
  return Math.max(0, hour * 60 + schedule.nearMinute - 15 + jitter(trigger.id, 31));
}

function matches(day: DateTime, created: DateTime, schedule: Daily): boolean {
  if (schedule.kind === 'month') return day.day === Math.min(schedule.day, day.daysInMonth ?? schedule.day);
  const days = Math.round(day.diff(created, 'days').days);
  if (schedule.kind === 'days') return days % schedule.every === 0;
  const weekDay = schedule.weekDay ?? created.weekday;
  const toFirst = (weekDay - created.weekday + 7) % 7;
  return day.weekday === weekDay && Math.floor((days - toFirst) / 7) % schedule.every === 0;
}

function nextDay(trigger: StoredTrigger, schedule: Daily, after: number): number | undefined {
  const zone = trigger.timeZone;
  const created = DateTime.fromMillis(trigger.createdAt, { zone }).startOf('day');
  const minute = minuteOfDay(trigger, schedule);
  const longest = 62 + ('every' in schedule ? schedule.every * 7 : 0);
  let day = DateTime.fromMillis(after, { zone }).startOf('day').minus({ days: 1 });
  for (let tried = 0; tried <= longest; tried++, day = day.plus({ days: 1 })) {
    if (day < created || !matches(day, created, schedule)) continue;
    const at = day.set({ hour: Math.floor(minute / 60) % 24, minute: minute % 60 }).toMillis();
    if (at > after) return at;
  }
  return undefined;
}
