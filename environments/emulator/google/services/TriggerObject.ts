import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';
import type { StoredTrigger } from '../triggers/StoredTrigger';
import { scriptEnums } from './ScriptEnums';

const stored = new WeakMap<object, StoredTrigger>();

/** What a Trigger object stands for; undefined for anything else. */
export function storedTriggerOf(value: unknown): StoredTrigger | undefined {
  return typeof value === 'object' && value !== null ? stored.get(value) : undefined;
}

/** A Trigger. Its schedule cannot be read back, as on the platform. */
export function createTrigger(host: Execution, trigger: StoredTrigger): object {
  const enums = scriptEnums(host);
  const object = serviceObject(host, 'ScriptApp.Trigger', {
    getUniqueId: () => trigger.id,
    getHandlerFunction: () => trigger.handler,
    getEventType: () => enums['EventType']?.[trigger.event],
    getTriggerSource: () => enums['TriggerSource']?.[trigger.source],
    getTriggerSourceId: () => (trigger.source === 'CLOCK' ? null : host.world.spreadsheetId),
  });
  stored.set(object, trigger);
  return object;
}
