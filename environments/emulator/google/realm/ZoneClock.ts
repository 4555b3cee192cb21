import { IANAZone } from 'luxon';

const names = new Map<string, Intl.DateTimeFormat>();

/** Offsets of one IANA zone, for the `Date` of a realm. */
export class ZoneClock {
  private readonly zone: IANAZone | undefined;

  /** Throws a RangeError on a zone that does not exist. */
  constructor(readonly timeZone: string) {
    if (!IANAZone.isValidZone(timeZone)) throw new RangeError(`There is no time zone "${timeZone}".`);
    this.zone = /^(Etc\/)?(UTC|GMT)$/.test(timeZone) ? undefined : IANAZone.create(timeZone);
  }

  /** Minutes east of UTC at an instant. */
  offset(milliseconds: number): number {
    return this.zone?.offset(milliseconds) ?? 0;
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
