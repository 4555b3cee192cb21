import type { Thing } from './Things';

/** A part of a filter that was ignored. */
export interface SearchWarning {
  field: string;
  message: string;
  code: string;
}

const FIELDS: Readonly<Record<string, string>> = {
  created_at: 'createdAt',
  updated_at: 'updatedAt',
  processed_at: 'processedAt',
};

/** Kinds that cannot be searched by the time of their last change. */
const WITHOUT_UPDATED_AT = ['tenderTransactions'];

/**
 * The things that a filter such as `updated_at:>='2026-02-02T05:00:00Z' AND updated_at:<'...'` lets through. As in
 * Shopify, a term that it does not know is left out, with a warning beside the data.
 */
export function search(
  things: readonly Thing[],
  root: string,
  query: string,
): { found: Thing[]; warnings: SearchWarning[] } {
  const warnings: SearchWarning[] = [];
  const tests = query.split(/\s+AND\s+/).flatMap(term => {
    const [, name = term, operator = '', value = ''] =
      /^(\w+):(>=|<=|>|<)?'?([^']*)'?$/.exec(term.trim()) ?? [];
    const field = WITHOUT_UPDATED_AT.includes(root) && name === 'updated_at' ? undefined : FIELDS[name];
    if (field === undefined || !Number.isFinite(Date.parse(value))) {
      warnings.push({ field: name, message: 'Invalid search field for this query.', code: 'invalid_field' });
      return [];
    }
    return [(thing: Thing) => compare(Date.parse(String(thing[field])), operator, Date.parse(value))];
  });
  return { found: things.filter(thing => tests.every(test => test(thing))), warnings };
}

function compare(left: number, operator: string, right: number): boolean {
  if (operator === '>=') return left >= right;
  if (operator === '<=') return left <= right;
  if (operator === '>') return left > right;
  return operator === '<' ? left < right : left === right;
}
