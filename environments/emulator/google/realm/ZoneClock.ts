import { IANAZone } from 'luxon';

const names = new Map<string, Intl.DateTimeFormat>();
const clocks = new Map<string, ZoneClock>();

/** Offsets change at whole quarters of an hour only. */
const QUARTER = 15 * 60_000;
const REMEMBERED = 50_000;

/** Offsets of one IANA zone, for the `Date` of a realm. */
export class ZoneClock {
  private readonly zone: IANAZone | undefined;
  private readonly offsets = new Map<number, number>();

  /** Throws a RangeError on a zone that does not exist. */
  static of(timeZone: string): ZoneClock {
    let clock = clocks.get(timeZone);
    if (!clock) clocks.set(timeZone, (clock = new ZoneClock(timeZone)));
    return clock;
  }

  private constructor(readonly timeZone: string) {
    if (!IANAZone.isValidZone(timeZone)) throw new RangeError(`There is no time zone "${timeZone}".`);
    this.zone = /^(Etc\/)?(UTC|GMT)$/.test(timeZone) ? undefined : IANAZone.create(timeZone);
  }

  /** Minutes east of UTC at an instant. */
  offset(milliseconds: number): number {
    if (!this.zone) return 0;
    const quarter = Math.floor(milliseconds / QUARTER);
    const known = this.offsets.get(quarter);
    if (known !== undefined) return known;
    const offset = this.zone.offset(milliseconds);
    if (this.offsets.size >= REMEMBERED) this.offsets.clear();
    this.offsets.set(quarter, offset);
    return offset;
  }

  /** English long name of the zone at an instant, e.g. `Central European Standard Time`. */
  name(milliseconds: number): string {
    let format = names.get(this.timeZone);
    if (!format) {
      format = new Intl.DateTimeFormat('en-US', { timeZone: this.timeZone, timeZoneName: 'long' });
      names.set(this.timeZone, format);
    }
    const part = format.formatToParts(milliseconds).find(({ type }) => type === 'timeZoneName');
    return part?.value ?? this.timeZone;
  }
}
