import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { ConfigurationException } from '../../../src/Core/Exceptions';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import { FREQUENCIES, OFF, parseSchedule, WEEKDAYS, type Frequency } from '../../../src/Imports/Schedule';
import type { Dialogs } from '../Dialogs';
import type { Request } from '../Request';
import type { Runtime } from '../Runtime';
import { entryOf } from '../ticker/DigestRepair';
import { syncTicker } from '../ticker/TickerTrigger';
import { chooseImport } from './ImportChoice';
import { viewOf, type ImportView } from './ImportView';
import { checkDailyTime } from './ScheduleBudget';

const CHOICES = FREQUENCIES.filter(each => each !== 'off');

const WITH_HOUR: Frequency[] = ['day', 'weekday', 'week', 'month'];

/** From now on the import runs by itself, as its owner. */
export function turnScheduleOn(runtime: Runtime, request: Request | undefined): ImportView {
  const definition = chooseImport(runtime, request, 'Which import shall run by itself?');
  const { owner, name, source } = definition;
  if (owner.id !== runtime.me.id)
    throw new Error(
      `[Sheetbound] "${name}" runs as ${owner.name}, with their keys. Nothing was changed. Ask them, or use Sheetbound > Advanced > Take over schedule.`,
    );
  const given = request ? (request['schedule'] ?? definition.schedule) : askSchedule(runtime.dialogs);
  const { schedule, faults } = parseSchedule(given, EnvironmentAdapter.timeZone());
  if (schedule.every === 'off' && !faults.length)
    faults.push({ parameter: 'Schedule', message: `Schedule: say how often: ${CHOICES.join(', ')}.` });
  const changed = { ...definition, schedule };
  const all = [...faults, ...checkDailyTime(runtime, changed)];
  if (all.length) throw new ConfigurationException(source, all);
  return saveSchedule(runtime, changed);
}

/** The import runs only by hand from now on. Any editor may do that. A paused run still goes on. */
export function turnScheduleOff(runtime: Runtime, request: Request | undefined): ImportView {
  const definition = chooseImport(runtime, request, 'Which import shall no longer run by itself?');
  return saveSchedule(runtime, { ...definition, schedule: OFF });
}

function saveSchedule(runtime: Runtime, definition: ImportDefinition): ImportView {
  runtime.imports.save(definition);
  const digest = runtime.digest.update(known => {
    known.imports[definition.id] = entryOf(
      definition,
      known.imports[definition.id],
      EnvironmentAdapter.now(),
    );
  });
  syncTicker(runtime);
  const view = viewOf(runtime, definition, digest);
  runtime.dialogs?.toast(`"${view.name}" runs: ${view.scheduleText}.`);
  return view;
}

function askSchedule(dialogs: Dialogs | undefined): unknown {
  if (!dialogs) return undefined;
  const title = 'Turn schedule on';
  const every =
    CHOICES[
      dialogs.choose(
        title,
        'How often shall it run?',
        CHOICES.map(each => `every ${each}`),
      )
    ];
  if (!every || !WITH_HOUR.includes(every)) return { every };
  const number = (question: string, fallback: number) => {
    const typed = dialogs.ask(title, question);
    return typed === '' ? fallback : Number(typed);
  };
  return {
    every,
    hour: number('At what hour, 0 to 23? Google decides the minute. Leave it empty for 6.', 6),
    ...(every === 'week' ? { weekday: dialogs.choose(title, 'On which day?', WEEKDAYS) + 1 } : {}),
    ...(every === 'month'
      ? { monthday: number('On which day of the month, 1 to 31? Leave it empty for 1.', 1) }
      : {}),
  };
}
