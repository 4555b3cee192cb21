import { enumName } from '../../Enumeration';
import { serviceObject } from '../../ServiceObject';
import { boxName } from '../A1';
import type { CellValue } from '../Cell';
import { captureInput } from '../Coercion';
import { serialOfInstant, instantOfSerial } from '../TimeZone';
import { isCheckable, type ValidationRule } from '../Validation';
import { enumMember } from './Enums';
import { findRange } from './GetRange';
import type { SheetsContext } from './SheetsContext';

type Methods = Record<string, (...args: unknown[]) => unknown>;
type Draft = { -readonly [Key in keyof ValidationRule]: ValidationRule[Key] };

const BUILDER = 'SpreadsheetApp.DataValidationBuilder';

/** Criteria by the builder's method, with how many values they take. */
const NUMBERS: Record<string, [criteria: string, values: number]> = {
  requireNumberBetween: ['NUMBER_BETWEEN', 2],
  requireNumberNotBetween: ['NUMBER_NOT_BETWEEN', 2],
  requireNumberEqualTo: ['NUMBER_EQUAL_TO', 1],
  requireNumberNotEqualTo: ['NUMBER_NOT_EQUAL_TO', 1],
  requireNumberGreaterThan: ['NUMBER_GREATER_THAN', 1],
  requireNumberGreaterThanOrEqualTo: ['NUMBER_GREATER_THAN_OR_EQUAL_TO', 1],
  requireNumberLessThan: ['NUMBER_LESS_THAN', 1],
  requireNumberLessThanOrEqualTo: ['NUMBER_LESS_THAN_OR_EQUAL_TO', 1],
};
const DATES: Record<string, [criteria: string, values: number]> = {
  requireDate: ['DATE_IS_VALID_DATE', 0],
  requireDateAfter: ['DATE_AFTER', 1],
  requireDateBefore: ['DATE_BEFORE', 1],
  requireDateBetween: ['DATE_BETWEEN', 2],
  requireDateNotBetween: ['DATE_NOT_BETWEEN', 2],
  requireDateEqualTo: ['DATE_EQUAL_TO', 1],
  requireDateOnOrAfter: ['DATE_ON_OR_AFTER', 1],
  requireDateOnOrBefore: ['DATE_ON_OR_BEFORE', 1],
};
const TEXTS: Record<string, [criteria: string, values: number]> = {
  requireTextContains: ['TEXT_CONTAINS', 1],
  requireTextDoesNotContain: ['TEXT_DOES_NOT_CONTAIN', 1],
  requireTextEqualTo: ['TEXT_EQUAL_TO', 1],
  requireTextIsEmail: ['TEXT_IS_VALID_EMAIL', 0],
  requireTextIsUrl: ['TEXT_IS_VALID_URL', 0],
};

/** A criterion's values as the script handed them, checked to be of one type, as the rule keeps them. */
function criterionValue(context: SheetsContext, criteria: string, value: unknown): CellValue | undefined {
  const { host, model } = context;
  if (criteria.startsWith('NUMBER_')) return typeof value === 'number' ? value : undefined;
  if (criteria.startsWith('TEXT_')) return typeof value === 'string' ? value : undefined;
  return host.realm.isDate(value) ? serialOfInstant(value.getTime(), model.timeZone) : undefined;
}

function simpleCriteria(context: SheetsContext, draft: Draft, self: () => object): Methods {
  const all = Object.entries({ ...NUMBERS, ...DATES, ...TEXTS });
  const setters = all.map(([method, [criteria, count]]): [string, (...args: unknown[]) => object] => [
    method,
    (...args) => {
      const values = args.map(value => criterionValue(context, criteria, value));
      const kept = values.filter(value => value !== undefined);
      if (kept.length !== count || args.length !== count)
        throw context.mismatch(`${BUILDER}.${method}`, args);
      Object.assign(draft, { criteria, values: kept });
      return self();
    },
  ]);
  return Object.fromEntries(setters);
}

function listCriteria(context: SheetsContext, draft: Draft, self: () => object): Methods {
  return {
    requireValueInList: (...args) => {
      const [values, showDropdown = true] = args;
      if (!Array.isArray(values)) throw context.mismatch(`${BUILDER}.requireValueInList`, args);
      const texts = (values as unknown[]).map(value => String(value));
      Object.assign(draft, { criteria: 'VALUE_IN_LIST', values: texts, showDropdown: showDropdown === true });
      return self();
    },
    requireValueInRange: (...args) => {
      const target = context.ranges.get(args[0]);
      if (!target) throw context.mismatch(`${BUILDER}.requireValueInRange`, args);
      const range = `'${target.sheet.name.replace(/'/g, "''")}'!${boxName(target.box)}`;
      Object.assign(draft, { criteria: 'VALUE_IN_RANGE', values: [], range });
      return self();
    },
    requireCheckbox: (...args) => {
      const values = args.map(value => captureInput(value, context.host.realm) as CellValue);
      Object.assign(draft, { criteria: 'CHECKBOX', values });
      return self();
    },
    withCriteria: (...args) => {
      const criteria = enumName(args[0]);
      if (criteria === undefined || !Array.isArray(args[1]))
        throw context.mismatch(`${BUILDER}.withCriteria`, args);
      if (!isCheckable(criteria) || criteria === 'VALUE_IN_RANGE')
        throw context.notEmulated(`${BUILDER}.withCriteria of ${criteria}`);
      const values = (args[1] as unknown[]).map(
        value => criterionValue(context, criteria, value) ?? String(value),
      );
      Object.assign(draft, { criteria, values });
      return self();
    },
  };
}

function getters(context: SheetsContext, rule: ValidationRule): Methods {
  const { host, model } = context;
  return {
    getAllowInvalid: () => rule.allowInvalid,
    getHelpText: () => rule.helpText ?? null,
    getCriteriaType: () => enumMember(host, 'DataValidationCriteria', rule.criteria),
    getCriteriaValues: () => {
      if (rule.range !== undefined) {
        const ref = findRange(context, model, context.activeSheet(), rule.range);
        return host.realm.array([context.rangeObject(ref), rule.showDropdown ?? true]);
      }
      if (rule.criteria === 'VALUE_IN_LIST')
        return host.realm.array([host.realm.array(rule.values), rule.showDropdown ?? true]);
      const isDate = rule.criteria.startsWith('DATE_');
      const values = rule.values.map(value =>
        isDate ? host.realm.date(instantOfSerial(Number(value), model.timeZone)) : value,
      );
      return host.realm.array(values);
    },
    copy: () => validationBuilder(context, rule),
  };
}

/** `SpreadsheetApp.DataValidation`. */
export function validationObject(context: SheetsContext, rule: ValidationRule): object {
  const object = serviceObject(context.host, 'SpreadsheetApp.DataValidation', getters(context, rule));
  context.rules.set(object, rule);
  return object;
}

/** `SpreadsheetApp.DataValidationBuilder`. Invalid input is allowed (with a warning) unless it is forbidden. */
export function validationBuilder(context: SheetsContext, from?: ValidationRule): object {
  const draft: Draft = from ? { ...from } : { criteria: '', values: [], allowInvalid: true };
  const self = (): object => builder;
  const builder: object = serviceObject(context.host, BUILDER, {
    ...getters(context, draft),
    ...simpleCriteria(context, draft, self),
    ...listCriteria(context, draft, self),
    setAllowInvalid: (...args) => {
      draft.allowInvalid = context.boolean(args[0], `${BUILDER}.setAllowInvalid`, args);
      return self();
    },
    setHelpText: (...args) => {
      draft.helpText = context.text(args[0], `${BUILDER}.setHelpText`, args);
      return self();
    },
    build: () => {
      if (draft.criteria === '')
        throw context.host.exception('Cannot build a data validation rule without a criteria.');
      return validationObject(context, { ...draft });
    },
  });
  return builder;
}
