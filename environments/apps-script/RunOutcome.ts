import { EXECUTION_STATUS } from '../../src/Constants';
import { sumOf, type RunProgress, type RunReport } from '../../src/Core/RunReport';
import type { ImportDefinition } from '../../src/Imports/ImportDefinition';
import { placesOfFailures } from './Faults';

/** What became of a run, for a page, a dialog, the history and the notices. JSON. */
export interface RunOutcome {
  importId: string;
  importName: string;
  /** `BUSY`: somebody else runs it right now. */
  status: 'DONE' | 'PAUSED' | 'ERROR' | 'BUSY';
  message: string;
  /** Class of the error that kept the run from beginning or ended it outside its report. */
  errorName?: string;
  report?: RunReport;
  progress?: RunProgress;
}

export function named({ id, name }: ImportDefinition): Pick<RunOutcome, 'importId' | 'importName'> {
  return { importId: id, importName: name };
}

/** What a report says, in words for whoever reads it in a toast, a cell or a notice. */
export function outcomeOf(definition: ImportDefinition, report: RunReport): RunOutcome {
  const { status } = report;
  const counts = countsOf(report);
  const notes = [...report.warnings, ...report.nodes.flatMap(node => node.warnings)];
  const places = placesOfFailures(report.failures);
  const remarks = [notes.length ? ` Note: ${notes.join(' ')}` : '', places && ` ${places}`].join('');
  const causes = report.failures.map(({ message }) => message).join(' ');
  if (status === EXECUTION_STATUS.DONE)
    return { ...named(definition), status: 'DONE', message: `Done: ${counts}.${remarks}` };
  if (status === EXECUTION_STATUS.PAUSED)
    return {
      ...named(definition),
      status: 'PAUSED',
      message: `Paused (${report.pauseReason ?? 'time is short'}): ${counts} so far.${causes && ` Not fetched so far, and asked for again: ${causes}`}${remarks}`,
    };
  return {
    ...named(definition),
    status: 'ERROR',
    message: `Failed: ${causes} Written before that: ${counts}; what was there stays. The next run goes on with what is missing.${remarks}`,
  };
}

function countsOf(report: RunReport): string {
  const parts = (['added', 'updated', 'unchanged', 'removed'] as const).map(field => ({
    field,
    count: sumOf(report, field),
  }));
  const told = parts.filter(({ field, count }) => count > 0 || field === 'added' || field === 'updated');
  const gone = sumOf(report, 'gone');
  return [
    ...told.map(({ field, count }) => `${count} ${field}`),
    ...(gone ? [`${gone} no longer at the source`] : []),
  ].join(', ');
}
