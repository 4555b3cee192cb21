import { enumeration } from '../Enumeration';
import type { Execution } from '../Execution';

const WEEK_DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** The enums of ScriptApp, one identity each per execution. */
export function scriptEnums(host: Execution): Record<string, Record<string, unknown>> {
  const make = (name: string, members: readonly string[]): Record<string, unknown> =>
    enumeration(host, `ScriptApp.${name}`, members);
  return {
    AuthMode: make('AuthMode', ['NONE', 'CUSTOM_FUNCTION', 'LIMITED', 'FULL']),
    AuthorizationStatus: make('AuthorizationStatus', ['REQUIRED', 'NOT_REQUIRED']),
    EventType: make('EventType', [
      'CLOCK',
      'ON_OPEN',
      'ON_EDIT',
      'ON_FORM_SUBMIT',
      'ON_CHANGE',
      'ON_EVENT_UPDATED',
    ]),
    InstallationSource: make('InstallationSource', [
      'APPS_MARKETPLACE_DOMAIN_ADD_ON',
      'NONE',
      'WEB_STORE_ADD_ON',
    ]),
    TriggerSource: make('TriggerSource', ['SPREADSHEETS', 'CLOCK', 'FORMS', 'DOCUMENTS', 'CALENDAR']),
    WeekDay: make('WeekDay', WEEK_DAYS),
  };
}
