import { DEPLOYMENT } from 'sheetbound:deployment';
import { isNamed, messageOf } from '../../src/Core/Exceptions';
import { redact } from '../../src/Core/Redaction';
import type { RunFailure } from '../../src/Core/RunReport';
import { isMistake, isUnexplained, shortStack, stackOf } from '../../src/Core/Stack';

/** Stacks of one run that are logged: a hundred accounts fail at the same line. */
const MOST_LOGGED = 3;

const BUILD = `Sheetbound ${DEPLOYMENT.version} build ${DEPLOYMENT.build}`;

/**
 * What a person is told of an error. One that nobody foresaw leaves its stack in the log of the execution; a mistake
 * of the script is also told with the places where it stopped, since whoever sees it may not see that log. A plain
 * error is one of ours here, thrown for the user to read.
 */
export function explain(error: unknown, secrets: readonly string[] = []): string {
  const clean = (text: string) => redact(text, secrets);
  const message = clean(messageOf(error));
  const { stack } = stackOf(error, clean);
  if (stack === undefined || isNamed(error, 'Error')) return message;
  logStack(stack);
  if (!isMistake(error)) return message;
  return `[Sheetbound] The script made a mistake: ${message.replace(/\.$/, '')}. What was stored before stays. ${placesOf(stack)}`;
}

/**
 * Does it, and passes on what it throws as a person is told of it, without `secrets`; what has a text for users stays
 * what it is.
 */
export function explaining<T>(action: () => T, secrets: () => readonly string[] = () => []): T {
  try {
    return action();
  } catch (error) {
    const message = explain(error, secrets());
    throw isUnexplained(error) || message !== messageOf(error) ? new Error(message) : error;
  }
}

/** Leaves the stacks of failures in the log of the execution, each once. */
export function logFailures(failures: readonly RunFailure[]): void {
  const stacks = new Map(failures.flatMap(({ stack }) => (stack ? [[shortStack(stack), stack]] : [])));
  [...stacks.values()].slice(0, MOST_LOGGED).forEach(logStack);
}

/** For the end of a message about these failures: where the first that nobody foresaw stopped. Empty without one. */
export function placesOfFailures(failures: readonly RunFailure[]): string {
  const stack = failures.find(failure => failure.stack !== undefined)?.stack;
  return stack === undefined ? '' : placesOf(stack);
}

function placesOf(stack: string): string {
  return `For whoever looks after the script, to be given to npx sheetbound trace: ${BUILD}, ${shortStack(stack) || 'no place known'}`;
}

function logStack(stack: string): void {
  console.error(`${BUILD}\n${stack}`);
}
