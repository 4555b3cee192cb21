import { ConfigurationException } from '../../../src/Core/Exceptions';
import { isCivilDate } from '../../../src/Core/CivilDate';
import type { Request } from '../Request';
import { textOf } from '../Request';
import type { Runtime } from '../Runtime';
import { chooseImport } from './ImportChoice';
import { runAll, type RunsResult } from './ImportNewData';

/** Loads a range of days again, both ends included. The schedule and its progress stay as they are. */
export function manualBackfill(runtime: Runtime, request: Request | undefined): RunsResult {
  const definition = chooseImport(runtime, request, 'Which import shall be loaded for a range of days?');
  const { dialogs } = runtime;
  const title = `Backfill ${definition.name}`;
  const from = textOf(request, 'from') ?? dialogs?.ask(title, 'First day, as 2026-01-31:') ?? '';
  const to = textOf(request, 'to') ?? dialogs?.ask(title, 'Last day, itself included, as 2026-01-31:') ?? '';
  const faults = (
    [
      ['from', 'First day', from],
      ['to', 'Last day', to],
    ] as const
  )
    .filter(([, , day]) => !isCivilDate(day))
    .map(([parameter, label, day]) => ({
      parameter,
      message:
        day === ''
          ? `${label}: a day is needed.`
          : `${label}: "${day}" is not a day that exists; write it as 2026-01-31.`,
    }));
  if (faults.length) throw new ConfigurationException(definition.source, faults);
  return runAll(runtime, [definition], { trigger: 'backfill', backfill: { from, to } });
}
