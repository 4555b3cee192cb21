import type { FetchResponse } from './EnvironmentAdapter';
import { DataException } from './Exceptions';

/** Integers of 16 digits and more: some of them no number can hold. */
const LONG_INTEGER = /([:,[]\s*)(-?\d{16,})(?=\s*[,\]}])/;

/**
 * Parses JSON and keeps integers beyond 2^53 as text, digit for digit, so that ids stay what they are. Plain JSON
 * (nearly all of it) goes straight to `JSON.parse`.
 */
export function parseJsonText(text: string): unknown {
  return JSON.parse(LONG_INTEGER.test(text) ? quoteLongIntegers(text) : text);
}

/** Quotes unsafe integers outside of strings: strings are matched first and given back as they were. */
function quoteLongIntegers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g, token =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
  );
}

const parsed = new WeakMap<FetchResponse, { value: unknown } | 'not JSON'>();

/** The JSON of an answer, parsed once however often it is asked for; undefined when it is none. */
export function jsonOf(response: FetchResponse): { value: unknown } | undefined {
  const known = parsed.get(response);
  if (known) return known === 'not JSON' ? undefined : known;
  let result: { value: unknown } | undefined;
  try {
    result = { value: parseJsonText(response.getContentText()) };
  } catch {
    result = undefined;
  }
  parsed.set(response, result ?? 'not JSON');
  return result;
}

/** The JSON of an answer. Throws a `DataException` that says what came instead; a cut or HTML body is never data. */
export function parseJson(response: FetchResponse, speaker: string): unknown {
  const json = jsonOf(response);
  if (json) return json.value;
  const text = response.getContentText();
  const type = response.getHeader('content-type') ?? 'no content type';
  const start = text.trim().slice(0, 60).replace(/\s+/g, ' ');
  throw new DataException(
    `[${speaker}] The answer is not JSON (${type}; ${text.length} characters, begins "${start}"). Nothing of this window was written; try again later.`,
  );
}

/** Whether a value is an object with keys, of whatever context: no list, no null, no function. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
