import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Emulator } from '../../../environments/emulator/google/Emulator';

const GUIDE = new URL('../../../docs/emulator.md', import.meta.url);

function examples(): string[] {
  const blocks = readFileSync(GUIDE, 'utf8').matchAll(/^```js\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, text = '']) => text.replace(/^import .*$/gm, ''));
}

describe('the guide to the emulator', () => {
  it.each(examples().map((text, index) => [index + 1, text] as const))(
    'has example %d that works',
    (_, text) => {
      expect.hasAssertions();
      const run = new Function('Emulator', 'expect', text) as (
        emulator: typeof Emulator,
        check: typeof expect,
      ) => void;
      run(Emulator, expect);
    },
  );

  it('has examples', () => {
    expect(examples()).toHaveLength(2);
  });
});
