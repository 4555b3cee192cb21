import type { Zone } from './Zones';

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Index 0 is Sunday. */
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

export function shortName(name: string): string {
  return name.slice(0, 3);
}

/** Every English locale knows the abbreviations of its own part of the world only. */
const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA', 'en-PK', 'en-KE', 'en-NG', 'en-HK'];

/** Abbreviations that English locales lack and Java has. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  'Asia/Tokyo': 'JST',
  'Asia/Seoul': 'KST',
  'Asia/Shanghai': 'CST',
  'Asia/Taipei': 'CST',
  'Asia/Hong_Kong': 'HKT',
  'Asia/Singapore': 'SGT',
  'Asia/Kolkata': 'IST',
  'Asia/Calcutta': 'IST',
  'Asia/Karachi': 'PKT',
  'Asia/Dubai': 'GST',
  'Asia/Bangkok': 'ICT',
  'Asia/Jakarta': 'WIB',
  'Europe/Moscow': 'MSK',
  'America/Sao_Paulo': 'BRT',
  'Africa/Lagos': 'WAT',
  'Africa/Nairobi': 'EAT',
};

const formatters = new Map<string, Intl.DateTimeFormat>();

function intlName(locale: string, zone: string, style: 'short' | 'long', milliseconds: number): string {
  const key = `${locale} ${zone} ${style}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: style });
    formatters.set(key, formatter);
  }
  const parts = formatter.formatToParts(milliseconds);
  return parts.find(part => part.type === 'timeZoneName')?.value ?? '';
}

/** Name of a zone at an instant, in English: `CET`, `Central European Standard Time`, else `GMT+05:45`. */
export function zoneName(zone: Zone, milliseconds: number, style: 'short' | 'long'): string {
  const offset = zone.offset(milliseconds);
  if (/^(Etc\/)?(UTC|UCT|Zulu|Universal)$/.test(zone.id))
    return style === 'short' ? 'UTC' : 'Coordinated Universal Time';
  if (/^(Etc\/)?GMT0?$/.test(zone.id)) return style === 'short' ? 'GMT' : 'Greenwich Mean Time';
  if (/^GMT[+-]/.test(zone.id)) return gmtName(offset);
  if (style === 'long') return intlName('en-US', zone.id, 'long', milliseconds);
  const known = ABBREVIATIONS[zone.id];
  if (known !== undefined) return known;
  const names = LOCALES.map(locale => intlName(locale, zone.id, 'short', milliseconds));
  return names.find(name => !/^(GMT|UTC)[+-]/.test(name)) ?? gmtName(offset);
}

function gmtName(offset: number): string {
  return `GMT${offsetText(offset, ':')}`;
}

/** `+0130`, `+01:30`. */
export function offsetText(offset: number, separator: string): string {
  const minutes = Math.trunc(Math.abs(offset));
  const pad = (value: number): string => String(value).padStart(2, '0');
  return (offset < 0 ? '-' : '+') + pad(Math.floor(minutes / 60)) + separator + pad(minutes % 60);
}
