import type { SourceRecord } from '../../Core/Schema';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const INSTANT = /^\w{3} (\w{3}) (\d{1,2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{4}) (\d{4})$/;

/** A post with its time as other nodes have it: X writes `Wed Jan 01 00:00:00 +0000 2020`. */
export function toPost(post: SourceRecord): SourceRecord {
  const { created_at } = post;
  return typeof created_at === 'string' ? { ...post, created_at: toIso(created_at) } : post;
}

/** What is not written that way stays as it is, and is refused where it is cast. */
function toIso(text: string): string {
  const [, month = '', day = '', time = '', zone = '', year = ''] = INSTANT.exec(text) ?? [];
  const number = MONTHS.indexOf(month) + 1;
  if (!number) return text;
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}T${time}${zone}`;
}
