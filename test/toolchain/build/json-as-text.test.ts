import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { jsonAsText } from '../../../toolchain/build/JsonAsText';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'json-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What a bundler is given for a file of this text. */
function load(text: string): unknown {
  const path = join(folder, 'FieldsSchema.json');
  writeFileSync(path, text);
  return (jsonAsText().load as (id: string) => unknown)(path);
}

it('makes a module that holds the text, compact, whatever quotes are in it', () => {
  const { code, moduleType } = load('{\n  "title": "Ann\'s \\"shop\\" \\\\ more"\n}') as {
    code: string;
    moduleType: string;
  };
  const text = new Function(code.replace('export default', 'return'))() as string;
  expect(text).toBe('{"title":"Ann\'s \\"shop\\" \\\\ more"}');
  // A bundler that goes by the extension would parse it as JSON once more.
  expect(moduleType).toBe('js');
});

it('names the file that is no JSON', () => {
  expect(() => load('{,}')).toThrow(
    `${relative(process.cwd(), join(folder, 'FieldsSchema.json'))} is no JSON: `,
  );
});
