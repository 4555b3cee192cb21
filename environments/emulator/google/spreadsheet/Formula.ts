import { cellError, isCellError, type CellError, type CellValue } from './Cell';
import { FormulaSyntaxError, parseFormula, type Expression } from './FormulaParser';

/** Gives the values of a range; undefined when there is no such tab or range. */
export type RangeReader = (sheet: string | undefined, range: string) => CellValue[][] | undefined;

type Scalar = number | string | boolean | null;

class Failure extends Error {
  constructor(readonly cell: CellError) {
    super(cell.error);
  }
}

function fail(text: CellError['error']): never {
  throw new Failure(cellError(text));
}

/** A function of Sheets that the emulator does not compute: the cell counts as content and shows nothing. */
class Unknown extends Error {}

function scalar(value: CellValue): Scalar {
  if (isCellError(value)) throw new Failure(value);
  return value;
}

function toNumber(value: Scalar): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value === null || value === '') return 0;
  const number = Number(value);
  return Number.isNaN(number) ? fail('#VALUE!') : number;
}

function toText(value: Scalar): string {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return String(value ?? '');
}

function compare(left: Scalar, right: Scalar): number {
  const rank = (value: Scalar) => (typeof value === 'boolean' ? 2 : typeof value === 'string' ? 1 : 0);
  const a = left ?? (typeof right === 'string' ? '' : 0);
  const b = right ?? (typeof left === 'string' ? '' : 0);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === 'string' && typeof b === 'string') {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return toNumber(a) - toNumber(b);
}

const COMPARISONS: Record<string, (order: number) => boolean> = {
  '=': order => order === 0,
  '<>': order => order !== 0,
  '<': order => order < 0,
  '>': order => order > 0,
  '<=': order => order <= 0,
  '>=': order => order >= 0,
};

function arithmetic(operator: string, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return right === 0 ? fail('#DIV/0!') : left / right;
    default:
      return left ** right;
  }
}

class Evaluator {
  constructor(private readonly read: RangeReader) {}

  value(expression: Expression): Scalar {
    switch (expression.kind) {
      case 'value':
        return expression.value;
      case 'range':
        return scalar(this.cells(expression)[0]?.[0] ?? null);
      case 'error':
        throw new Failure(expression.error);
      case 'name':
        return fail('#NAME?');
      case 'unary': {
        const operand = toNumber(this.value(expression.operand));
        return expression.operator === '-' ? -operand : expression.operator === '%' ? operand / 100 : operand;
      }
      case 'binary':
        return this.binary(expression.operator, this.value(expression.left), this.value(expression.right));
      case 'call':
        return this.call(expression.name, expression.args);
    }
  }

  private binary(operator: string, left: Scalar, right: Scalar): Scalar {
    if (operator === '&') return toText(left) + toText(right);
    const comparison = COMPARISONS[operator];
    if (comparison) return comparison(compare(left, right));
    const result = arithmetic(operator, toNumber(left), toNumber(right));
    return Number.isFinite(result) ? result : fail('#NUM!');
  }

  private cells(expression: Expression): CellValue[][] {
    if (expression.kind !== 'range') return [[this.value(expression)]];
    return this.read(expression.sheet, expression.range) ?? fail('#REF!');
  }

  /** Numbers as aggregates see them: within ranges, texts, booleans and blanks do not count. */
  private numbers(args: readonly Expression[]): number[] {
    return args.flatMap(arg => {
      if (arg.kind !== 'range') return [toNumber(this.value(arg))];
      return this.cells(arg)
        .flat()
        .map(scalar)
        .filter(value => typeof value === 'number');
    });
  }

  private call(name: string, args: readonly Expression[]): Scalar {
    const at = (index: number): Scalar => {
      const arg = args[index];
      return arg ? this.value(arg) : fail('#N/A');
    };
    const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0);
    switch (name) {
      case 'SUM':
        return sum(this.numbers(args));
      case 'COUNT':
        return this.numbers(args).length;
      case 'COUNTA':
        return args.flatMap(arg => this.cells(arg).flat()).filter(value => value !== null).length;
      case 'AVERAGE': {
        const numbers = this.numbers(args);
        return numbers.length === 0 ? fail('#DIV/0!') : sum(numbers) / numbers.length;
      }
      case 'MIN':
        return this.numbers(args).reduce((a, b) => Math.min(a, b), Infinity);
      case 'MAX':
        return this.numbers(args).reduce((a, b) => Math.max(a, b), -Infinity);
      case 'IF':
        return at(0) ? at(1) : args.length > 2 ? at(2) : false;
      case 'ROUND': {
        const factor = 10 ** (args.length > 1 ? toNumber(at(1)) : 0);
        return Math.round(toNumber(at(0)) * factor) / factor;
      }
      case 'LEN':
        return toText(at(0)).length;
      case 'CONCATENATE':
        return args.map((_, index) => toText(at(index))).join('');
      default:
        throw new Unknown(name);
    }
  }
}

/**
 * The value of a formula: arithmetic, comparison, `&`, references and the functions above. Text that is no formula
 * gives `#ERROR!`, a bare name `#NAME?`; a function that is not computed here gives '' (content, but nothing shown).
 */
export function evaluateFormula(formula: string, read: RangeReader): CellValue {
  try {
    const value = new Evaluator(read).value(parseFormula(formula));
    return typeof value === 'number' && !Number.isFinite(value) ? 0 : (value ?? 0);
  } catch (error) {
    if (error instanceof Failure) return error.cell;
    if (error instanceof FormulaSyntaxError) return cellError('#ERROR!');
    if (error instanceof Unknown) return '';
    throw error;
  }
}
