import { isCommand, type Pages, type Steps } from './FetchProtocol';
import type { SourceRecord } from './Schema';

/**
 * The next page of records; undefined after the last. Commands before it go to whoever drives us; answers, and what is
 * thrown, go back.
 */
export function* nextPage(pages: Pages): Steps<readonly SourceRecord[] | undefined> {
  let step = pages.next(undefined);
  while (!step.done) {
    if (!isCommand(step.value)) return step.value;
    let answer;
    try {
      answer = yield step.value;
    } catch (error) {
      step = pages.throw(error);
      continue;
    }
    step = pages.next(answer);
  }
  return undefined;
}
