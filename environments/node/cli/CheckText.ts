import type { CheckResult } from './CheckSource';
import { count, oneLine } from './Terminal';

/** What a check found, for a person. */
export function checkText(source: string, check: CheckResult): string {
  const { isWorking, node, account, otherAccounts, requests, message = '' } = check;
  const asked = account === undefined ? `node ${node}` : `node ${node}, account ${account}`;
  if (!isWorking) return `${source}: does not work (${asked}).\n- ${oneLine(message)}`;
  const rest = otherAccounts
    ? ` ${count(otherAccounts, 'other account was', 'other accounts were')} not asked.`
    : '';
  return `${source}: works (${asked}; ${count(requests, 'request')}).${rest}`;
}
