import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { AUTH_KINDS, NODE_KINDS, PAGING_KINDS } from '../../../toolchain/scaffold/ConnectorDesign';
import { renderConnector } from '../../../toolchain/scaffold/RenderConnector';
import { ALL_DESIGNS, SAMPLE } from './support/Designs';

function syntaxErrors(path: string, code: string): string[] {
  const { diagnostics = [] } = ts.transpileModule(code, { fileName: path, reportDiagnostics: true });
  return diagnostics.map(one => `${path}: ${ts.flattenDiagnosticMessageText(one.messageText, ' ')}`);
}

describe.each(ALL_DESIGNS)('$auth, $paging, $kind', design => {
  const files = renderConnector(design);
  const entries = Object.entries(files);

  it('is code that parses', () => {
    const wrong = entries
      .filter(([path]) => path.endsWith('.ts'))
      .flatMap(([path, code]) => syntaxErrors(path, code));
    expect(wrong).toEqual([]);
  });

  it('has no scar of a template in it', () => {
    for (const [path, content] of entries) {
      expect(content, path).not.toMatch(
        /\bundefined undefined\b|\[object|\bNaN,|template|adapt me|your code here/i,
      );
      if (!path.endsWith('.ts')) expect(content, path).not.toMatch(/\$\{|\bundefined\b/);
    }
  });

  it('has a page about credentials exactly if it has some', () => {
    const hasPage = entries.some(([path]) => path.endsWith('/CREDENTIALS.md'));
    expect(hasPage).toBe(design.auth !== 'none');
  });
});

it('has every kind of anything in the sample that is built and run', () => {
  expect(new Set(SAMPLE.map(({ auth }) => auth))).toEqual(new Set(AUTH_KINDS));
  expect(new Set(SAMPLE.map(({ paging }) => paging))).toEqual(new Set(PAGING_KINDS));
  expect(new Set(SAMPLE.map(({ kind }) => kind))).toEqual(new Set(NODE_KINDS));
});
