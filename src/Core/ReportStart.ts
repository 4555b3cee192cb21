import { EXECUTION_STATUS, type RunConfigType } from '../Constants';
import type { AbstractSource } from './AbstractSource';
import { EnvironmentAdapter } from './EnvironmentAdapter';
import { isHttpRequestException, isNamed, messageOf } from './Exceptions';
import type { RunReport } from './RunReport';
import type { CheckedRun } from './RunSetup';
import { stackOf } from './Stack';

/** The report of a run that begins now. */
export function startReport(source: AbstractSource, type: RunConfigType, runId: string): RunReport {
  return {
    runId,
    source: source.name,
    type,
    status: EXECUTION_STATUS.IN_PROGRESS,
    startedAt: EnvironmentAdapter.now(),
    finishedAt: EnvironmentAdapter.now(),
    nodes: [],
    warnings: [...source.config.warnings()],
    failures: [],
    requests: 0,
  };
}

/** Of a run that did not get as far as its plan: the accounts could not be listed. */
export function reportUnopened(
  source: AbstractSource,
  { type, nodes }: CheckedRun,
  error: unknown,
): RunReport {
  const report = startReport(source, type, EnvironmentAdapter.getUuid());
  // That the version of the API has ended, say: it may be why.
  report.warnings = [...report.warnings, ...source.takeWarnings()];
  if (isNamed(error, 'PauseSignal')) {
    report.status = EXECUTION_STATUS.PAUSED;
    report.pauseReason = messageOf(error);
  } else {
    report.status = EXECUTION_STATUS.ERROR;
    report.failures.push({
      node: nodes.map(node => node.id).join(', '),
      message: source.redact(messageOf(error)),
      ...(isHttpRequestException(error) ? { statusCode: error.statusCode } : {}),
      ...stackOf(error, text => source.redact(text)),
    });
  }
  report.requests = source.requestCount;
  return report;
}
