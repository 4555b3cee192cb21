import { isCivilDate, type CivilDate } from './CivilDate';
import type { Fault } from './Exceptions';
import type { SelectedNode } from './Selection';
import { STANDARD_PARAMETERS, type StandardParameters } from './StandardParameters';

interface NumberCheck {
  maxFetchingDays: number;
  lookback: number;
  keepDays: number | undefined;
  retries: number;
  /** Milliseconds. */
  delay: number;
}

/** A hundred years; what lies beyond is a slip of the finger. */
const MOST_DAYS = 36_500;

/** Every number of the standard parameters that lies out of its bounds. */
export function checkNumbers(values: NumberCheck): Fault[] {
  const { maxFetchingDays, lookback, keepDays, retries, delay } = values;
  const rules: [keyof StandardParameters, number | undefined, number, number][] = [
    ['MaxFetchingDays', maxFetchingDays, 1, MOST_DAYS],
    ['ReimportLookbackWindow', lookback, 0, MOST_DAYS],
    ['CleanUpToKeepWindow', keepDays, 1, MOST_DAYS],
    ['MaxFetchRetries', retries, 0, 100],
    ['InitialRetryDelay', delay, 0, 3_600_000],
  ];
  return rules.flatMap(([parameter, value, least, most]) => {
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return [];
    const bound = value > most ? `at most ${most}` : `a whole number of ${least} or more`;
    const { label } = STANDARD_PARAMETERS[parameter];
    return [{ parameter, message: `${label}: must be ${bound}, not ${value}.` }];
  });
}

interface DateCheck {
  isBackfill: boolean;
  startDate: CivilDate | undefined;
  endDate: CivilDate | undefined;
  nodes: readonly SelectedNode[];
  today: (account: string | undefined) => CivilDate;
}

/** Dates that do not exist, are reversed, or lie ahead where the source has nothing. */
export function checkDates({ isBackfill, startDate, endDate, nodes, today }: DateCheck): Fault[] {
  const faults: Fault[] = [];
  for (const [parameter, label, day] of [
    ['StartDate', 'Start Date', startDate],
    ['EndDate', 'End Date', endDate],
  ] as const)
    if (day !== undefined && !isCivilDate(day))
      faults.push({
        parameter,
        message: `${label}: "${day}" is not a date that exists; write it as 2026-01-31.`,
      });
  if (faults.length) return faults;
  if (isBackfill && !startDate)
    faults.push({ parameter: 'StartDate', message: 'Start Date: a manual backfill needs its first day.' });
  if (startDate && endDate && startDate > endDate)
    faults.push({
      parameter: 'StartDate',
      message: `Start Date: ${startDate} lies after End Date ${endDate}.`,
    });
  const furthest = Math.max(0, ...nodes.map(node => node.definition.futureDays ?? 0));
  const now = today(undefined);
  if (furthest === 0 && startDate && startDate > now)
    faults.push({
      parameter: 'StartDate',
      message: `Start Date: ${startDate} lies in the future (today is ${now}), and this source has no data ahead.`,
    });
  if (furthest === 0 && isBackfill && endDate && endDate > now && !(startDate && startDate > now))
    faults.push({
      parameter: 'EndDate',
      message: `End Date: ${endDate} lies in the future (today is ${now}), and this source has no data ahead.`,
    });
  return faults;
}
