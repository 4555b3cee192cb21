import type { AbstractSource } from '../../../src/Core/AbstractSource';
import type { AccountInfo } from '../../../src/Core/AccountInfo';
import type { Steps } from '../../../src/Core/FetchProtocol';
import { runSteps } from '../../../src/Core/Requesting';
import { accountsOf, type CheckedRun } from '../../../src/Core/RunSetup';

/** An account that the credentials see. */
export interface SeenAccount extends AccountInfo {
  /** Whether the settings ask for it. */
  isImported: boolean;
}

export interface CheckedAccounts {
  seen: SeenAccount[];
  /** Accounts that the settings ask for and that the credentials do not see. */
  notSeen: string[];
}

/** Asks which accounts the credentials see, and compares them with the settings. Blocks. */
export function checkAccounts(
  source: AbstractSource,
  { nodes }: Pick<CheckedRun, 'nodes'>,
  reading: Steps<readonly AccountInfo[]>,
): CheckedAccounts {
  const accounts = runSteps([reading])[0] ?? [];
  const asked = accountsOf(source, nodes);
  const ids = accounts.map(({ id }) => id);
  return {
    seen: accounts.map(account => ({ ...account, isImported: asked.includes(account.id) })),
    notSeen: asked.filter(id => !ids.includes(id)),
  };
}

/** Whether everything that is asked for can be imported. */
export function areUsable({ seen, notSeen }: CheckedAccounts): boolean {
  return !notSeen.length && seen.every(({ isImported, problem }) => !isImported || problem === undefined);
}
