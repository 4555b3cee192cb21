import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';

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
