/** A day of no time zone, `YYYY-MM-DD`. Arithmetic is done on UTC midnights, so no clock change can touch it. */
export type CivilDate = string;

export const MILLISECONDS_PER_DAY = 86_400_000;

const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text is a day that exists: 2026-02-30 is not. */
export function isCivilDate(text: string): boolean {
  if (!PATTERN.test(text)) return false;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(milliseconds) && toCivilDate(new Date(milliseconds)) === text;
}

/** The UTC day of an instant. */
export function toCivilDate(date: Date): CivilDate {
  return date.toISOString().slice(0, 10);
}

/** Whether the day lies behind in every time zone: at UTC-12 it may still be yesterday's UTC day, never one before. */
export function isOverEverywhere(day: CivilDate, now: Date): boolean {
  return day < addDays(toCivilDate(now), -1);
}

/** UTC midnight of the day: the form in which `fetchData` is handed its window. */
export function toDate(day: CivilDate): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function addDays(day: CivilDate, days: number): CivilDate {
  return toCivilDate(new Date(toDate(day).getTime() + days * MILLISECONDS_PER_DAY));
}

/** Days from `from` to `to`, both included: 1 for the same day, 0 or less when reversed. */
export function countDays(from: CivilDate, to: CivilDate): number {
  return Math.round((toDate(to).getTime() - toDate(from).getTime()) / MILLISECONDS_PER_DAY) + 1;
}

export function earliest(first: CivilDate, ...others: CivilDate[]): CivilDate {
  return others.reduce((found, day) => (day < found ? day : found), first);
}

export function latest(first: CivilDate, ...others: CivilDate[]): CivilDate {
  return others.reduce((found, day) => (day > found ? day : found), first);
}
