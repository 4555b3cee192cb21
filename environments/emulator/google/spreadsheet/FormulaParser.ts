import { splitSheetName } from './A1';
import { typedError, type CellError } from './Cell';

/** A parsed formula. */
export type Expression =
  | { kind: 'value'; value: number | string | boolean }
  | { kind: 'range'; sheet?: string; range: string }
  | { kind: 'error'; error: CellError }
  | { kind: 'name'; name: string }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'unary'; operator: string; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression };

/** Thrown for a formula that Sheets answers with `#ERROR!`. */
export class FormulaSyntaxError extends Error {
  override readonly name = 'FormulaSyntaxError';
}

const TOKEN = new RegExp(
  [
    String.raw`\s+`,
    String.raw`"(?:[^"]|"")*"`,
    String.raw`(?:(?:'(?:[^']|'')+'|[\p{L}_][\p{L}\d_]*)!)?\$?[A-Za-z]{1,3}\$?[1-9]\d*(?::\$?[A-Za-z]{1,3}\$?\d*)?(?![\p{L}\d_(])`,
    String.raw`(?:(?:'(?:[^']|'')+'|[\p{L}_][\p{L}\d_]*)!)?\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?![\p{L}\d_(])`,
    String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`,
    '#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\\?|NUM!|N/A)',
    String.raw`[\p{L}_][\p{L}\d_.]*`,
    '<=|>=|<>|[-+*/^&=<>%(),;]',
  ].join('|'),
  'uy',
);

const RANGE = /^(?:.*!)?\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?(?::\$?[A-Za-z]{1,3}\$?\d*)?$/s;
const POWERS: Record<string, number> = { '=': 1, '<>': 1, '<': 1, '>': 1, '<=': 1, '>=': 1 };
Object.assign(POWERS, { '&': 2, '+': 3, '-': 3, '*': 4, '/': 4, '^': 5 });

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (!match) throw new FormulaSyntaxError(text);
    if (match[0].trim() !== '') tokens.push(match[0]);
  }
  return tokens;
}

class Parser {
  private position = 0;

  constructor(private readonly tokens: readonly string[]) {}

  whole(): Expression {
    const expression = this.binary(0);
    if (this.position < this.tokens.length) throw new FormulaSyntaxError('trailing text');
    return expression;
  }

  private peek(): string {
    return this.tokens[this.position] ?? '';
  }

  private take(expected?: string): string {
    const token = this.peek();
    if (token === '' || (expected !== undefined && token !== expected)) throw new FormulaSyntaxError(token);
    this.position += 1;
    return token;
  }

  private binary(least: number): Expression {
    let left = this.unary();
    for (;;) {
      const operator = this.peek();
      const power = POWERS[operator] ?? 0;
      if (power <= least) return left;
      this.take();
      left = { kind: 'binary', operator, left, right: this.binary(power) };
    }
  }

  private unary(): Expression {
    const operator = this.peek();
    if (operator === '-' || operator === '+') {
      this.take();
      return { kind: 'unary', operator, operand: this.unary() };
    }
    let operand = this.primary();
    while (this.peek() === '%') operand = { kind: 'unary', operator: this.take(), operand };
    return operand;
  }

  private primary(): Expression {
    const token = this.take();
    if (token === '(') {
      const inner = this.binary(0);
      this.take(')');
      return inner;
    }
    if (token.startsWith('"')) return { kind: 'value', value: token.slice(1, -1).replace(/""/g, '"') };
    if (/^[\d.]/.test(token)) return { kind: 'value', value: Number(token) };
    const error = typedError(token);
    if (error) return { kind: 'error', error };
    if (this.peek() === '(') return this.call(token);
    if (/^(?:true|false)$/i.test(token)) return { kind: 'value', value: /^true$/i.test(token) };
    if (RANGE.test(token) && /[\d:]/.test(token)) return { kind: 'range', ...splitSheetName(token) };
    if (/^[\p{L}_]/u.test(token)) return { kind: 'name', name: token };
    throw new FormulaSyntaxError(token);
  }

  private call(name: string): Expression {
    this.take('(');
    const args: Expression[] = [];
    while (this.peek() !== ')') {
      if (args.length > 0 && this.take() !== ',' && this.tokens[this.position - 1] !== ';')
        throw new FormulaSyntaxError(name);
      args.push(this.binary(0));
    }
    this.take(')');
    return { kind: 'call', name: name.toUpperCase(), args };
  }
}

const LONGEST_CACHE = 10_000;
const cache = new Map<string, Expression | FormulaSyntaxError>();

function parse(formula: string): Expression | FormulaSyntaxError {
  try {
    return new Parser(tokenize(formula.replace(/^=/, ''))).whole();
  } catch (error) {
    if (error instanceof FormulaSyntaxError) return error;
    throw error;
  }
}

/** Parses a formula with its `=`. Throws `FormulaSyntaxError`. */
export function parseFormula(formula: string): Expression {
  let parsed = cache.get(formula);
  if (!parsed) {
    if (cache.size >= LONGEST_CACHE) cache.clear();
    parsed = parse(formula);
    cache.set(formula, parsed);
  }
  if (parsed instanceof FormulaSyntaxError) throw parsed;
  return parsed;
}
