import { countDays, isCivilDate, toCivilDate } from './CivilDate';
import type { ConnectorManifest } from './ConnectorRegistry';
import { EnvironmentAdapter } from './EnvironmentAdapter';

/** Days before the end of an API version from which every run says so: time enough to update, and to test it. */
export const SUNSET_NOTICE = 60;

/** Days from today (UTC) until the API version is switched off; negative: since then. Undefined: no end is known. */
export function daysToSunset({ apiVersion }: Pick<ConnectorManifest, 'apiVersion'>): number | undefined {
  const sunset = apiVersion?.sunset;
  if (sunset === undefined || !isCivilDate(sunset)) return undefined;
  return countDays(toCivilDate(new Date(EnvironmentAdapter.now())), sunset) - 1;
}

/** `ends in 57 days (2027-01-19)`, `ended 12 days ago (2026-11-11)`; undefined: no end is known. */
export function sunsetText(manifest: Pick<ConnectorManifest, 'apiVersion'>): string | undefined {
  const days = daysToSunset(manifest);
  if (days === undefined) return undefined;
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`;
  const when = days === 0 ? 'ends today' : days > 0 ? `ends in ${count}` : `ended ${count} ago`;
  return `${when} (${manifest.apiVersion?.sunset ?? ''})`;
}

/** Puts into the warnings of a run that the API version ends soon, or has ended. */
export function warnOfSunset(source: { warn(sentence: string): void }, manifest: ConnectorManifest): void {
  const days = daysToSunset(manifest);
  if (days === undefined || days > SUNSET_NOTICE) return;
  const { title, apiVersion } = manifest;
  const then = days < 0 ? 'Imports may fail at any time.' : 'Imports fail after that.';
  source.warn(
    `Version ${apiVersion?.version ?? ''} of the API of ${title}, which this connector uses, ${sunsetText(manifest) ?? ''}. ${then} Update Sheetbound, or ask whoever deployed it to.`,
  );
}
