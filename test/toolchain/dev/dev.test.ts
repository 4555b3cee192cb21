import fc from 'fast-check';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { affectedBy } from '../../../toolchain/dev/Affected';
import { Session } from '../../../toolchain/dev/Session';
import type { Step } from '../../../toolchain/dev/Step';

const existing = ['BankOfCanada', 'GitHub', 'OpenHolidays'];
const none = { existing, chosen: [], last: [] };

describe('what is done again after a save', () => {
  it('is the connector of the file, wherever the file belongs to it', () => {
    for (const path of [
      'src/Sources/GitHub/Source.ts',
      'test/sources/GitHub/cases.ts',
      'environments/emulator/apis/GitHub/Simulator.ts',
      'src\\Sources\\GitHub\\FieldsSchema.json',
    ])
      expect(affectedBy([path], none)).toEqual({ connectors: ['GitHub'] });
  });

  it('is what was worked on last when Core changes', () => {
    expect(affectedBy(['src/Core/Retry.ts'], { ...none, last: ['GitHub'] })).toEqual({
      connectors: ['GitHub'],
    });
    expect(affectedBy(['src/Core/Retry.ts'], none)).toEqual({ connectors: [] });
  });

  it('is what was asked for, whatever changed', () => {
    const anyPath = fc.constantFrom('src/Core/Retry.ts', 'src/Sources/GitHub/Source.ts', 'appsscript.json');
    fc.assert(
      fc.property(fc.array(anyPath), paths => {
        expect(affectedBy(paths, { ...none, chosen: ['OpenHolidays'] }).connectors).toEqual(['OpenHolidays']);
      }),
    );
  });

  it('leaves out a folder that is gone', () =>
    expect(affectedBy(['src/Sources/Gone/Source.ts'], none)).toEqual({ connectors: [] }));
});

const script = (name: string, code: string): Step => ({
  name,
  words: ['-e', code],
  summary: output => output.trim(),
});

function sessionOf(steps: Record<string, Step[]>): { session: Session; lines: string[] } {
  const lines: string[] = [];
  const session = new Session({
    chosen: [],
    existing: () => existing,
    stepsFor: connectors => Promise.resolve(connectors.flatMap(name => steps[name] ?? [])),
    print: line => lines.push(line),
  });
  return { session, lines };
}

describe('a round', () => {
  it('ends at the first step that fails, and shows what it said', async () => {
    const { session, lines } = sessionOf({
      GitHub: [
        script('build', 'console.log("built")'),
        script('test', 'console.error("expected 1, got 2"); process.exit(1)'),
        script('import', 'console.log("imported")'),
      ],
    });
    expect(await session.changed(['src/Sources/GitHub/Source.ts'])).toBe(false);
    const screen = lines.join('\n');
    expect(screen).toMatch(/build +[\d.]+ s {2}built/);
    expect(screen).toContain('expected 1, got 2');
    expect(screen).not.toContain('imported');
  });

  it('is ended by the next save, which does its work too', async () => {
    const hanging = { ...script('test', 'setInterval(() => {}, 1000)') };
    const steps = { GitHub: [hanging], OpenHolidays: [script('import', 'console.log("both")')] };
    const { session, lines } = sessionOf(steps);
    const first = session.changed(['src/Sources/GitHub/Source.ts']);
    steps.GitHub = [script('test', 'console.log("tested")')];
    const second = session.changed(['src/Sources/OpenHolidays/Source.ts']);
    expect(await second).toBe(true);
    await first;
    const screen = lines.join('\n');
    expect(screen).toContain('tested');
    expect(screen).toContain('both');
  });

  it('that cannot begin says why, and the next save begins anew', async () => {
    const lines: string[] = [];
    let isWhole = false;
    const session = new Session({
      chosen: [],
      existing: () => existing,
      stepsFor: () =>
        isWhole
          ? Promise.resolve([script('test', 'console.log("tested")')])
          : Promise.reject(new Error('cases.ts:15:0: end of file')),
      print: line => lines.push(line),
    });
    expect(await session.changed(['test/sources/GitHub/cases.ts'])).toBe(false);
    expect(lines.join('\n')).toContain('cases.ts:15:0: end of file');
    isWhole = true;
    expect(await session.changed(['test/sources/GitHub/cases.ts'])).toBe(true);
    expect(lines.join('\n')).toContain('tested');
  });

  it('leaves no process behind when it is stopped', async () => {
    const lines: string[] = [];
    let begin = (): void => undefined;
    const begun = new Promise<void>(resolve => (begin = resolve));
    const session = new Session({
      chosen: [],
      existing: () => existing,
      stepsFor: () => {
        begin();
        return Promise.resolve([script('test', 'setInterval(() => {}, 1000)')]);
      },
      print: line => lines.push(line),
    });
    const round = session.changed(['src/Sources/GitHub/Source.ts']);
    await begun;
    // Resolves when the child has ended.
    await session.stop();
    expect(await round).toBe(false);
    expect(lines.join()).not.toContain('failed');
  });
});

describe('npm run dev', () => {
  it.each([
    ['--onec', 'there is no option --onec'],
    ['GitHubb', 'there is no connector GitHubb under src/Sources. Did you mean GitHub?'],
  ])('refuses %s before it builds anything', (word, message) => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'toolchain/dev/run.ts', '--once', word],
      { encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) as string });
  });
});
