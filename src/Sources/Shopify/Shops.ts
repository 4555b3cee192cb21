import { addDays, type CivilDate } from '../../Core/CivilDate';
import { EnvironmentAdapter } from '../../Core/EnvironmentAdapter';

const DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/**
 * Domains as people copy them: with scheme and path, the address of the admin (`admin.shopify.com/store/name`), the
 * name alone. Each once, in lower case; what is none stays as it is and is refused by `isShopDomain`.
 */
export function shopDomains(text: string): string[] {
  const domains = text
    .split(/[,;\s]+/)
    .filter(each => each !== '')
    .map(shopDomain);
  return [...new Set(domains)];
}

function shopDomain(text: string): string {
  const address = text.toLowerCase().replace(/^https?:\/\//, '');
  const name = /^admin\.shopify\.com\/store\/([^/?#]+)/.exec(address)?.[1];
  const host = (name ?? address).split(/[/?#:]/)[0] ?? '';
  return /^[a-z0-9][a-z0-9-]*$/.test(host) ? `${host}.myshopify.com` : host || text;
}

export function isShopDomain(text: string): boolean {
  return DOMAIN.test(text);
}

/** A filter of whole days in the shop's time zone, both included, as instants: days have 23 to 25 hours. */
export function daysFilter(field: string, from: CivilDate, to: CivilDate, timeZone: string): string {
  const start = startOfDay(from, timeZone);
  const end = startOfDay(addDays(to, 1), timeZone);
  return `${field}:>='${start}' AND ${field}:<'${end}'`;
}

function startOfDay(day: CivilDate, timeZone: string): string {
  const instant = EnvironmentAdapter.parseDate(`${day} 00:00`, timeZone, 'yyyy-MM-dd HH:mm');
  return instant.toISOString().replace('.000Z', 'Z');
}

/** The day of an instant in the shop's time zone. Blank stays blank. */
export function dayOf(instant: unknown, timeZone: string): CivilDate | null {
  if (typeof instant !== 'string' || instant === '') return null;
  return EnvironmentAdapter.formatDate(new Date(instant), timeZone, 'yyyy-MM-dd');
}
