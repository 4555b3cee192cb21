import { parse, tokenizer } from 'acorn';
import MagicString from 'magic-string';

/** What the upload parser of Apps Script takes without doubt; it refuses class fields, `#private` and static blocks. */
const ECMA_VERSION = 2020;

/**
 * Appends one top-level `function` per export of the entry module: only those are found by menus, triggers and
 * `google.script.run`. Refuses syntax that Apps Script would refuse when the script is pushed.
 */
export function topLevelFunctions({ globalName }) {
  return {
    name: 'sheetbound-top-level-functions',
    renderChunk(code, chunk) {
      const wrong = chunk.exports.filter(name => !/^[a-z][A-Za-z0-9]*$/.test(name));
      if (wrong.length)
        throw new Error(
          `Entry points of Apps Script are functions in camel case without a trailing "_": ${wrong.join(', ')}.`,
        );
      const stubs = chunk.exports.map(
        name => `function ${name}() { return ${globalName}.${name}.apply(this, arguments); }`,
      );
      const script = new MagicString(code);
      indentByTabs(script, code);
      escapeNonAscii(script, code);
      script.append(`\n${stubs.join('\n')}\n`);
      parse(script.toString(), { ecmaVersion: ECMA_VERSION, sourceType: 'script' });
      return { code: script.toString(), map: script.generateMap({ hires: true }) };
    },
  };
}

/** Every execution parses the script: tabs for the compiler's four spaces, except inside of template literals. */
function indentByTabs(script, code) {
  const templates = [];
  for (const token of tokenizer(code, { ecmaVersion: ECMA_VERSION, sourceType: 'script' }))
    if (token.type.label === 'template') templates.push([token.start, token.end]);
  let next = 0;
  for (const { index, 0: spaces } of code.matchAll(/(?<=\n)(?: {4})+/g)) {
    while (next < templates.length && templates[next][1] < index) next++;
    const isInside = next < templates.length && templates[next][0] <= index;
    if (!isInside) script.overwrite(index, index + spaces.length, '\t'.repeat(spaces.length / 4));
  }
}

/** One character beyond Latin-1 makes the engine hold and scan the whole script at two bytes a character. */
function escapeNonAscii(script, code) {
  for (const { index, 0: character } of code.matchAll(/[^\x00-\x7f]/g))
    script.overwrite(index, index + 1, `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
