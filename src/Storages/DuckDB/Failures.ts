import type { StorageTarget } from '../../Core/AbstractStorage';
import { DestinationException, isNamed, messageOf } from '../../Core/Exceptions';

const CAUSES: readonly { pattern: RegExp; reason: 'full' | 'refused'; advice: string }[] = [
  {
    pattern: /No space left|disk full|ENOSPC|File too large|Disk quota/i,
    reason: 'full',
    advice: 'The disk is full. Make room, then run again.',
  },
  {
    pattern: /read-only|Permission denied|EACCES|EROFS/i,
    reason: 'refused',
    advice: 'The file or its folder cannot be written to. Change its permissions or choose another path.',
  },
  {
    pattern: /Out of Memory/i,
    reason: 'refused',
    advice:
      'The rows of one save did not fit into the memory that the database may use. Import fewer days at once.',
  },
];

/** An error of the database as one that says who speaks, that nothing was written, and what to do. */
export function explainFailure(error: unknown, target: StorageTarget, location: string): Error {
  if (isNamed(error, 'DestinationException') || isNamed(error, 'DataException')) return error as Error;
  const message = messageOf(error);
  const cause = CAUSES.find(({ pattern }) => pattern.test(message));
  const advice = cause?.advice ?? 'Run again; if it stays, choose another destination name.';
  return new DestinationException(
    `[${target.sourceName}] Table "${target.name}" in ${location} could not be written. Nothing of this save was written. ${advice} (DuckDB: ${message})`,
    cause?.reason ?? 'refused',
  );
}
