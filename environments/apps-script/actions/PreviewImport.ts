import { ConfigurationException } from '../../../src/Core/Exceptions';
import type { NodePreview, PreviewReport } from '../../../src/Core/RunReport';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import { explaining, logFailures, placesOfFailures } from '../Faults';
import { recordOf, type Request } from '../Request';
import { prepareRun, type PreparedRun, type RunOptions } from '../Running';
import type { Runtime } from '../Runtime';
import { givenBackfill } from './BackfillOrder';
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
  const report = previewOf(prepared);
  logFailures(report.failures);
  const message = describe(report);
  runtime.dialogs?.alert(`Preview of ${definition.name}`, message);
  return { importName: definition.name, message, report };
}

/** Outside of a report an error has not been through the source's own redaction yet. */
function previewOf({ connector, source }: PreparedRun): PreviewReport {
  return explaining(
    () => connector.preview(),
    () => source.config.secrets(),
  );
}

function prepare(runtime: Runtime, request: Request | undefined) {
  if (request?.['definition'] === undefined) {
    const definition: ImportDefinition = chooseImport(
      runtime,
      request,
      'Which import would you like to preview?',
    );
    return { definition, prepared: prepareRun(runtime, definition, backfillOf(definition, request)) };
  }
  const { definition, secrets } = draftOf(runtime, recordOf(request, 'definition'));
  const options = { secrets, ...backfillOf(definition, request) };
  return { definition, prepared: prepareRun(runtime, definition, options) };
}

/** With `from` and `to` in the request, what a backfill of these days would do, with the same `values`. */
function backfillOf(
  definition: ImportDefinition,
  request: Request | undefined,
): Pick<RunOptions, 'backfill'> {
  if (!['from', 'to', 'values'].some(field => request?.[field] !== undefined)) return {};
  const { backfill, faults } = givenBackfill(definition, request, { from: () => '', to: () => '' });
  if (faults.length) throw new ConfigurationException(definition.source, faults);
  return { backfill };
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
    placesOfFailures(report.failures),
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
