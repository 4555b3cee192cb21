import cliProgress from 'cli-progress';
import type { RunProgress } from '../../../src/Core/RunReport';
import type { ImportMessage } from './ImportJob';
import type { SessionView } from './ImportSession';
import { count, duration, oneLine, printLine, type Terminal } from './Terminal';

/** Milliseconds between two lines of progress where there is no terminal. */
const LINE_INTERVAL = 2_000;

/** A bar on a terminal, a line now and then elsewhere. Both go to the error stream, so that results can be piped. */
export function progressView(terminal: Terminal): SessionView {
  return terminal.err.isTTY ? barView(terminal) : lineView(terminal);
}

/** What is known of one node while it is imported. */
class Pace {
  private key = '';
  private startedAt = 0;
  private doneAtStart = 0;

  /** True when another node, or the next part of the history, has begun. */
  follow(part: number, { node, daysDone }: RunProgress): boolean {
    const key = `${part} ${node}`;
    if (key === this.key) return false;
    this.key = key;
    this.startedAt = Date.now();
    this.doneAtStart = daysDone;
    return true;
  }

  /** By the days done so far; nothing is known before the first ones are. */
  timeLeft({ daysDone, daysTotal }: RunProgress): string | undefined {
    const done = daysDone - this.doneAtStart;
    if (done <= 0 || daysDone >= daysTotal) return undefined;
    return `about ${duration(((Date.now() - this.startedAt) / done) * (daysTotal - daysDone))} left`;
  }
}

function describe(part: number, progress: RunProgress, pace: Pace): string {
  const { records, daysDone, daysTotal } = progress;
  const left = pace.timeLeft(progress);
  const days = `${daysDone.toLocaleString('en-US')} of ${count(daysTotal, 'day')}`;
  const rest = left === undefined ? '' : `, ${left}`;
  return `${count(records, 'row')}, ${days}${part > 1 ? `, part ${part}` : ''}${rest}`;
}

function barView(terminal: Terminal): SessionView {
  const pace = new Pace();
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
    progress({ part, progress }) {
      pace.follow(part, progress);
      const payload = { node: progress.node, text: describe(part, progress, pace) };
      if (!isShown) bar.start(Math.max(1, progress.daysTotal), progress.daysDone, payload);
      isShown = true;
      bar.setTotal(Math.max(1, progress.daysTotal));
      bar.update(progress.daysDone, payload);
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
  const pace = new Pace();
  let lastLine = 0;
  return {
    progress({ part, progress }) {
      const isNew = pace.follow(part, progress);
      if (!isNew && Date.now() - lastLine < LINE_INTERVAL) return;
      lastLine = Date.now();
      printLine(terminal.err, `${progress.node}: ${describe(part, progress, pace)}`);
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
