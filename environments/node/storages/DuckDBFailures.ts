import { DestinationException, messageOf } from '../../../src/Core/Exceptions';

/** Why a file could not be opened, and what to do. The database was not touched. */
export function explainOpening(error: unknown, path: string): DestinationException {
  const message = messageOf(error);
  return new DestinationException(`[DuckDB] ${describe(message, path)} Nothing was written.`);
}

function describe(message: string, path: string): string {
  const holder = /Conflicting lock is held in (.*?)(?: by user|\. See|$)/s.exec(message)?.[1];
  if (holder !== undefined || /Could not set lock/i.test(message)) {
    const program = holder === undefined ? '' : `: ${holder.trim()}`;
    return `${path} is open in another program${program}. Close it there, then run again.`;
  }
  if (/Permission denied|Read-only file system|EACCES|EROFS/i.test(message))
    return `${path} cannot be opened for writing. Change the permissions of the file and its folder, or choose another path.`;
  if (/No such file or directory|does not exist/i.test(message))
    return `${path} cannot be made: its folder does not exist. Make the folder first.`;
  if (
    /not a valid DuckDB database|version number|serialization version|Could not read enough bytes/i.test(
      message,
    )
  )
    return `${path} is not a DuckDB file that this version can read. Choose another path. (${message})`;
  return `${path} could not be opened: ${message}`;
}
