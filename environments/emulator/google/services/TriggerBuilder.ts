import { IANAZone } from 'luxon';
import type { Execution } from '../Execution';
import { notEmulated, serviceClassOf, serviceObject } from '../ServiceObject';
import { signatureError } from '../Signature';
import type { StoredTrigger } from '../triggers/StoredTrigger';
import { nextFiring } from '../triggers/TriggerSchedule';
import { ClockPlan } from './ClockPlan';
import { createTrigger } from './TriggerObject';

const SCOPE = 'https://www.googleapis.com/auth/script.scriptapp';
const LIMIT = 20;
const FIRST_ID = 4_000_000_000_000;
const CLOCK = 'ScriptApp.ClockTriggerBuilder';

type NewTrigger = Pick<StoredTrigger, 'handler' | 'source' | 'event' | 'timeZone'> &
  Pick<StoredTrigger, 'schedule'>;

function store(host: Execution, method: string, trigger: NewTrigger): object {
  host.requireScope(SCOPE, method);
  const { triggers } = host.userState;
  if (triggers.length >= LIMIT)
    throw host.exception(
      'This script has too many triggers. Triggers must be deleted from the script before more can be added.',
    );
  const number = ++host.world.state.counters.trigger;
  const stored: StoredTrigger = {
    ...trigger,
    id: String(FIRST_ID + number * 7_919),
    createdAt: host.now(),
    firedCount: 0,
  };
  const first = nextFiring(stored, host.now());
  if (first !== undefined) stored.nextAt = first;
  triggers.push(stored);
  return createTrigger(host, stored);
}

function createClockBuilder(host: Execution, handler: string): object {
  const plan = new ClockPlan(host);
  let timeZone = host.world.timeZone;
  const step = (change: (...args: unknown[]) => void) => {
    return (...args: unknown[]): object => {
      change(...args);
      return builder;
    };
  };
  const builder: object = serviceObject(host, CLOCK, {
    after: step(value => {
      plan.after(value);
    }),
    at: step(value => {
      plan.at(value);
    }),
    atDate: step((year, month, day) => {
      plan.atDate(year, month, day);
    }),
    everyMinutes: step(value => {
      plan.everyMinutes(value);
    }),
    everyHours: step(value => {
      plan.everyHours(value);
    }),
    everyDays: step(value => {
      plan.every('days', value);
    }),
    everyWeeks: step(value => {
      plan.every('weeks', value);
    }),
    onWeekDay: step(value => {
      plan.onWeekDay(value);
    }),
    onMonthDay: step(value => {
      plan.onMonthDay(value);
    }),
    atHour: step(value => {
      plan.atHour(value);
    }),
    nearMinute: step(value => {
      plan.nearMinute(value);
    }),
    inTimezone: step(value => {
      if (!IANAZone.isValidZone(String(value)))
        throw host.exception(`Invalid argument: timezone ${String(value)}`);
      timeZone = String(value);
    }),
    create: () =>
      store(host, `${CLOCK}.create`, {
        handler,
        source: 'CLOCK',
        event: 'CLOCK',
        timeZone,
        schedule: plan.schedule(timeZone),
      }),
  });
  return builder;
}

function createSpreadsheetBuilder(host: Execution, handler: string, args: readonly unknown[]): object {
  const [target] = args;
  const isHere =
    serviceClassOf(target) === 'SpreadsheetApp.Spreadsheet' || target === host.world.spreadsheetId;
  if (!isHere) throw signatureError(host, 'ScriptApp.TriggerBuilder.forSpreadsheet', args);
  const { timeZone } = host.world;
  const className = 'ScriptApp.SpreadsheetTriggerBuilder';
  let chosen = false;
  const builder: object = serviceObject(host, className, {
    onOpen: () => {
      chosen = true;
      return builder;
    },
    create: () => {
      if (!chosen) throw host.exception('The trigger has no event: call onOpen() before create().');
      return store(host, `${className}.create`, {
        handler,
        source: 'SPREADSHEETS',
        event: 'ON_OPEN',
        timeZone,
      });
    },
  });
  return builder;
}

/** `ScriptApp.newTrigger`. The handler is looked up when the trigger fires, not here. */
export function createTriggerBuilder(host: Execution, handler: string): object {
  const foreign = (name: string) => (): never => {
    throw notEmulated(host, `ScriptApp.TriggerBuilder.${name}`);
  };
  return serviceObject(host, 'ScriptApp.TriggerBuilder', {
    timeBased: () => createClockBuilder(host, handler),
    forSpreadsheet: (...args: unknown[]) => createSpreadsheetBuilder(host, handler, args),
    forForm: foreign('forForm'),
    forDocument: foreign('forDocument'),
    forUserCalendar: foreign('forUserCalendar'),
  });
}
