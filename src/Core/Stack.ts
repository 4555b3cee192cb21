import { messageOf } from './Exceptions';

/** What the language throws: mistakes of a program, which no user can do anything about. */
const MISTAKES = ['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'EvalError', 'URIError'];

/** What is thrown by who did not think of the user: a plain error, or a refusal of a service that nobody explained. */
const BARE = ['Error', 'Exception'];

/** Frames that a short stack names: enough to get from a helper to the function that called for it. */
const MOST_FRAMES = 8;

/** A frame as V8 writes it: `at fetchData (Code:12:5)`, `at Code:12:5`. */
const FRAME = /^\s*at (?:.*\()?([^()\s][^()]*):(\d+):(\d+)\)?$/;

/** Whether the program itself is at fault. Told by name: every context has classes of its own. */
export function isMistake(error: unknown): boolean {
  return MISTAKES.includes(nameOf(error));
}

/** Whether an error came without a text for users: a mistake, or one that does not say who speaks (`[GitHub] ...`). */
export function isUnexplained(error: unknown): boolean {
  return isMistake(error) || (BARE.includes(nameOf(error)) && !messageOf(error).startsWith('['));
}

/**
 * The stack of an unexplained error, for whoever looks after the program; other errors say what to do, and have none.
 * To be spread into a failure. `redact` takes the secrets out.
 */
export function stackOf(error: unknown, redact: (text: string) => string): { stack?: string } {
  const stack = (error as { stack?: unknown } | null | undefined)?.stack;
  return isUnexplained(error) && typeof stack === 'string' && stack !== '' ? { stack: redact(stack) } : {};
}

/** A stack in one line, innermost frame first: `Code:12:5 < Code:88:3`. Empty when it names no place. */
export function shortStack(stack: string): string {
  const frames = stack.split('\n').flatMap(line => {
    const [, file = '', row, column] = FRAME.exec(line) ?? [];
    return file === '' || file.startsWith('__GS_') ? [] : [`${file.replace(/\.gs$/, '')}:${row}:${column}`];
  });
  return frames.slice(0, MOST_FRAMES).join(' < ');
}

function nameOf(error: unknown): string {
  return String((error as { name?: unknown } | null | undefined)?.name ?? '');
}
