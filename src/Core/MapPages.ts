import type { Pages, Steps } from './FetchProtocol';
import { nextPage } from './NextPage';
import type { SourceRecord } from './Schema';

/** The same pages with other records. `map` may send requests of its own. */
export function* mapPages(
  pages: Pages,
  map: (records: readonly SourceRecord[]) => readonly SourceRecord[] | Steps<readonly SourceRecord[]>,
): Pages {
  try {
    for (let page = yield* nextPage(pages); page; page = yield* nextPage(pages)) {
      const mapped = map(page);
      yield 'next' in mapped ? yield* mapped : mapped;
    }
  } finally {
    pages.return();
  }
}
