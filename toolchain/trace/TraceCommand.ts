import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { printLine, type Terminal } from '../../environments/node/cli/Terminal';
import { redact } from '../../src/Core/Redaction';
import { ToolError } from '../ToolError';
import { maskCredentials } from '../verify/Credentials';
import { MapShelf, type MapChoice } from './MapShelf';
import { findFrames } from './StackFrames';
import { traceJson, traceNotes, traceText } from './TraceScreen';
import { traceStack, type Trace } from './TraceStack';

/** Characters: far more than a stack has, far less than a wrong file may. */
const LONGEST_TEXT = 2_000_000;

export interface TraceOptions extends MapChoice {
  json?: boolean;
}

export interface TraceHost {
  terminal: Terminal;
  root: string;
  /** All of the standard input. */
  readInput: () => Promise<string>;
}

/** `words`: a file, `-` or nothing for the standard input, or the stack itself. True when a frame was traced. */
export async function trace(
  words: readonly string[],
  options: TraceOptions,
  { terminal, root, readInput }: TraceHost,
): Promise<boolean> {
  const text = clean(await readText(words, root, readInput));
  const shelf = new MapShelf(root, options);
  const traced = traceStack(text, build => shelf.open(build));
  const notes = traceNotes(traced, isChanged(traced, root));
  if (options.json) {
    printLine(terminal.out, JSON.stringify(traceJson(traced, notes), null, 2));
  } else {
    printLine(terminal.out, traceText(traced));
    for (const note of notes) printLine(terminal.err, note);
  }
  return traced.frames.some(({ kind }) => kind === 'source');
}

async function readText(
  words: readonly string[],
  root: string,
  readInput: () => Promise<string>,
): Promise<string> {
  const [word = '-'] = words;
  if (words.length <= 1) {
    if (word === '-') return await readInput();
    const path = join(root, word);
    const file = existsSync(word) ? word : existsSync(path) ? path : undefined;
    if (file !== undefined) return readTextFile(file);
  }
  const text = words.join(' ');
  if (!findFrames(text).length)
    throw new ToolError(
      `[trace] ${words.length > 1 ? 'These words hold no stack' : `There is no file ${word}, and it is no stack either`}. Give a file, the stack in quotes, or paste it into the standard input: npx sheetbound trace -`,
      'invalid',
    );
  return text;
}

function readTextFile(path: string): string {
  if (!statSync(path).isFile()) throw new ToolError(`[trace] ${path} is no file.`, 'invalid');
  const text = readFileSync(path);
  // Editors of Windows may save as UTF-16.
  return text[0] === 0xff && text[1] === 0xfe ? text.toString('utf16le') : text.toString('utf8');
}

/** Without secrets, and without what could move the cursor: a log repeats what strangers sent. */
function clean(text: string): string {
  if (text.length > LONGEST_TEXT)
    throw new ToolError(
      `[trace] This text has ${text.length} characters: more than any stack. Give it the entry of the log, not the whole log.`,
      'invalid',
    );
  const plain = text.replace(/\uFEFF|\u001b\[[0-9;?]*[A-Za-z]|[^\t\n\r\u0020-\u007e\u00a0-\u{10ffff}]/gu, '');
  return maskCredentials(redact(plain));
}

function isChanged({ excerpt, frames }: Trace, root: string): boolean {
  const top = frames.find(({ kind }) => kind === 'source');
  const built = excerpt && top?.build?.map.linesOf(excerpt.place.file);
  if (!excerpt || !built) return false;
  const path = join(root, excerpt.place.file);
  if (!existsSync(path)) return false;
  return readFileSync(path, 'utf8').split(/\r?\n/).join('\n') !== built.join('\n');
}
