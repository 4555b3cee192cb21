import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { tokenizer } from 'acorn';
import MagicString from 'magic-string';
import type { Plugin } from 'rollup';
import { BUILD_ID_PLACEHOLDER } from './Deployment';

export interface TopLevelFunctionsOptions {
  /** The one variable of the script, which holds what the entry module exports. */
  globalName: string;
  /** Path of the module whose exports are reached by that variable only: functions that authors of connectors call. */
  withoutFunctions: string;
}

/**
 * Appends one top-level `function` per export of the entry module that begins with a small letter, but for the helpers
 * of `withoutFunctions`: only those are found by menus, triggers and `google.script.run`. Puts in the build id.
 */
export function topLevelFunctions({ globalName, withoutFunctions }: TopLevelFunctionsOptions): Plugin {
  return {
    name: 'sheetbound-top-level-functions',
    renderChunk(code, chunk) {
      const helpers = this.getModuleInfo(resolve(withoutFunctions))?.exports ?? [];
      const functions = chunk.exports.filter(name => /^[a-z]/.test(name) && !helpers.includes(name));
      const wrong = chunk.exports.filter(name => !/^[A-Za-z][A-Za-z0-9_]*$/.test(name) || name.endsWith('_'));
      if (wrong.length)
        throw new Error(
          `Entry points of Apps Script are functions in camel case without a trailing "_": ${wrong.join(', ')}.`,
        );
      const stubs = functions.map(
        name => `function ${name}() { return ${globalName}.${name}.apply(this, arguments); }`,
      );
      const script = new MagicString(code);
      removeIndentation(script, code);
      escapeNonAscii(script, code);
      script.append(`\n${stubs.join('\n')}\n`);
      stampBuildId(script, code);
      return { code: script.toString(), map: script.generateMap({ hires: 'boundary' }) };
    },
  };
}

/** The id is a digest of the script itself: the same sources give the same id, and logs name what they ran. */
function stampBuildId(script: MagicString, code: string): void {
  const id = createHash('sha256')
    .update(script.toString())
    .digest('hex')
    .slice(0, BUILD_ID_PLACEHOLDER.length);
  for (const { index } of code.matchAll(new RegExp(BUILD_ID_PLACEHOLDER, 'g')))
    script.overwrite(index, index + BUILD_ID_PLACEHOLDER.length, id);
}

/** Every execution parses the script: line starts without the compiler's spaces, except inside of template literals and of strings that go on. */
function removeIndentation(script: MagicString, code: string): void {
  const templates: [start: number, end: number][] = [];
  for (const token of tokenizer(code, { ecmaVersion: 'latest' }))
    if (token.type.label === 'template') templates.push([token.start, token.end]);
  let next = 0;
  for (const { index, 0: spaces } of code.matchAll(/(?<=[^\\]\n)[ \t]+/g)) {
    while ((templates[next]?.[1] ?? Infinity) < index) next++;
    const isInside = (templates[next]?.[0] ?? Infinity) <= index;
    if (!isInside) script.remove(index, index + spaces.length);
  }
}

/** One character beyond Latin-1 makes the engine hold and scan the whole script at two bytes a character. */
function escapeNonAscii(script: MagicString, code: string): void {
  for (const { index, 0: character } of code.matchAll(/[^\x00-\x7f]/g))
    script.overwrite(index, index + 1, `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
