import type { Imports } from '../Imports';

/** A kind of paging: each file of the connector takes from it what it needs. */
export interface PagingPart {
  /** Query of the first page, before what the window adds; `${PAGE_SIZE}` stands for the size of a page. */
  query?: string;
  /** Expression of Core's paginator. Without it the list comes in one answer. */
  paginator?: string;
  imports: Imports;
  simulator: PagingSimulator;
  tests: PagingTests;
  /** How the next page is found: a sentence of the README. */
  sentence: string;
}

export interface PagingSimulator {
  /** Statements that answer with `records`, the whole list; `request` is at hand. */
  answer: string;
  /** Functions at the end of the file. */
  functions?: string;
}

export interface PagingTests {
  /** Statements of the test that pages are followed: they declare `answers` and `addresses` from `first`, the first URL. */
  follow?: string;
  /** The body, and the headers, of a page that names itself as the next one. */
  circle?: string;
  /** What follows the window in the address of the simulator: queries that it refuses, and its words. */
  refused: readonly (readonly [query: string, message: string])[];
  /** Statements that collect the `sizes` of all pages of 250 records. */
  sizes?: string;
}
