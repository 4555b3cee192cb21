import { isCommand, type Pages, type Steps } from './FetchProtocol';
import type { SourceRecord } from './Schema';

/** All records of a generator of pages, in hand at once: for lists that are looked up in, not stored. */
export function* collectPages(pages: Pages): Steps<SourceRecord[]> {
  const records: SourceRecord[] = [];
  let step = pages.next(undefined);
  while (!step.done) {
    if (isCommand(step.value)) {
      let answer;
      try {
        answer = yield step.value;
      } catch (error) {
        step = pages.throw(error);
        continue;
      }
      step = pages.next(answer);
    } else {
      for (const record of step.value) records.push(record);
      step = pages.next(undefined);
    }
  }
  return records;
}
