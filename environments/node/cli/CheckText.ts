import type { CheckedAccounts, SeenAccount } from './CheckAccounts';
import type { CheckResult } from './CheckSource';
import { count, oneLine } from './Terminal';
import { textTable } from './TextTable';

/** What a check found, for a person. */
export function checkText(source: string, check: CheckResult): string {
  const lines = check.accounts ? accountLines(source, check, check.accounts) : nodeLines(source, check);
  return [...lines, ...check.warnings.map(warning => `- ${oneLine(warning)}`)].join('\n');
}

function nodeLines(source: string, check: CheckResult): string[] {
  const { isWorking, node, account, otherAccounts, requests, message = '' } = check;
  const place = account === undefined ? `node ${node}` : `node ${node}, account ${account}`;
  // It may have failed while it asked for its accounts.
  const asked = node === undefined ? '' : ` (${place})`;
  if (!isWorking) return [`${source}: does not work${asked}.`, `- ${oneLine(message)}`];
  const rest = otherAccounts
    ? ` ${count(otherAccounts, 'other account was', 'other accounts were')} not asked.`
    : '';
  return [`${source}: works (${place}; ${count(requests, 'request')}).${rest}`];
}

function accountLines(source: string, check: CheckResult, { seen, notSeen }: CheckedAccounts): string[] {
  const { requests, isWorking } = check;
  const unusable = seen.filter(({ isImported, problem }) => isImported && problem !== undefined);
  return [
    `${source}: the credentials work (${count(requests, 'request')}) and see ${count(seen.length, 'account')}.`,
    ...(seen.length ? [accountTable(seen)] : []),
    ...(notSeen.length
      ? [
          `- Asked for but not among them: ${notSeen.join(', ')}. Correct the setting, or let the user of these credentials into ${notSeen.length === 1 ? 'it' : 'them'}.`,
        ]
      : []),
    ...unusable.map(({ id, problem = '' }) => `- ${id} cannot be imported: ${oneLine(problem)}`),
    ...(isWorking ? [] : ['Not everything that is asked for can be imported.']),
  ];
}

function accountTable(seen: readonly SeenAccount[]): string {
  return textTable(
    ['account', 'name', 'time zone', 'currency', 'asked for', 'problem'],
    seen.map(({ id, name = '', timeZone = '', currency = '', isImported, problem = '' }) => [
      id,
      name,
      timeZone,
      currency,
      isImported ? 'yes' : 'no',
      problem,
    ]),
  );
}
