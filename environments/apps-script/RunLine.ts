import { EnvironmentAdapter } from '../../src/Core/EnvironmentAdapter';
import { messageOf } from '../../src/Core/Exceptions';
import type { RunReport } from '../../src/Core/RunReport';
import { historyEntry, type HistoryEntry, type RunTrigger } from '../../src/Imports/HistoryRows';
import type { ImportDefinition } from '../../src/Imports/ImportDefinition';
import type { RunOutcome } from './RunOutcome';
import type { Runtime } from './Runtime';
import { DocumentTabMemory } from './state/DocumentTabMemory';

/** Why a run happened, and when it began. */
interface Occasion {
  trigger: RunTrigger;
  /** Milliseconds since 1970. */
  startedAt: number;
}

/** What was imported stays imported, whatever keeps the line out of the history: a protected tab, say. */
export function noteInHistory(
  runtime: Runtime,
  definition: ImportDefinition,
  occasion: Occasion,
  outcome: RunOutcome,
): void {
  try {
    runtime.history.append(lineOf(runtime, definition, occasion, outcome));
  } catch (error) {
    outcome.message += ` The run history could not be written: ${messageOf(error)}`;
  }
}

/**
 * A line for what is no run: an undo, a clean-up. Returns what to tell whoever asked for it: what was done stays done,
 * whatever keeps the line out of the history.
 */
export function noteEvent(
  runtime: Runtime,
  { id, name, source }: Pick<ImportDefinition, 'id' | 'name' | 'source'>,
  trigger: RunTrigger,
  message: string,
): string {
  const { startedAt, me } = runtime;
  const report = {
    ...noRun(source, startedAt),
    runId: EnvironmentAdapter.getUuid(),
    status: 'DONE' as const,
  };
  const context = { importId: id, importName: name, trigger, runBy: me.name, link: '' };
  try {
    runtime.history.append(historyEntry(report, message, context));
    return message;
  } catch (error) {
    return `${message} The run history could not be written: ${messageOf(error)}`;
  }
}

function noRun(source: string, startedAt: number): RunReport {
  return {
    runId: '-',
    source,
    type: 'INCREMENTAL',
    status: 'ERROR',
    startedAt,
    finishedAt: EnvironmentAdapter.now(),
    nodes: [],
    warnings: [],
    failures: [],
    requests: 0,
  };
}

function lineOf(
  runtime: Runtime,
  definition: ImportDefinition,
  { trigger, startedAt }: Occasion,
  { report, message }: RunOutcome,
): HistoryEntry {
  return historyEntry(report ?? noRun(definition.source, startedAt), message, {
    importId: definition.id,
    importName: definition.name,
    trigger,
    runBy: runtime.me.name,
    link: linkOf(runtime, definition, report),
  });
}

/** To the first tab that the run wrote to. */
function linkOf(runtime: Runtime, { id }: ImportDefinition, report: RunReport | undefined): string {
  const node = report?.nodes[0]?.node;
  const sheetId =
    node === undefined
      ? undefined
      : new DocumentTabMemory(runtime.documentProperties).get(`${id}.${node}`)?.sheetId;
  const file = `https://docs.google.com/spreadsheets/d/${runtime.spreadsheet.getId()}/edit`;
  return sheetId === undefined ? '' : `${file}#gid=${sheetId}`;
}
