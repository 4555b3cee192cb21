import { serviceObject } from '../../ServiceObject';
import type { NamedRangeModel } from '../NamedRange';
import type { SpreadsheetModel } from '../SpreadsheetModel';
import type { RangeRef, SheetsContext } from './SheetsContext';

const NAME = 'SpreadsheetApp.NamedRange';

/** Adds a named range, or points an existing one elsewhere. */
export function setNamedRange(
  context: SheetsContext,
  file: SpreadsheetModel,
  name: string,
  { sheet, box }: RangeRef,
): void {
  if (!/^[\p{L}_][\p{L}\d_.]*$/u.test(name) || /^[a-z]{1,3}\d+$/i.test(name))
    throw context.host.exception(`The name ${name} is invalid.`);
  context.reshape(file, () => {
    file.namedRanges = file.namedRanges.filter(each => each.name !== name);
    file.namedRanges.push({ name, sheetId: sheet.id, box });
  });
}

/** `SpreadsheetApp.NamedRange`. */
export function namedRangeObject(context: SheetsContext, file: SpreadsheetModel, name: string): object {
  let current = name;
  const find = (): NamedRangeModel => {
    const found = file.namedRanges.find(each => each.name === current);
    if (!found) throw context.host.exception(`There is no named range ${current}.`);
    return found;
  };
  const object: object = serviceObject(context.host, NAME, {
    getName: () => find().name,
    getRange: () => context.rangeObject({ sheet: file.sheet(find().sheetId), box: find().box }),
    setName: (...args: unknown[]) => {
      const wanted = context.text(args[0], `${NAME}.setName`, args);
      const { sheetId, box } = find();
      setNamedRange(context, file, wanted, { sheet: file.sheet(sheetId), box });
      if (wanted !== current) removeNamedRange(context, file, current);
      current = wanted;
      return object;
    },
    setRange: (...args: unknown[]) => {
      const target = context.ranges.get(args[0]);
      if (!target) throw context.mismatch(`${NAME}.setRange`, args);
      setNamedRange(context, file, find().name, target);
      return object;
    },
    remove: () => {
      removeNamedRange(context, file, find().name);
    },
  });
  return object;
}

export function removeNamedRange(context: SheetsContext, file: SpreadsheetModel, name: string): void {
  context.reshape(file, () => {
    if (!file.namedRanges.some(each => each.name === name))
      throw context.host.exception(`There is no named range ${name}.`);
    file.namedRanges = file.namedRanges.filter(each => each.name !== name);
  });
}
