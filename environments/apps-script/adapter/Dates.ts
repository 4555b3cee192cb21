import { isZoneName, unknownZone, type DateFunctions } from '../../portable/StrictDates';

/** Two days of a year, so that a zone with summer time differs from GMT on one of them. */
const PROBES = [Date.UTC(2024, 0, 1), Date.UTC(2024, 6, 1)];

/** Google's own functions. They take an unknown zone for GMT without a word, hence the check against Intl. */
export function googleDates(): DateFunctions {
  const checked = new Set<string>();
  return {
    checkZone(timeZone) {
      if (checked.has(timeZone)) return;
      if (!isZoneName(timeZone) || !PROBES.every(probe => isKnown(timeZone, probe)))
        throw unknownZone(timeZone);
      checked.add(timeZone);
    },
    format: (date, timeZone, pattern) => Utilities.formatDate(date, timeZone, pattern),
    parse: (text, timeZone, pattern) => new Date(Utilities.parseDate(text, timeZone, pattern).getTime()),
  };
}

function isKnown(timeZone: string, probe: number): boolean {
  let wall: string;
  try {
    wall = wallClock(timeZone, probe);
  } catch {
    return false;
  }
  return Utilities.formatDate(new Date(probe), timeZone, 'd H:m') === wall;
}

/** `1 13:30`, by Intl. */
function wallClock(timeZone: string, milliseconds: number): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hour12: false,
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const parts = new Map(format.formatToParts(milliseconds).map(({ type, value }) => [type, Number(value)]));
  const at = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return `${at('day')} ${at('hour') % 24}:${at('minute')}`;
}
