import { redact } from '../../../src/Core/Redaction';
import { oneLine } from '../../../environments/node/cli/Terminal';
import { refusalError } from '../../google/GoogleErrors';
import type { ClaspResult } from './ClaspTypes';

/** Longest piece of clasp's own words in a message, in characters. */
const LONGEST_QUOTE = 400;

/** A script that Google's parser does not take. */
export interface RefusedSyntax {
  /** File in the project, without extension. */
  file: string;
  /** From 1; 0: not told. */
  line: number;
  message: string;
}

export interface ClaspFailure {
  /** One sentence or more: what went wrong and what to do. */
  text: string;
  /** The same again may go well. */
  isTransient: boolean;
  /** Another command or configuration is needed. */
  isInvalid: boolean;
  syntax?: RefusedSyntax;
}

/** How clasp says what Google's status says, where it does not hand on the status itself. */
const TELLING: readonly (readonly [pattern: RegExp, status: number])[] = [
  [/no credentials found|invalid authentication credentials|invalid_grant|UNAUTHENTICATED/i, 401],
  [/not enabled the Apps Script API|does not have permission|insufficient authentication scopes/i, 403],
  [/requested entity was not found/i, 404],
  [/rate limit|quota exceeded|RESOURCE_EXHAUSTED/i, 429],
  [/internal error|internal server error|currently unavailable|backend error/i, 500],
];

const NETWORK =
  /ECONNRESET|ECONNREFUSED|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE|socket hang up|premature close|network|request to \S+ failed|unexpected error/i;

/** What to tell about a call of clasp that failed. `doing` follows "could not". */
export function explainClaspFailure(result: ClaspResult, doing: string): ClaspFailure {
  const said = quote(result);
  if (result.timedOut)
    return transient(
      `clasp was stopped: it took too long to ${doing}. Try again; a slow network or a busy Google are the usual reasons.`,
    );
  const syntax = readSyntax(result.stderr);
  if (syntax) return { text: syntaxText(syntax), isTransient: false, isInvalid: true, syntax };
  const status = result.status ?? TELLING.find(([pattern]) => pattern.test(said))?.[1];
  if (status !== undefined && status >= 400) {
    const error = refusalError(status, { error: { message: said } }, { doing }, true);
    return {
      text: error.message,
      isTransient: status === 429 || status >= 500,
      isInvalid: error.kind === 'invalid' || status === 400,
    };
  }
  if (NETWORK.test(said)) return transient(`The connection to Google broke: ${said}. Try again in a minute.`);
  return {
    text: `clasp could not ${doing}: ${said || 'it gave no reason'}.`,
    isTransient: false,
    isInvalid: false,
  };
}

function transient(text: string): ClaspFailure {
  return { text, isTransient: true, isInvalid: false };
}

/** Google names the file with `.gs`; clasp words it anew when it knows the file by the very name that Google gave. */
function readSyntax(text: string): RefusedSyntax | undefined {
  const google = /Syntax error: (.+) line: (\d+) file: (\S.*)/.exec(text);
  const clasp = /^(.+) - "(.+):(\d+)"$/m.exec(text);
  const found = google
    ? { message: google[1], line: google[2], file: google[3] }
    : clasp && { message: clasp[1], line: clasp[3], file: clasp[2] };
  if (!found) return undefined;
  return {
    message: oneLine(found.message ?? ''),
    line: Number(found.line),
    file: (found.file ?? '').trim().replace(/\.(gs|html)$/, ''),
  };
}

function syntaxText({ message, file, line }: RefusedSyntax): string {
  return `Google does not take the script: ${message}, at ${file}.gs:${line}.`;
}

/** What clasp says, without the address that it asked and without the page that a proxy answered. */
function quote({ stderr, stdout }: ClaspResult): string {
  const text = oneLine(redact(stderr.trim() || stdout.trim(), []));
  const reason = /request to \S+ failed, reason: (.+)/.exec(text)?.[1] ?? text;
  return reason
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[.\s]+$/, '')
    .slice(0, LONGEST_QUOTE);
}
