import { isCellError, type CellValue } from './Cell';

/** A data validation rule. Dates among the values are serial numbers; a range is its cells' values at each check. */
export interface ValidationRule {
  readonly criteria: string;
  readonly values: readonly CellValue[];
  /** `Sheet!A1:A9` of VALUE_IN_RANGE. */
  readonly range?: string;
  readonly allowInvalid: boolean;
  readonly showDropdown?: boolean;
  readonly helpText?: string;
}

/** Texts of what may be entered, for `Please enter one of the following values`. */
export type RangeTexts = (range: string) => string[];

type Check = (value: number, from: number, to: number) => boolean;

const NUMBER_CHECKS: Record<string, Check> = {
  BETWEEN: (value, from, to) => value >= from && value <= to,
  NOT_BETWEEN: (value, from, to) => value < from || value > to,
  EQUAL_TO: (value, from) => value === from,
  NOT_EQUAL_TO: (value, from) => value !== from,
  GREATER_THAN: (value, from) => value > from,
  GREATER_THAN_OR_EQUAL_TO: (value, from) => value >= from,
  LESS_THAN: (value, from) => value < from,
  LESS_THAN_OR_EQUAL_TO: (value, from) => value <= from,
  AFTER: (value, from) => Math.floor(value) > from,
  BEFORE: (value, from) => value < from,
  ON_OR_AFTER: (value, from) => value >= from,
  ON_OR_BEFORE: (value, from) => Math.floor(value) <= from,
  IS_VALID_DATE: () => true,
};

const TEXT_CHECKS: Record<string, (text: string, wanted: string) => boolean> = {
  CONTAINS: (text, wanted) => text.toLowerCase().includes(wanted.toLowerCase()),
  DOES_NOT_CONTAIN: (text, wanted) => !text.toLowerCase().includes(wanted.toLowerCase()),
  EQUAL_TO: (text, wanted) => text === wanted,
  IS_VALID_EMAIL: text => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  IS_VALID_URL: text => /^(?:https?:\/\/)?[^\s/]+\.[^\s/]{2,}(?:\/\S*)?$/i.test(text),
};

function textOf(value: CellValue | undefined): string {
  return isCellError(value) ? value.error : String(value ?? '');
}

/** The texts that a rule of a list or range lets in. */
export function allowedTexts(rule: ValidationRule, rangeTexts: RangeTexts): string[] {
  if (rule.criteria === 'VALUE_IN_RANGE') return rangeTexts(rule.range ?? '');
  return rule.values.map(textOf);
}

/** Criteria that can be checked. `CUSTOM_FORMULA` is not among them. */
export function isCheckable(criteria: string): boolean {
  const [kind = '', ...rest] = criteria.split('_');
  if (kind === 'NUMBER' || kind === 'DATE') return NUMBER_CHECKS[rest.join('_')] !== undefined;
  if (kind === 'TEXT') return TEXT_CHECKS[rest.join('_')] !== undefined;
  return ['VALUE_IN_LIST', 'VALUE_IN_RANGE', 'CHECKBOX'].includes(criteria);
}

/** Whether a rule lets a value in. An empty cell always passes. */
export function isValid(rule: ValidationRule, value: CellValue, rangeTexts: RangeTexts): boolean {
  if (value === null) return true;
  const [kind = '', ...rest] = rule.criteria.split('_');
  const [first, second] = rule.values;
  if (kind === 'NUMBER' || kind === 'DATE') {
    const check = NUMBER_CHECKS[rest.join('_')];
    return typeof value === 'number' && check?.(value, Number(first), Number(second)) === true;
  }
  if (kind === 'TEXT') return TEXT_CHECKS[rest.join('_')]?.(textOf(value), textOf(first)) === true;
  if (rule.criteria === 'CHECKBOX') {
    return rule.values.length === 0 ? typeof value === 'boolean' : rule.values.some(each => each === value);
  }
  return allowedTexts(rule, rangeTexts).includes(textOf(value));
}
