import type { AccountInfo } from '../../Core/AccountInfo';
import type { SourceRecord } from '../../Core/Schema';

/** An ad account as a check of the credentials shows it. */
export function toAccountInfo({ id, name, timezone, deleted }: SourceRecord): AccountInfo {
  return {
    id: String(id),
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof timezone === 'string' ? { timeZone: timezone } : {}),
    ...(deleted === true ? { problem: 'it was deleted' } : {}),
  };
}
