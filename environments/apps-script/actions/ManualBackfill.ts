import { ConfigurationException } from '../../../src/Core/Exceptions';
import type { Request } from '../Request';
import type { Runtime } from '../Runtime';
import { givenBackfill } from './BackfillOrder';
import { chooseImport } from './ImportChoice';
import { runAll, type RunsResult } from './ImportNewData';

/**
 * Loads a range of days again, both ends included, with `values` for this backfill only. The schedule and its progress
 * stay as they are.
 */
export function manualBackfill(runtime: Runtime, request: Request | undefined): RunsResult {
  const definition = chooseImport(runtime, request, 'Which import shall be loaded for a range of days?');
  const { dialogs } = runtime;
  const title = `Backfill ${definition.name}`;
  const { backfill, faults } = givenBackfill(definition, request, {
    from: () => dialogs?.ask(title, 'First day, as 2026-01-31:') ?? '',
    to: () => dialogs?.ask(title, 'Last day, itself included, as 2026-01-31:') ?? '',
  });
  if (faults.length) throw new ConfigurationException(definition.source, faults);
  return runAll(runtime, [definition], { trigger: 'backfill', backfill });
}
