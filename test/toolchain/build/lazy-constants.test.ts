import { parse } from 'acorn';
import { expect, it } from 'vitest';
import { makeLazy } from '../../../toolchain/build/LazyConstants';
import type { Tree } from '../../../toolchain/build/PureExpressions';

const TABLE = `{ ${Array.from({ length: 20 }, (_, index) => `key${index}: ['${index}', made(${index})]`).join(', ')} }`;
const PURE = TABLE.replace(/made\((\d+)\)/g, '$1');

/** The script `body`, before and after. */
function lazy(body: string): { code: string; run: () => unknown } {
  const code = `var Script = (function (exports) {\n${body}\nreturn exports;\n})({});`;
  const program = parse(code, { ecmaVersion: 2020, sourceType: 'script' }) as unknown as Tree;
  const made = makeLazy(code, program).toString();
  const run = () => (new Function(`${made}; return Script;`) as () => { read: () => unknown })().read();
  return { code: made, run };
}

it('makes a table when it is first read, once, and with the same values', () => {
  const { code, run } = lazy(`const T = ${PURE}; exports.read = () => [T.key3, T === T];`);
  expect(code).toContain('T$get() { return');
  expect(run()).toEqual([['3', 3], true]);
});

it('puts off what is made of a table that is put off, shorthand properties too', () => {
  const { code, run } = lazy(
    `const T = ${PURE}; const NAMES = Object.keys(T); exports.read = () => ({ NAMES, T }).NAMES.length;`,
  );
  expect(code).toContain('NAMES: NAMES$get()');
  expect(run()).toBe(20);
});

it.each([
  [
    'what calls a function',
    `let n = 0; const made = x => x + n; const T = ${TABLE}; exports.read = () => T.key1;`,
  ],
  ['what is used at the top', `const T = ${PURE}; exports.T = T; exports.read = () => T.key1;`],
  ['what reads a variable', `let v = 1; const T = { v, ...${PURE} }; v = 2; exports.read = () => T.v;`],
  [
    'what a class extends',
    `const T = ${PURE}; class A extends (T.none || Object) {} exports.read = () => T.key2;`,
  ],
  ['what a function declares anew', `const T = ${PURE}; exports.read = () => [T.key1].map(T => T[0]);`],
])('leaves alone %s', (_, body) => {
  const { code, run } = lazy(body);
  expect(code).not.toContain('$get');
  const plain = (
    new Function(`const exports = {}; ${body}; return exports;`) as () => { read: () => unknown }
  )();
  expect(run()).toEqual(plain.read());
});

it('tells a name of a property from the variable of that name', () => {
  const { code, run } = lazy(`const T = ${PURE}; const o = { T: 1 }; exports.read = () => [o.T, T.key5[1]];`);
  expect(code).toContain('o.T,');
  expect(run()).toEqual([1, 5]);
});
