import type { AbstractSource } from '../../../src/Core/AbstractSource';
import { toDate } from '../../../src/Core/CivilDate';
import { isHttpRequestException, messageOf } from '../../../src/Core/Exceptions';
import { isCommand, isIterator, type Answer, type FetchedRecords } from '../../../src/Core/FetchProtocol';
import { fetchTogether, sleepOrPause } from '../../../src/Core/Requesting';
import { setUpRun, type RunRequest, type RunSetup } from '../../../src/Core/RunSetup';

/** Whether the source answers with these settings. */
export interface CheckResult {
  isWorking: boolean;
  /** What was asked: a node, and an account where there are accounts. */
  node: string;
  account?: string;
  /** Accounts that were not asked. */
  otherAccounts: number;
  /** Requests sent. */
  requests: number;
  /** Why it does not work. */
  message?: string;
  /** HTTP status; 0 without an answer. */
  statusCode?: number;
}

/** Asks for the first page of one day of the first node and account. Throws on a configuration that cannot be run. */
export function checkSource(source: AbstractSource, request: RunRequest): CheckResult {
  const setup = setUpRun(source, request);
  const [node] = setup.nodes;
  const account = node?.perAccount ? setup.accounts[0] : undefined;
  const result: CheckResult = {
    isWorking: true,
    node: node?.id ?? '',
    ...(account === undefined ? {} : { account }),
    otherAccounts: Math.max(0, account === undefined ? 0 : setup.accounts.length - 1),
    requests: 0,
  };
  try {
    readFirstPage(fetchOneDay(source, setup, account));
  } catch (error) {
    result.isWorking = false;
    result.message = source.redact(messageOf(error));
    if (isHttpRequestException(error)) result.statusCode = error.statusCode;
  }
  result.requests = source.requestCount;
  return result;
}

function fetchOneDay(source: AbstractSource, setup: RunSetup, account: string | undefined): FetchedRecords {
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
