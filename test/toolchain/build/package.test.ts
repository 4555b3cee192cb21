import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { COMPILER } from '../../../toolchain/build/NativeCompiler';

/** Everything that a built file imports, and that what it imports imports, as written or as a path within dist. */
function importsOf(file: string, seen = new Set<string>()): Set<string> {
  const text = readFileSync(join('dist', file), 'utf8');
  for (const [, name = ''] of text.matchAll(
    /^(?:import|export)\b[^'"\n]*?(?:from\s*)?["']([^"']+)["'];?$/gm,
  )) {
    const path = name.startsWith('.') ? normalize(join(dirname(file), name)) : name;
    if (seen.has(path)) continue;
    seen.add(path);
    if (name.startsWith('.')) importsOf(path, seen);
  }
  return seen;
}

it('has a core that runs wherever JavaScript does: it imports nothing but its own files', () => {
  const imports = [...importsOf('index.js')];
  expect(imports.length).toBeGreaterThan(3);
  expect(imports.filter(name => !name.endsWith('.js') || name.startsWith('node:'))).toEqual([]);
});

it('leaves to Node what is not for everywhere', () => {
  expect([...importsOf('node.js')]).toContain('node:fs');
});

it.each([
  ['NodeNext', 'NodeNext'],
  ['ESNext', 'bundler'],
])('has types for whoever compiles with module %s and moduleResolution %s', (module, moduleResolution) => {
  const root = mkdtempSync(join(tmpdir(), 'consumer-'));
  try {
    mkdirSync(join(root, 'node_modules'));
    symlinkSync(process.cwd(), join(root, 'node_modules', 'sheetbound'), 'junction');
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    const compilerOptions = {
      ...{ module, moduleResolution, target: 'ES2022', lib: ['ES2023'], strict: true, skipLibCheck: false },
      ...{ noEmit: true, types: ['node'], typeRoots: [resolve('node_modules', '@types')] },
    };
    writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
    writeFileSync(
      join(root, 'main.ts'),
      `import { AvailableConnectors, AbstractSource } from 'sheetbound';
import { createNodeEnvironment } from 'sheetbound/node';
export const title: string | undefined = AvailableConnectors['GitHub']?.manifest.title;
export const made = [AbstractSource, createNodeEnvironment];
// @ts-expect-error: it has types, not any.
export const wrong: number = AvailableConnectors;
`,
    );
    const { stdout } = spawnSync(process.execPath, [resolve(COMPILER), '-p', root], { encoding: 'utf8' });
    expect(stdout).toBe('');
  } finally {
    rmSync(root, { recursive: true });
  }
});
