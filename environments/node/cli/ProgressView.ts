import cliProgress from 'cli-progress';
import type { ImportMessage, ImportStep } from './ImportJob';
import type { SessionView } from './ImportSession';
import { count, duration, oneLine, printLine, type Terminal } from './Terminal';

/** Milliseconds between two lines of progress where there is no terminal. */
const LINE_INTERVAL = 2_000;

/** A bar on a terminal, a line now and then elsewhere. Both go to the error stream, so that results can be piped. */
export function progressView(terminal: Terminal): SessionView {
  return terminal.err.isTTY ? barView(terminal) : lineView(terminal);
}

/** Below this much of the whole nothing can be said of the rest. */
const FIRST_ESTIMATE = 0.02;

/** By how much of the whole is done since the first step that was shown. */
class Clock {
  private first: { at: number; fraction: number } | undefined;

  timeLeft({ fractionDone }: ImportStep): string | undefined {
    this.first ??= { at: Date.now(), fraction: fractionDone };
    const done = fractionDone - this.first.fraction;
    if (done < FIRST_ESTIMATE || fractionDone >= 1) return undefined;
    return `about ${duration(((Date.now() - this.first.at) / done) * (1 - fractionDone))} left`;
  }
}

function describe(step: ImportStep, clock: Clock): string {
  const { allRecords, daysDone, daysTotal, part, parts } = step;
  const left = clock.timeLeft(step);
  const texts = [
    count(allRecords, 'row'),
    `${daysDone.toLocaleString('en-US')} of ${count(daysTotal, 'day')}`,
    ...(parts > 1 ? [`part ${part} of ${parts}`] : []),
    ...(left === undefined ? [] : [left]),
  ];
  return texts.join(', ');
}

function barView(terminal: Terminal): SessionView {
  const clock = new Clock();
  const bar = new cliProgress.SingleBar({
    stream: terminal.err,
    format: '{node} [{bar}] {percentage}% {text}',
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    stopOnComplete: false,
    gracefulExit: false,
    linewrap: false,
  });
  let isShown = false;
  const hide = () => {
    if (isShown) bar.stop();
    isShown = false;
  };
  return {
    progress(step) {
      const payload = { node: step.node, text: describe(step, clock) };
      if (!isShown) bar.start(1, step.fractionDone, payload);
      else bar.update(step.fractionDone, payload);
      isShown = true;
    },
    log(message) {
      hide();
      printLog(terminal, message);
    },
    stopping() {
      hide();
      printStopping(terminal);
    },
    end: hide,
  };
}

function lineView(terminal: Terminal): SessionView {
  const clock = new Clock();
  let lastNode = '';
  let lastLine = 0;
  return {
    progress(step) {
      const text = describe(step, clock);
      if (step.node === lastNode && Date.now() - lastLine < LINE_INTERVAL) return;
      lastNode = step.node;
      lastLine = Date.now();
      printLine(terminal.err, `${step.node}: ${text}`);
    },
    log: message => {
      printLog(terminal, message);
    },
    stopping: () => {
      printStopping(terminal);
    },
    end: () => undefined,
  };
}

function printLog(terminal: Terminal, { level, text }: Extract<ImportMessage, { type: 'log' }>): void {
  const mark = level === 'warn' ? 'warning: ' : level === 'error' ? 'error: ' : '';
  printLine(terminal.err, mark + oneLine(text));
}

function printStopping(terminal: Terminal): void {
  printLine(terminal.err, 'Stopping: what is complete is being saved. Press Ctrl-C again to end at once.');
}
