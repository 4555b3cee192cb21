import { EXECUTION_STATUS } from '../../../src/Constants';
import { commandLine } from './CommandLine';
import { EXIT_CODE, type ExitCode } from './ExitCode';
import type { ImportJob, ImportOutcome } from './ImportJob';
import { EndedAtOnce, ImportFailure, runSession } from './ImportSession';
import { previewText } from './PreviewText';
import { progressView } from './ProgressView';
import { reportText } from './ReportText';
import { checkText } from './CheckText';
import { simulate } from './Simulation';
import { printLine, type Terminal } from './Terminal';

export interface ImportCommand {
  job: ImportJob;
  /** Words after `sheetbound`. */
  argv: readonly string[];
  isSimulated: boolean;
  isJson: boolean;
}

/** Carries out `run` and `check`: session, output, exit code. */
export async function importCommand(command: ImportCommand, terminal: Terminal): Promise<ExitCode> {
  const { job, isSimulated, isJson } = command;
  const simulation = isSimulated ? await simulate(job.source) : undefined;
  try {
    const routed = simulation ? { ...job, hosts: simulation.hosts } : job;
    const outcome = await runSession(routed, progressView(terminal));
    const exitCode = exitCodeOf(outcome, job);
    if (isJson) printJson(terminal, { ...factsOf(command), exitCode, ...outcome });
    else printLine(terminal.out, textOf(command, outcome));
    return exitCode;
  } catch (error) {
    if (!(error instanceof EndedAtOnce)) throw error;
    printLine(terminal.err, `${error.message} Go on with:\n  ${commandLine(command.argv)}`);
    if (isJson)
      printJson(terminal, { ...factsOf(command), exitCode: EXIT_CODE.PAUSED, error: describeError(error) });
    return EXIT_CODE.PAUSED;
  } finally {
    await simulation?.close();
  }
}

function textOf({ job, argv }: ImportCommand, outcome: ImportOutcome): string {
  if (outcome.kind === 'check') return checkText(job.source, outcome.check);
  if (outcome.kind === 'run') return reportText(job, outcome.report, commandLine(argv));
  return previewText(outcome.report, commandLine(argv.filter(word => word !== '--dry-run')));
}

function exitCodeOf(outcome: ImportOutcome, job: ImportJob): ExitCode {
  if (outcome.kind === 'check') return outcome.check.isWorking ? EXIT_CODE.DONE : EXIT_CODE.FAILED;
  if (outcome.kind === 'preview') return previewExitCode(outcome.report.failures.length, job);
  const { status } = outcome.report;
  if (status === EXECUTION_STATUS.DONE) return EXIT_CODE.DONE;
  return status === EXECUTION_STATUS.PAUSED ? EXIT_CODE.PAUSED : EXIT_CODE.FAILED;
}

function previewExitCode(failures: number, { stop }: ImportJob): ExitCode {
  if (failures) return EXIT_CODE.FAILED;
  return Atomics.load(new Int32Array(stop), 0) === 0 ? EXIT_CODE.DONE : EXIT_CODE.PAUSED;
}

/** What every JSON answer of `run` and `check` begins with. */
function factsOf({ job, isSimulated }: ImportCommand): Record<string, unknown> {
  const facts = { source: job.source, isSimulated };
  if (job.kind === 'check') return facts;
  const { runtime, storage, state, importId } = job;
  return { ...facts, runtime, storage, state, importId };
}

export function printJson(terminal: Terminal, value: unknown): void {
  printLine(terminal.out, JSON.stringify(value, undefined, 2));
}

/** An error as `--json` gives it. */
export function describeError(error: unknown): { name: string; message: string; faults?: readonly string[] } {
  const { name = 'Error', message = String(error) } = (error ?? {}) as Partial<Error>;
  const described =
    error instanceof ImportFailure ? error.described.faults?.map(fault => fault.message) : undefined;
  const faults = described ?? (error as { faults?: readonly string[] } | null)?.faults;
  return { name, message, ...(faults ? { faults } : {}) };
}
