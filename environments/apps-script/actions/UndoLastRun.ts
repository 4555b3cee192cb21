import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { messageOf } from '../../../src/Core/Exceptions';
import { parseRunState } from '../../../src/Core/RunState';
import { OFF } from '../../../src/Imports/Schedule';
import { RUN_AGAIN } from '../../../src/Storages/GoogleSheets/Failures';
import { undoChanges } from '../../../src/Storages/GoogleSheets/Undo';
import { Cancelled } from '../Dialogs';
import type { UndoRecord } from '../file/UndoTab';
import { noteEvent } from '../RunLine';
import type { Runtime } from '../Runtime';
import { leaseOf } from '../Running';
import { DocumentRunState } from '../state/RunStates';
import { DocumentTabMemory } from '../state/DocumentTabMemory';
import { entryOf } from '../ticker/DigestRepair';
import { syncTicker } from '../ticker/TickerTrigger';
import { requireOwnFile } from './ReconnectFile';

export interface UndoSummary {
  importName: string;
  restored: number;
  removed: number;
  /** Cells and rows that somebody changed since; they stay. */
  left: string[];
  message: string;
}

/**
 * Takes back the last run that changed anything: cells, rows and progress. The import's schedule is turned off, or the
 * next run would bring everything back.
 */
export function undoLastRun(runtime: Runtime): UndoSummary {
  requireOwnFile(runtime);
  const record = runtime.undo.read();
  if (!record)
    throw new Error(
      '[Sheetbound] There is no run that could be undone. File > Version history may help. Nothing was changed.',
    );
  const { importName } = record.header;
  const question = `Take back what the last run of "${importName}" changed? Its schedule is turned off. Cells that were changed since stay as they are.`;
  if (runtime.dialogs && !runtime.dialogs.confirm('Undo last run', question)) throw new Cancelled();
  const lease = leaseOf(runtime, record.header.importId);
  lease.acquire();
  try {
    return undo(runtime, record);
  } finally {
    lease.release();
  }
}

/** Progress first: rows that are gone while their days count as imported would never come back. */
function undo(runtime: Runtime, record: UndoRecord): UndoSummary {
  const { header, targets, changes } = record;
  if (changes.some(({ tooLarge }) => tooLarge))
    throw new Error(
      `[Sheetbound] The last run of "${header.importName}" changed more than is kept for undoing. Nothing was changed now. File > Version history > See version history holds the file as it was before.`,
    );
  restoreProgress(runtime, record);
  const services = {
    spreadsheet: runtime.spreadsheet,
    memory: new DocumentTabMemory(runtime.documentProperties),
    flush: () => {
      SpreadsheetApp.flush();
    },
  };
  const results = targets.map(target => {
    try {
      return undoChanges(target, changes, services);
    } catch (error) {
      throw new Error(refusalOf(header.importName, error));
    }
  });
  runtime.undo.clear();
  const restored = results.reduce((sum, result) => sum + result.restored, 0);
  const removed = results.reduce((sum, result) => sum + result.removed, 0);
  const left = results.flatMap(result => [...result.left]);
  const { importId: id, importName: name } = header;
  const source = runtime.imports.find(id)?.source ?? '';
  const message = noteEvent(runtime, { id, name, source }, 'undo', textOf(restored, removed, left));
  runtime.dialogs?.alert('Undo last run', message);
  return { importName: name, restored, removed, left, message };
}

function restoreProgress(runtime: Runtime, { header }: UndoRecord): void {
  const { importId, importName, stateBefore } = header;
  const state = parseRunState(stateBefore, `[Sheetbound] The undo journal of "${importName}"`);
  const definition = runtime.imports.find(importId);
  if (!definition) return;
  new DocumentRunState(runtime.documentProperties, importId, importName).save(state);
  const paused = { ...definition, schedule: OFF };
  runtime.imports.save(paused);
  runtime.digest.update(known => {
    const entry = entryOf(paused, known.imports[importId], EnvironmentAdapter.now());
    delete entry.open;
    known.imports[importId] = entry;
  });
  syncTicker(runtime);
}

/** The journal stays, so that undoing can go on. */
function refusalOf(name: string, error: unknown): string {
  const cause = messageOf(error).replace(
    RUN_AGAIN,
    'choose Undo last run again: it goes on where it stopped.',
  );
  return `${cause} The progress of "${name}" is taken back already and its schedule is off, so that nothing is missing after the next import either.`;
}

function textOf(restored: number, removed: number, left: readonly string[]): string {
  const kept = left.length
    ? ` Changed since, and left as they are: ${left.slice(0, 20).join(', ')}${left.length > 20 ? ` and ${left.length - 20} more` : ''}.`
    : '';
  return `Cells restored: ${restored}. Rows taken out: ${removed}.${kept} The schedule of this import is off; turn it on again when you like.`;
}
