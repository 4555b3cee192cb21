import { emptyEntry, type DueDigest, type DueEntry } from '../../../src/Imports/DueDigest';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import { isSubHourly, nextDue } from '../../../src/Imports/Schedule';

/** What the definitions say is due; what only the digest knew (pauses, incidents) is kept where it is still there. */
export function digestOfDefinitions(
  definitions: readonly ImportDefinition[],
  digest: DueDigest,
  now: number,
): Record<string, DueEntry> {
  return Object.fromEntries(
    definitions.map(definition => [definition.id, entryOf(definition, digest.imports[definition.id], now)]),
  );
}

/** The entry of a definition that was saved, or whose schedule was changed, just now. */
export function entryOf(
  { owner, schedule }: ImportDefinition,
  known: DueEntry | undefined,
  now: number,
): DueEntry {
  const entry: DueEntry = { ...(known ?? emptyEntry(owner.id)), owner: owner.id };
  delete entry.dueAt;
  delete entry.isSubHourly;
  const due = nextDue(schedule, now);
  if (due !== undefined) entry.dueAt = due;
  if (isSubHourly(schedule)) entry.isSubHourly = true;
  return entry;
}
