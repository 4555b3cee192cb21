/** A day of the calendar of Java's GregorianCalendar: Julian before 15 October 1582. */
export interface CivilDay {
  /** 0 and below: BC, 0 being 1 BC. */
  year: number;
  /** 0 to 11. */
  month: number;
  day: number;
}

/** First day of the Gregorian calendar, in days since 1970-01-01. */
const CUTOVER = -141_427;

/** Day numbers count from 1970-01-01. Month and day may lie outside their ranges and roll over. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = year + Math.floor(month / 12);
  const m = month - Math.floor(month / 12) * 12;
  const gregorian = marchBased(y, m, day, true);
  return gregorian >= CUTOVER ? gregorian : marchBased(y, m, day, false);
}

/** Counts from March, so that the leap day is the last of its year. */
function marchBased(year: number, month: number, day: number, gregorian: boolean): number {
  const y = month < 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 10) % 12) + 2) / 5) + day - 1;
  const days = 365 * y + Math.floor(y / 4) + dayOfYear;
  return gregorian ? days - Math.floor(y / 100) + Math.floor(y / 400) - 719_468 : days - 719_470;
}

/** The day of a day number. */
export function civilDay(number: number): CivilDay {
  const gregorian = number >= CUTOVER;
  let year = 1970 + Math.floor(number / (gregorian ? 365.2425 : 365.25));
  const start = (y: number): number => (gregorian ? marchBased(y, 0, 1, true) : marchBased(y, 0, 1, false));
  while (start(year) > number) year--;
  while (start(year + 1) <= number) year++;
  let month = 11;
  while (marchBased(year, month, 1, gregorian) > number) month--;
  return { year, month, day: number - marchBased(year, month, 1, gregorian) + 1 };
}

/** 0 is Sunday. */
export function dayOfWeek(number: number): number {
  return (((number + 4) % 7) + 7) % 7;
}

/** First day of week 1: weeks begin on Sunday, week 1 holds 1 January, as in Java's English locale. */
export function firstWeekStart(weekYear: number): number {
  const newYear = dayNumber(weekYear, 0, 1);
  return newYear - dayOfWeek(newYear);
}

export function weekYearOf(number: number): number {
  const { year } = civilDay(number);
  return number >= firstWeekStart(year + 1) ? year + 1 : year;
}
