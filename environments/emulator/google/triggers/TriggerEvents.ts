import { DateTime } from 'luxon';
import type { Execution } from '../Execution';
import { scriptEnums } from '../services/ScriptEnums';
import type { StoredTrigger } from './StoredTrigger';

/** What the handler of a clock trigger is called with; times are UTC. */
export function clockEvent(host: Execution, trigger: StoredTrigger): Record<string, unknown> {
  const time = DateTime.fromMillis(host.now(), { zone: 'utc' });
  return host.realm.object({
    authMode: scriptEnums(host)['AuthMode']?.['FULL'],
    year: time.year,
    month: time.month,
    'day-of-month': time.day,
    'day-of-week': time.weekday,
    'week-of-year': time.weekNumber,
    hour: time.hour,
    minute: time.minute,
    second: time.second,
    timezone: 'UTC',
    triggerUid: trigger.id,
  });
}

/** What `onOpen` is called with; `triggerUid` is there for an installed trigger only. */
export function openEvent(host: Execution, trigger?: StoredTrigger): Record<string, unknown> {
  const modes = scriptEnums(host)['AuthMode'];
  const event = host.realm.object({
    authMode: trigger ? modes?.['FULL'] : modes?.['LIMITED'],
    user: host.realm.object({ email: host.user, nickname: host.user.split('@', 1)[0] }),
    ...(trigger ? { triggerUid: trigger.id } : {}),
  });
  Object.defineProperty(event, 'source', { get: () => activeSpreadsheet(host), enumerable: true });
  return event;
}

function activeSpreadsheet(host: Execution): unknown {
  const app = host.realm.context['SpreadsheetApp'] as { getActiveSpreadsheet(): unknown };
  return app.getActiveSpreadsheet();
}
