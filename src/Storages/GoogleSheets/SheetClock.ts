import { EnvironmentAdapter } from '../../Core/EnvironmentAdapter';

const DAY = 86_400_000;
/** Offsets are looked up at the ends of such spans; no zone changed twice within one. */
const SPAN = 14 * DAY;
/** Serial number of 1970-01-01. */
const UNIX_EPOCH = 25_569;
const CIVIL = /^(-?\d+)-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;

/**
 * Converts between instants and the serial numbers of a spreadsheet (days of local time since 1899-12-30). The zone
 * is asked for once and only if needed; a zone's offset costs two service calls for a fortnight, not one for a cell.
 */
export class SheetClock {
  private zone: string | undefined;
  private readonly offsets = new Map<number, number>();

  constructor(private readonly readZone: () => string) {}

  serialOf(instant: number): number {
    return serialOfLocal(this.localOf(instant));
  }

  /** The instant of a serial number; of a time that exists twice the first, of one that does not the one after. */
  instantOf(serial: number): number {
    const local = Math.round((serial - UNIX_EPOCH) * DAY);
    const guesses = [this.offset(local - DAY), this.offset(local + DAY)].sort((a, b) => b - a);
    for (const guess of guesses) if (this.offset(local - guess) === guess) return local - guess;
    return local - Math.min(...guesses);
  }

  /**
   * Milliseconds by which a cell's time may have been moved when it was read: a local time in the gap of a change to
   * summer time does not exist and is read as a later one. 0: the time is what the cell holds.
   */
  shiftOf(instant: number): number {
    const start = Math.floor(instant / SPAN) * SPAN;
    const gap = this.offset(start + SPAN) - this.offset(start);
    if (gap <= 0) return 0;
    const here = this.offset(instant);
    return this.offset(instant - gap) !== here || this.offset(instant + gap) !== here ? gap : 0;
  }

  private localOf(instant: number): number {
    return instant + this.offset(instant);
  }

  private offset(instant: number): number {
    const span = Math.floor(instant / SPAN);
    const first = this.offsetAt(span * SPAN);
    if (first === this.offsetAt((span + 1) * SPAN)) return first;
    return this.offsetAt(Math.floor(instant / 1000) * 1000);
  }

  private offsetAt(instant: number): number {
    let offset = this.offsets.get(instant);
    if (offset === undefined) this.offsets.set(instant, (offset = this.measure(instant)));
    return offset;
  }

  private measure(instant: number): number {
    this.zone ??= this.readZone();
    const text = EnvironmentAdapter.formatDate(new Date(instant), this.zone, 'yyyy-MM-dd HH:mm:ss');
    const [, year, month, day, hour, minute, second] = (CIVIL.exec(text) ?? []).map(Number);
    if (second === undefined) throw new Error(`[Google Sheets] ${text} is no local time.`);
    return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) - instant;
  }
}

/** Serial number of a local time, given in milliseconds as if it were UTC. */
export function serialOfLocal(local: number): number {
  return local / DAY + UNIX_EPOCH;
}

/** Serial number of a civil date, YYYY-MM-DD. */
export function serialOfCivilDate(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY + UNIX_EPOCH;
}

/** YYYY-MM-DD of a serial number; a time of day is dropped. */
export function civilDateOf(serial: number): string {
  return new Date(Math.floor(serial - UNIX_EPOCH) * DAY).toISOString().slice(0, 10);
}

/** Days with times nearer than this are the same: Sheets keeps milliseconds. */
export const HALF_MILLISECOND = 0.5 / DAY;
