import type { StorageTarget } from '../../Core/AbstractStorage';
import { DestinationException, isNamed, messageOf } from '../../Core/Exceptions';
import type { Spreadsheet } from './Sheet';

/** Allocated cells of a file, empty ones included. */
export const MAX_CELLS = 10_000_000;

const TRANSIENT =
  /timed out|failed while accessing|server error occurred|service error|service unavailable|try again/i;

/** Whether Sheets had a bad moment: the same call may pass in a second. The write may have happened. */
export function isTransient(error: unknown): boolean {
  return !isOurs(error) && TRANSIENT.test(messageOf(error));
}

export function isOurs(error: unknown): boolean {
  return isNamed(error, 'DestinationException');
}

export function goneError(target: StorageTarget, name: string): DestinationException {
  return new DestinationException(
    `[${target.sourceName}] The tab "${name}" was deleted. The rows in hand were not written; other tabs are as they were. The next run makes the tab anew and loads everything into it again.`,
    'gone',
  );
}

export function movedError(target: StorageTarget, name: string): DestinationException {
  return new DestinationException(
    `[${target.sourceName}] Somebody sorted or inserted rows in the tab "${name}" at the moment that rows were written into it, so that values may stand in the wrong rows. The next run loads everything into it again, which puts them right.`,
    'gone',
  );
}

/** Where a refused write stood, for the user. */
export interface WriteContext {
  tab: string;
  /** E.g. `rows 2 to 501`, what the refused call would have changed. */
  part: string;
  /** A sentence: how much of the save stands. */
  written: string;
}

/** How a refusal ends: what to do once its cause is gone. */
export const RUN_AGAIN = 'run the import again: it goes on where it stopped.';

/** What the platform refused, with what was and was not written. */
export function refusedError(
  error: unknown,
  target: StorageTarget,
  { tab, part, written }: WriteContext,
): DestinationException {
  return new DestinationException(
    `[${target.sourceName}] Google Sheets refused to change ${part} of the tab "${tab}": ${sentence(messageOf(error))} ${written} Ask the owner of the file to lift the protection or the rule there for you, or remove it, and ${RUN_AGAIN}`,
  );
}

/** The error for a file without room; undefined if there is room, so that something else is wrong. */
export function fullError(
  spreadsheet: Spreadsheet,
  target: StorageTarget,
  tab: string,
  cells: number,
): DestinationException | undefined {
  const used = spreadsheet
    .getSheets()
    .reduce((sum, sheet) => sum + sheet.getMaxRows() * sheet.getMaxColumns(), 0);
  if (used + cells <= MAX_CELLS) return undefined;
  return new DestinationException(
    `[${target.sourceName}] The tab "${tab}" needs ${count(cells)} more cells, but the file has ${count(used)} of the ${count(MAX_CELLS)} cells that Google Sheets allows. Nothing was written. Delete tabs or empty rows and columns that are not used, choose fewer fields or a later start date, or import into another file.`,
    'full',
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
