import { parse } from 'acorn';

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
      const script = `${code.replace(/^const /, 'var ')}\n${stubs.join('\n')}\n`;
      parse(script, { ecmaVersion: ECMA_VERSION, sourceType: 'script' });
      return { code: script, map: null };
    },
  };
}
