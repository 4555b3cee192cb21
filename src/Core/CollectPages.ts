import type { Pages, Steps } from './FetchProtocol';
import { nextPage } from './NextPage';
import type { SourceRecord } from './Schema';

/** All records of a generator of pages, in hand at once: for lists that are looked up in, not stored. */
export function* collectPages(pages: Pages): Steps<SourceRecord[]> {
  const records: SourceRecord[] = [];
  try {
    for (let page = yield* nextPage(pages); page; page = yield* nextPage(pages))
      for (const record of page) records.push(record);
    return records;
  } finally {
    // A run that is given up lets generators clean up after themselves.
    pages.return();
  }
}
