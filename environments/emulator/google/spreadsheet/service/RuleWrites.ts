import type { CellInput } from '../Coercion';
import { changeCells, setRule, writeContents } from '../SheetWriter';
import { clearBox, only } from './Clearing';
import { requireShape } from './DataShape';
import type { RangeRef, SheetsContext } from './SheetsContext';

type Methods = Record<string, (...args: unknown[]) => unknown>;

const NAME = 'SpreadsheetApp.Range';

/** Rules and checkboxes of a Range. */
export function ruleWrites(context: SheetsContext, range: RangeRef, self: () => object): Methods {
  const { sheet, box } = range;
  const ruleOf = (value: unknown, method: string, args: readonly unknown[]) => {
    const rule = context.rules.get(value);
    if (!rule && value !== null && value !== undefined) throw context.mismatch(`${NAME}.${method}`, args);
    return rule;
  };
  const write = (rule: (row: number, column: number) => ReturnType<typeof ruleOf>): object => {
    context.write(sheet.file, () => {
      changeCells(sheet, box, context.writer(sheet.file), (row, column) => {
        setRule(sheet, row, column, rule(row - box.row, column - box.column));
      });
    });
    return self();
  };
  const typeAll = (input: CellInput) => {
    context.write(sheet.file, () => {
      writeContents(sheet, box, () => ({ value: input as string | boolean }), context.writer(sheet.file));
    });
    return self();
  };
  const checkboxValue = (index: 0 | 1) =>
    context.read(sheet.file, () => sheet.grid.rule(box.row, box.column)?.values[index]) ?? index === 0;
  return {
    setDataValidation: (...args) => {
      const rule = ruleOf(args[0], 'setDataValidation', args);
      return write(() => rule);
    },
    setDataValidations: (...args) => {
      const rows = context.rows(args[0], `${NAME}.setDataValidations`, args);
      requireShape(context, rows, box);
      const rules = rows.map(row => row.map(value => ruleOf(value, 'setDataValidations', args)));
      return write((r, c) => rules[r]?.[c]);
    },
    insertCheckboxes: (...args) => {
      const values = args.map(value => context.text(value, `${NAME}.insertCheckboxes`, args));
      const rule = { criteria: 'CHECKBOX', values, allowInvalid: true };
      write(() => rule);
      return typeAll(values.length === 0 ? false : (values[1] ?? ''));
    },
    removeCheckboxes: () => {
      clearBox(context, range, { ...only('validations'), contents: true });
      return self();
    },
    check: () => typeAll(checkboxValue(0) as CellInput),
    uncheck: () => typeAll(checkboxValue(1) as CellInput),
  };
}
