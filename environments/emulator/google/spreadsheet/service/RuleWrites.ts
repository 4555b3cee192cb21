import type { CellInput } from '../Coercion';
import { changeCells, setRule, writeContents } from '../SheetWriter';
import { clearBox, nothingBut } from './Clearing';
import { requireShape } from './DataShape';
import type { RangeMethods, RangeTarget } from './RangeMethods';
import type { SheetsContext } from './SheetsContext';

const NAME = 'SpreadsheetApp.Range';

/** Rules and checkboxes of a Range. */
export function ruleWrites(context: SheetsContext): RangeMethods {
  const ruleOf = (value: unknown, method: string, args: readonly unknown[]) => {
    const rule = context.rules.get(value);
    if (!rule && value !== null && value !== undefined) throw context.mismatch(`${NAME}.${method}`, args);
    return rule;
  };
  const write = (
    { sheet, box, self }: RangeTarget,
    rule: (row: number, column: number) => ReturnType<typeof ruleOf>,
  ): object => {
    context.write(sheet.file, () => {
      changeCells(sheet, box, context.writer(sheet.file), (row, column) => {
        setRule(sheet, row, column, rule(row - box.row, column - box.column));
      });
    });
    return self;
  };
  const typeAll = ({ sheet, box, self }: RangeTarget, input: CellInput): object => {
    context.write(sheet.file, () => {
      writeContents(sheet, box, () => ({ value: input as string | boolean }), context.writer(sheet.file));
    });
    return self;
  };
  const checkboxValue = ({ sheet, box }: RangeTarget, index: 0 | 1) =>
    context.read(sheet.file, () => sheet.grid.rule(box.row, box.column)?.values[index]) ?? index === 0;
  return {
    setDataValidation: (range, ...args) => {
      const rule = ruleOf(args[0], 'setDataValidation', args);
      return write(range, () => rule);
    },
    setDataValidations: (range, ...args) => {
      const rows = context.rows(args[0], `${NAME}.setDataValidations`, args);
      requireShape(context, rows, range.box);
      const rules = rows.map(row => row.map(value => ruleOf(value, 'setDataValidations', args)));
      return write(range, (r, c) => rules[r]?.[c]);
    },
    insertCheckboxes: (range, ...args) => {
      const values = args.map(value => context.text(value, `${NAME}.insertCheckboxes`, args));
      const rule = { criteria: 'CHECKBOX', values, allowInvalid: true };
      write(range, () => rule);
      return typeAll(range, values.length === 0 ? false : (values[1] ?? ''));
    },
    removeCheckboxes: range => {
      clearBox(context, range, { ...nothingBut('validations'), contents: true });
      return range.self;
    },
    check: range => typeAll(range, checkboxValue(range, 0) as CellInput),
    uncheck: range => typeAll(range, checkboxValue(range, 1) as CellInput),
  };
}
