import { closeOpen, emptyEntry, openOf, setOpen, type OpenRun } from '../../src/Imports/DueDigest';
import type { ImportDefinition } from '../../src/Imports/ImportDefinition';
import type { Runtime } from './Runtime';

/** Which run this is: the one that began now, or an earlier one that was paused or cut off. */
export interface Beginning {
  /** Milliseconds since 1970: when the run's first execution began. */
  begun: number;
  isContinued: boolean;
  /** Somebody else had the import: what was noted of this attempt goes, or it would be gone on with later. */
  takeBack(): void;
}

/** As long as a lease lasts. */
const ABANDONED_AFTER = 390_000;

/** Durable before the first request: a run that is cut off in the middle is gone on with by the user's ticker. */
export function noteBegin(
  { digest, me }: Runtime,
  { id, owner }: ImportDefinition,
  backfill: OpenRun['backfill'],
  since: number,
): Beginning {
  const isBackfill = backfill !== undefined;
  const run: OpenRun = { since, begun: since, by: me.id, isPaused: false, ...(backfill ? { backfill } : {}) };
  let before: OpenRun | undefined;
  digest.update(known => {
    const entry = (known.imports[id] ??= emptyEntry(owner.id));
    before = openOf(entry, isBackfill);
    if (before && isSame(before, backfill)) run.begun = before.begun;
    const isRunning = before && !before.isPaused && since - before.since < ABANDONED_AFTER;
    if (!isRunning) setOpen(entry, run);
  });
  return {
    begun: run.begun,
    isContinued: before !== undefined && isSame(before, backfill),
    takeBack() {
      digest.update(known => {
        const entry = known.imports[id];
        const open = openOf(entry, isBackfill);
        if (!entry || JSON.stringify(open) !== JSON.stringify(run)) return;
        if (before) setOpen(entry, before);
        else closeOpen(entry, isBackfill);
      });
    },
  };
}

function isSame({ backfill }: OpenRun, other: OpenRun['backfill']): boolean {
  return JSON.stringify(backfill) === JSON.stringify(other);
}
