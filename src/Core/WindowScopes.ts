import type { WindowScope } from './AbstractStorage';
import { addDays, isCivilDate } from './CivilDate';
import type { Row, Value } from './Schema';

/** The day of a date or of an instant (in UTC); undefined for what is neither: blank, a number, other text. */
export function dayOf(value: Value | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  const day = value.slice(0, 10);
  return (value.length === 10 || value[10] === 'T') && isCivilDate(day) ? day : undefined;
}

/** Whether a row lies in one of the scopes. A row without a date lies in none. */
export function isInScopes(row: Row, scopes: readonly WindowScope[]): boolean {
  return scopes.some(({ dateField, from, to, account }) => {
    const day = dayOf(row[dateField]);
    if (day === undefined || day < from || day > to) return false;
    return !account || String(row[account.field] ?? '') === account.value;
  });
}

/**
 * The same days and accounts in as few scopes as possible: windows of one account that touch or overlap become one.
 * Throws on a window whose ends are not days.
 */
export function mergeScopes(scopes: readonly WindowScope[]): WindowScope[] {
  const groups = new Map<string, WindowScope[]>();
  for (const scope of scopes) {
    if (!isCivilDate(scope.from) || !isCivilDate(scope.to))
      throw new Error(`A window needs two days (YYYY-MM-DD), not "${scope.from}" and "${scope.to}".`);
    const group = JSON.stringify([scope.dateField, scope.account?.field, scope.account?.value]);
    groups.set(group, [...(groups.get(group) ?? []), scope]);
  }
  return [...groups.values()].flatMap(mergeWindows);
}

function mergeWindows(scopes: readonly WindowScope[]): WindowScope[] {
  const merged: WindowScope[] = [];
  for (const scope of [...scopes].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = merged[merged.length - 1];
    if (last && scope.from <= addDays(last.to, 1))
      merged[merged.length - 1] = { ...last, to: scope.to > last.to ? scope.to : last.to };
    else merged.push(scope);
  }
  return merged;
}
