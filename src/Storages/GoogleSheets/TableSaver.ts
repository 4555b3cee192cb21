import type { SaveResult } from '../../Core/AbstractStorage';
import { EnvironmentAdapter } from '../../Core/EnvironmentAdapter';
import { DestinationException } from '../../Core/Exceptions';
import { isTransient } from './Failures';
import { SaveAttempts, type Job } from './SaveAttempts';
import type { Table } from './Table';
import type { TabOpener } from './TabOpener';

/** How often a save is planned anew because the tab moved under it, or Sheets had a bad moment. */
const TRIES = 5;
/** Milliseconds; doubles with every bad moment. */
const FIRST_WAIT = 1000;

/** `found` is the table as the save found it; undefined when the tab was made by it. */
export interface Saved {
  result: SaveResult;
  found: Table | undefined;
}

/** Carries out a job until the tab stands as planned. */
export function saveTable(opener: TabOpener, job: Job): Saved {
  const attempts = new SaveAttempts(opener, job);
  for (let tries = 1; ; tries += 1) {
    try {
      if (attempts.next()) return { result: attempts.result, found: attempts.found };
      if (tries === TRIES) throw restless(opener);
    } catch (error) {
      if (tries === TRIES || !isTransient(error)) throw attempts.explain(error);
      EnvironmentAdapter.sleep(FIRST_WAIT * 2 ** (tries - 1));
    }
  }
}

function restless({ target }: TabOpener): DestinationException {
  return new DestinationException(
    `[${target.sourceName}] The tab "${target.name}" was changed by somebody else each time that rows were written into it. Not all rows may be there. Run the import again when nobody sorts or edits the tab: it goes on where it stopped.`,
  );
}
