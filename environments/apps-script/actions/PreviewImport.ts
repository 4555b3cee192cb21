import type { NodePreview, PreviewReport } from '../../../src/Core/RunReport';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import { recordOf, textOf, type Request } from '../Request';
import { prepareRun, type RunOptions } from '../Running';
import type { Runtime } from '../Runtime';
import { chooseImport } from './ImportChoice';
import { draftOf } from './ImportDraft';

export interface PreviewResult {
  importName: string;
  message: string;
  report: PreviewReport;
}

/**
 * What the next run would add, update, leave and miss. Writes nothing: no cell, no progress, no history. With
 * `definition` in the request, of an import that is not saved yet.
 */
export function previewImport(runtime: Runtime, request: Request | undefined): PreviewResult {
  const { definition, prepared } = prepare(runtime, request);
  const report = prepared.connector.preview();
  const message = describe(report);
  runtime.dialogs?.alert(`Preview of ${definition.name}`, message);
  return { importName: definition.name, message, report };
}

function prepare(runtime: Runtime, request: Request | undefined) {
  if (request?.['definition'] === undefined) {
    const definition: ImportDefinition = chooseImport(
      runtime,
      request,
      'Which import would you like to preview?',
    );
    return { definition, prepared: prepareRun(runtime, definition, backfillOf(request)) };
  }
  const { definition, secrets } = draftOf(runtime, recordOf(request, 'definition'));
  return { definition, prepared: prepareRun(runtime, definition, { secrets, ...backfillOf(request) }) };
}

/** With `from` and `to` in the request, what a backfill of these days would do; Core checks the days. */
function backfillOf(request: Request | undefined): Pick<RunOptions, 'backfill'> {
  const from = textOf(request, 'from');
  const to = textOf(request, 'to');
  return from === undefined || to === undefined ? {} : { backfill: { from, to } };
}

function describe(report: PreviewReport): string {
  const range = report.from === undefined ? '' : `Days ${report.from} to ${report.to}.`;
  const part = report.isComplete ? '' : 'This is the first part only; the next run would go on from there.';
  const failures = report.failures.map(({ message }) => message);
  return [
    range,
    ...report.nodes.map(describeNode),
    part,
    ...report.warnings,
    ...failures,
    'Nothing was written.',
  ]
    .filter(line => line !== '')
    .join('\n');
}

function describeNode({
  destination,
  added,
  updated,
  unchanged,
  gone,
  newFields,
  examples,
}: NodePreview): string {
  const counts = `${destination}: ${added} to add, ${updated} to update, ${unchanged} unchanged, ${gone} no longer at the source.`;
  const columns = newFields.length ? ` New columns: ${newFields.join(', ')}.` : '';
  const [first] = examples.updated;
  const example = first
    ? ` For example: ${JSON.stringify(first.before)} becomes ${JSON.stringify(first.after)}.`
    : '';
  return counts + columns + example;
}
