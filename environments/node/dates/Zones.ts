import { IANAZone } from 'luxon';
import { isZoneName } from '../../portable/StrictDates';

/** A time zone as dates need it. */
export interface Zone {
  readonly id: string;
  /** Minutes east of UTC at an instant. */
  offset(milliseconds: number): number;
}

const canonicalNames = new Map(Intl.supportedValuesOf('timeZone').map(name => [name.toLowerCase(), name]));

/** Whether a zone exists is asked of Intl, which takes its time, and of each date. */
const zones = new Map<string, Zone>();

/**
 * The IANA zone of exactly this name; undefined if there is none. Intl ignores case, Java does not: a name in the
 * wrong case would silently be GMT in a spreadsheet.
 */
export function findZone(name: string): Zone | undefined {
  const known = zones.get(name);
  if (known) return known;
  if (!isZoneName(name) || !IANAZone.isValidZone(name)) return undefined;
  if ((canonicalNames.get(name.toLowerCase()) ?? name) !== name) return undefined;
  const zone: Zone = { id: name, offset: milliseconds => ianaOffset(name, milliseconds) };
  zones.set(name, zone);
  return zone;
}

function ianaOffset(name: string, milliseconds: number): number {
  const offset = IANAZone.create(name).offset(milliseconds);
  return Number.isNaN(offset) ? 0 : offset;
}

const JAVA_ABBREVIATIONS: Readonly<Record<string, string>> = {
  ACT: 'Australia/Darwin',
  AET: 'Australia/Sydney',
  AGT: 'America/Argentina/Buenos_Aires',
  ART: 'Africa/Cairo',
  AST: 'America/Anchorage',
  BET: 'America/Sao_Paulo',
  BST: 'Asia/Dhaka',
  CAT: 'Africa/Harare',
  CNT: 'America/St_Johns',
  CST: 'America/Chicago',
  CTT: 'Asia/Shanghai',
  EAT: 'Africa/Addis_Ababa',
  ECT: 'Europe/Paris',
  IET: 'America/Indiana/Indianapolis',
  IST: 'Asia/Kolkata',
  JST: 'Asia/Tokyo',
  MIT: 'Pacific/Apia',
  NET: 'Asia/Yerevan',
  NST: 'Pacific/Auckland',
  PLT: 'Asia/Karachi',
  PNT: 'America/Phoenix',
  PRT: 'America/Puerto_Rico',
  PST: 'America/Los_Angeles',
  SST: 'Pacific/Guadalcanal',
  VST: 'Asia/Ho_Chi_Minh',
};

const FIXED: Readonly<Record<string, number>> = { EST: -300, MST: -420, HST: -600, UTC: 0, GMT: 0 };

/** The zone that Java's `TimeZone.getTimeZone` gives for an id: GMT for whatever it does not know. */
export function javaZone(id: string): Zone {
  const fixed = FIXED[id];
  if (fixed !== undefined) return fixedZone(id, fixed);
  const custom = /^GMT([+-])(\d{1,2})(?::?([0-5]\d))?$/.exec(id);
  if (custom && Number(custom[2]) < 24) {
    const minutes = Number(custom[2]) * 60 + Number(custom[3] ?? 0);
    return fixedZone(id, custom[1] === '-' ? -minutes : minutes);
  }
  const name = JAVA_ABBREVIATIONS[id] ?? id;
  return findZone(name) ?? fixedZone('GMT', 0);
}

function fixedZone(id: string, minutes: number): Zone {
  return { id, offset: () => minutes };
}

const DAY = 86_400_000;

/**
 * The instant of a wall time. One that a clock change skips is moved on by what was skipped; of one that comes twice
 * it is the second, as in Java.
 */
export function instantOf(localMilliseconds: number, zone: Zone): number {
  const before = zone.offset(localMilliseconds - DAY);
  const after = zone.offset(localMilliseconds + DAY);
  const [early, late] = [before, after].map(offset => localMilliseconds - offset * 60_000) as [
    number,
    number,
  ];
  const fits = (instant: number): boolean => instant + zone.offset(instant) * 60_000 === localMilliseconds;
  const found = [early, late].filter(fits);
  return found.length ? Math.max(...found) : early;
}
