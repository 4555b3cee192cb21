import type { AbstractSource } from '../../../src/Core/AbstractSource';
import { toDate } from '../../../src/Core/CivilDate';
import { isHttpRequestException, messageOf } from '../../../src/Core/Exceptions';
import { isCommand, isIterator, type Answer, type FetchedRecords } from '../../../src/Core/FetchProtocol';
import { fetchTogether, sleepOrPause } from '../../../src/Core/Requesting';
import { accountsOf, checkRun, type CheckedRun, type RunRequest } from '../../../src/Core/RunSetup';
import { areUsable, checkAccounts, type CheckedAccounts } from './CheckAccounts';

/** Whether the source answers with these settings. */
export interface CheckResult {
  isWorking: boolean;
  /** What was asked where the source cannot list accounts: a node, and an account where there are accounts. */
  node?: string;
  account?: string;
  /** Accounts that were not asked. */
  otherAccounts: number;
  /** What the credentials see, where the source can list accounts. */
  accounts?: CheckedAccounts;
  /** Requests sent. */
  requests: number;
  /** What the source has to say beside. */
  warnings: readonly string[];
  /** Why it does not work. */
  message?: string;
  /** HTTP status; 0 without an answer. */
  statusCode?: number;
}

/**
 * Asks for the accounts that the credentials see; of a source that cannot tell, for the first page of one day of the
 * first node and account. Throws on a configuration that cannot be run.
 */
export function checkSource(source: AbstractSource, request: RunRequest): CheckResult {
  const setup = checkRun(source, request);
  const result: CheckResult = { isWorking: true, otherAccounts: 0, requests: 0, warnings: [] };
  try {
    if (source.readAccounts) {
      result.accounts = checkAccounts(source, setup, source.readAccounts());
      result.isWorking = areUsable(result.accounts);
    } else askFirstNode(source, setup, result);
  } catch (error) {
    result.isWorking = false;
    result.message = source.redact(messageOf(error));
    if (isHttpRequestException(error)) result.statusCode = error.statusCode;
  }
  result.requests = source.requestCount;
  result.warnings = source.takeWarnings();
  return result;
}

function askFirstNode(source: AbstractSource, setup: CheckedRun, result: CheckResult): void {
  const [node] = setup.nodes;
  result.node = node?.id ?? '';
  const accounts = accountsOf(source, setup.nodes);
  const account = node?.perAccount ? accounts[0] : undefined;
  if (account !== undefined) {
    result.account = account;
    result.otherAccounts = accounts.length - 1;
  }
  readFirstPage(fetchOneDay(source, setup, account));
}

function fetchOneDay(source: AbstractSource, setup: CheckedRun, account: string | undefined): FetchedRecords {
  const [node] = setup.nodes;
  if (!node) return [];
  const day = toDate(setup.startDate ?? setup.today(account));
  const fields = Object.keys(node.fields);
  return source.fetchData(day, day, { node: node.id, definition: node.definition, fields, account });
}

/** Waits of repetitions are waited for; the first page, or the end, is enough. */
function readFirstPage(records: FetchedRecords): void {
  if (!isIterator(records)) return;
  let answer: Answer;
  for (;;) {
    const step = records.next(answer);
    if (step.done === true || !isCommand(step.value)) return;
    answer = undefined;
    if (step.value.command === 'request') [answer] = fetchTogether([step.value.request]);
    else sleepOrPause(step.value.milliseconds);
  }
}
