import { DestinationException, isNamed, messageOf } from './Exceptions';

const CAUSES: readonly { pattern: RegExp; reason: 'full' | 'refused'; advice: string }[] = [
  {
    pattern: /No space left|disk full|ENOSPC|EFBIG|File too large|EDQUOT|Disk quota/i,
    reason: 'full',
    advice: 'The disk is full. Make room, then run again.',
  },
  {
    pattern: /read-only|Permission denied|EACCES|EPERM|EROFS/i,
    reason: 'refused',
    advice:
      'It cannot be written to. Change the permissions of the file and its folder, or choose another path.',
  },
  {
    pattern: /Out of Memory/i,
    reason: 'refused',
    advice: 'The rows of one save did not fit into the memory that it may use. Import fewer days at once.',
  },
  {
    pattern: /ENAMETOOLONG|File name too long/i,
    reason: 'refused',
    advice: 'Its name is too long. Choose a shorter destination name.',
  },
];

/**
 * An error of a file or a database as one that says who speaks, what happened, that nothing was written and what to
 * do. Errors that say so already stay as they are. `destination` begins the sentence: `Table "x" in shop.duckdb`.
 */
export function explainDestination(error: unknown, sourceName: string, destination: string): Error {
  if (isNamed(error, 'DestinationException') || isNamed(error, 'DataException')) return error as Error;
  const message = messageOf(error);
  const cause = CAUSES.find(({ pattern }) => pattern.test(message));
  const advice = cause?.advice ?? 'Run again; if it stays, choose another destination.';
  return new DestinationException(
    `[${sourceName}] ${destination} could not be written. Nothing of this save was written. ${advice} (${message})`,
    cause?.reason ?? 'refused',
  );
}
