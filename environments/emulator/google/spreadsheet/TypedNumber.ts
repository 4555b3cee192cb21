import type { Locale } from './Locale';

/** A number that was typed, and the format that typing it so gives to an automatic cell. */
export interface TypedNumber {
  value: number;
  format?: string;
}

interface Grammar {
  number: RegExp;
  groups: RegExp;
  decimal: string;
}

const grammars = new Map<string, Grammar>();

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function grammarOf(locale: Locale): Grammar {
  let grammar = grammars.get(locale.name);
  if (!grammar) {
    const decimal = escape(locale.decimal);
    const grouped = locale.groups.map(group => `\\d{1,3}(?:${escape(group)}\\d{3})+`);
    const whole = [...grouped, '\\d+(?:[ \\u00a0]\\d+)+', '\\d+'].join('|');
    grammar = {
      number: new RegExp(`^(${whole})?(?:${decimal}(\\d*))?(?:[eE]([+-]?\\d+))?$`),
      groups: new RegExp(`[ \\u00a0${locale.groups.map(escape).join('')}]`, 'g'),
      decimal: locale.decimal,
    };
    grammars.set(locale.name, grammar);
  }
  return grammar;
}

/** Sheets keeps 15 significant digits of what is typed. */
function digits15(text: string): number {
  return Number(Number(text).toPrecision(15));
}

function formatOf(grouped: boolean, decimals: boolean, exponent: boolean): string | undefined {
  if (exponent) return '0.00E+00';
  return grouped ? (decimals ? '#,##0.00' : '#,##0') : undefined;
}

function parsePlain(text: string, locale: Locale): TypedNumber | undefined {
  const grammar = grammarOf(locale);
  const match = grammar.number.exec(text);
  if (!match || (match[1] === undefined && !match[2])) return undefined;
  const [, whole = '0', fraction = '', exponent] = match;
  const value = digits15(`${whole.replace(grammar.groups, '')}.${fraction || '0'}e${exponent ?? '0'}`);
  if (!Number.isFinite(value)) return undefined;
  const grouped = locale.groups.some(group => whole.includes(group));
  const format = formatOf(grouped, fraction !== '', exponent !== undefined);
  return format === undefined ? { value } : { value, format };
}

/** Takes `-`, `+` and the accountant's brackets off. */
function splitSign(text: string): { sign: number; body: string } {
  const bracketed = /^\((.+)\)$/.exec(text);
  if (bracketed) return { sign: -1, body: (bracketed[1] ?? '').trim() };
  if (text.startsWith('-')) return { sign: -1, body: text.slice(1).trimStart() };
  return { sign: 1, body: text.startsWith('+') ? text.slice(1).trimStart() : text };
}

const FOREIGN_CURRENCIES = ['$', '€', '£', '¥'];

function currencyFormat(symbol: string, decimals: boolean, locale: Locale): string {
  if (symbol === locale.currency) {
    return decimals ? locale.currencyFormat.decimal : locale.currencyFormat.whole;
  }
  return `[$${symbol}]#,##0${decimals ? '.00' : ''}`;
}

function parseCurrency(text: string, locale: Locale): TypedNumber | undefined {
  for (const symbol of [locale.currency, ...FOREIGN_CURRENCIES]) {
    const before = text.startsWith(symbol);
    if (!before && !text.endsWith(symbol)) continue;
    const rest = before ? text.slice(symbol.length) : text.slice(0, -symbol.length);
    const { sign, body } = splitSign(rest.trim());
    const number = parsePlain(body, locale);
    if (!number) return undefined;
    const format = currencyFormat(symbol, body.includes(locale.decimal), locale);
    return { value: sign * number.value, format };
  }
  return undefined;
}

function parsePercent(text: string, locale: Locale): TypedNumber | undefined {
  if (!text.endsWith('%')) return undefined;
  const body = text.slice(0, -1).trimEnd();
  const number = parsePlain(body, locale);
  if (!number) return undefined;
  return {
    value: digits15(String(number.value / 100)),
    format: body.includes(locale.decimal) ? '0.00%' : '0%',
  };
}

/** Reads a number, percentage or amount of money as the locale writes it; undefined when it is none. */
export function parseTypedNumber(text: string, locale: Locale): TypedNumber | undefined {
  const { sign, body } = splitSign(text);
  const parsed = parsePlain(body, locale) ?? parsePercent(body, locale) ?? parseCurrency(body, locale);
  return parsed ? { ...parsed, value: sign * parsed.value + 0 } : undefined;
}
