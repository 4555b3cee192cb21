const ERROR_TEXTS = ['#NULL!', '#DIV/0!', '#VALUE!', '#REF!', '#NAME?', '#NUM!', '#N/A', '#ERROR!'] as const;

export type ErrorText = (typeof ERROR_TEXTS)[number];

/** An error as a cell's value. One object a text, so that `===` compares. */
export interface CellError {
  readonly error: ErrorText;
}

/** What a cell holds. null is the empty cell; '' is text of no length, which counts as content. */
export type CellValue = number | string | boolean | null | CellError;

/** Longest text of one cell, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 50_000;

const errors = new Map<string, CellError>(ERROR_TEXTS.map(error => [error, Object.freeze({ error })]));

export function cellError(text: ErrorText): CellError {
  return errors.get(text) ?? { error: text };
}

/** The error that this text spells when it is typed, if any. `#ERROR!` cannot be typed: it is Google's parse error. */
export function typedError(text: string): CellError | undefined {
  return text === '#ERROR!' ? undefined : errors.get(text.toUpperCase());
}

export function isCellError(value: unknown): value is CellError {
  return typeof value === 'object' && value !== null && 'error' in value;
}

/** After JSON: gives back the one object of its text. */
export function reviveCell(value: CellValue): CellValue {
  return isCellError(value) ? cellError(value.error) : value;
}
