import type { ConnectorDesign, PagingKind } from '../ConnectorDesign';
import { linkHeaders, offsets, pageNumbers } from './NumberedPaging';
import type { PagingPart } from './PagingPart';
import { cursors, nextUrls } from './TokenPaging';

/** The whole list comes in one answer. */
const noPaging: PagingPart = {
  imports: {},
  simulator: { answer: 'return { status: 200, body: { data: records } };' },
  tests: { refused: [] },
  sentence: 'The list comes in one answer, without paging.',
};

const PARTS: Record<PagingKind, PagingPart> = {
  none: noPaging,
  page: pageNumbers,
  offset: offsets,
  cursor: cursors,
  'next-url': nextUrls,
  'link-header': linkHeaders,
};

export function pagingPartOf({ paging }: ConnectorDesign): PagingPart {
  return PARTS[paging];
}
