import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScriptFile } from '../../../toolchain/ScriptFile';
import { verifyScript } from '../../../toolchain/verify/Verify';

const RIGHTS = { hosts: [], notices: { email: false }, extraScopes: [] };

/** Texts that are seldom met, and some that are no script at all. */
const ODD: readonly string[] = [
  'for (using a of b) {}',
  'import x from "y" with { type: "json" };',
  'export * as ns from "m";',
  'import.meta.url',
  'with (a) { b }',
  'async function* g() { for await (const a of b) yield* a }',
  'class A extends (class {}) { static async *#x() {} get [y]() {} }',
  '({ __proto__: null, get a() { return 1 }, set a(v) {}, async *b() {} })',
  'const { a: { b = [c] = d } = {}, ...e } = f;',
  'a?.b?.[c]?.()',
  '<!-- html\n-->',
  '/* unterminated',
  '#!/usr/bin/env node\nmain()',
  `${'x'.repeat(50_000)}()`,
  'const { ...rest } = SpreadsheetApp; rest.openById()',
  'SpreadsheetApp = globalThis[SpreadsheetApp]',
  'ui.addItem("a", f()); ui.addItem("a", ...x);',
  'for (const i of I) ui.addItem(i[0], i[1]); const I = [["a", "b"], [1, 2], , ["c"]]',
  '<script>google.script.run</script><script src=x><? <?= ?>',
  '{"oauthScopes":1,"urlFetchWhitelist":{},"dependencies":3,"webapp":1,"sheets":{"macros":[null,1]}}',
  '{"dependencies":{"libraries":[null]},"oauthScopes":[1],"urlFetchWhitelist":["https://","*","","https://u:p@h/"]}',
  'null',
  '[]',
  '',
];

function kindsOf(code: string, page: string, manifest: string): string[] {
  const files: ScriptFile[] = [
    { name: 'Code', type: 'SERVER_JS', source: code },
    { name: 'Page', type: 'HTML', source: page },
    { name: 'appsscript', type: 'JSON', source: manifest },
  ];
  const { faults } = verifyScript(files, RIGHTS, { sourceMap: manifest, template: page });
  return faults.map(({ kind }) => kind);
}

describe('odd input', () => {
  it('is a fault and never a crash: whoever made a mess is told where', () => {
    const odd = fc.oneof(fc.constantFrom(...ODD), fc.string());
    fc.assert(
      fc.property(odd, odd, odd, (code, page, manifest) => {
        expect(kindsOf(code, page, manifest).length).toBeGreaterThan(0);
        expect(kindsOf(code, `<script>${page}</script>`, manifest).length).toBeGreaterThan(0);
      }),
    );
  });
});
