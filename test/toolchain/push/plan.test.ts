import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseBase, type Base } from '../../../toolchain/deploy/plan/PlanBase';
import { planPush, type PlanInput } from '../../../toolchain/deploy/plan/PlanPush';
import { digestOf, digestsOf, isSameFile, type Deployed } from '../../../toolchain/deploy/stage/StampLine';
import type { ScriptFile } from '../../../toolchain/ScriptFile';

const manifest = (extra: object = {}): ScriptFile => ({
  name: 'appsscript',
  type: 'JSON',
  source: JSON.stringify({ timeZone: 'Etc/UTC', runtimeVersion: 'V8', ...extra }),
});
const script = (name: string, source = `function ${name}_() {}\n`): ScriptFile => ({
  name,
  type: 'SERVER_JS',
  source,
});
const deployedOf = (files: readonly ScriptFile[], kept: string[] = []): Deployed => ({
  build: 'abcdefabcdef',
  pushed: '2026-01-02T03:04:05.000Z',
  files: digestsOf(files.filter(({ name }) => !kept.includes(name))),
  kept,
});
const plan = (input: Partial<PlanInput>) =>
  planPush({
    remote: [],
    built: [],
    base: { kind: 'none' },
    keep: false,
    overwrite: false,
    pushOrder: [],
    ...input,
  });
const knownBase = (files: readonly ScriptFile[], kept: string[] = []): Base => ({
  kind: 'known',
  deployed: deployedOf(files, kept),
});

const BUILT = [manifest({ oauthScopes: ['b'], urlFetchWhitelist: ['https://x/'] }), script('Code', 'new();')];
const OLD = [manifest({ oauthScopes: ['a'] }), script('Code', 'old();')];

describe('what a push would do', () => {
  it('replaces what Google puts into a new project, in whatever language', () => {
    const source =
      '{"timeZone":"America/New_York","dependencies":{},"exceptionLogging":"STACKDRIVER","runtimeVersion":"V8"}';
    const remote = [
      { name: 'appsscript', type: 'JSON' as const, source },
      script('Código', 'function myFunction() {\n  \n}\n'),
    ];
    const { verdict, changes } = plan({ remote, built: BUILT });
    expect(verdict).toBe('push');
    expect(changes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'changed appsscript',
      'added Code',
      'removed Código',
    ]);
  });

  it('takes a new project with anything in it for somebody’s work', () => {
    const remote = [manifest(), script('Código', 'function myFunction() { return 1; }')];
    expect(plan({ remote, built: BUILT })).toMatchObject({
      verdict: 'refused',
      conflicts: [{ kind: 'foreign', file: { name: 'Código' } }],
    });
    const edited = [manifest({ webapp: {} }), script('Code', 'function myFunction() { return 1; }')];
    expect(plan({ remote: edited, built: BUILT })).toMatchObject({
      verdict: 'refused',
      conflicts: [
        { kind: 'taken', file: { name: 'appsscript' } },
        { kind: 'taken', file: { name: 'Code' } },
      ],
    });
  });

  it('with --keep goes beside a connector that was there before the first push', () => {
    const remote = [manifest(), script('Code', 'function myFunction() {\n}'), script('Mine')];
    expect(plan({ remote, built: BUILT })).toMatchObject({
      verdict: 'refused',
      conflicts: [{ kind: 'foreign', file: { name: 'Mine' } }],
    });
    expect(plan({ remote, built: BUILT, keep: true })).toMatchObject({ verdict: 'push', kept: ['Mine'] });
  });

  it('goes over what the last push left, and names the scopes and hosts that come and go', () => {
    expect(plan({ remote: OLD, built: BUILT, base: knownBase(OLD) })).toMatchObject({
      verdict: 'push',
      scopes: { gained: ['b'], lost: ['a'] },
      hosts: { gained: ['https://x/'], lost: [] },
      conflicts: [],
    });
  });

  it('sees nothing to do behind Windows line ends, a formatted manifest and blanks at the end', () => {
    const remote = [
      { ...manifest(), source: JSON.stringify(JSON.parse(manifest().source), undefined, 4) },
      script('Code', 'a();\r\nb();\r\n\r\n'),
    ];
    const built = [manifest(), script('Code', 'a();\nb();\n')];
    expect(plan({ remote, built, base: knownBase(built) }).verdict).toBe('up-to-date');
  });

  it('pushes when all there is to do is to remove a file of ours', () => {
    const remote = [...BUILT, script('Old')];
    const { verdict, changes } = plan({ remote, built: BUILT, base: knownBase(remote) });
    expect([verdict, changes.map(({ kind, name }) => [kind, name])]).toEqual(['push', [['removed', 'Old']]]);
  });

  it('refuses to go over an edit, also with --keep, which cannot keep it', () => {
    const remote = [OLD[0] as ScriptFile, script('Code', 'edited();')];
    for (const keep of [false, true])
      expect(plan({ remote, built: BUILT, base: knownBase(OLD), keep })).toMatchObject({
        verdict: 'refused',
        conflicts: [{ kind: 'edited', file: { name: 'Code' } }],
      });
    expect(plan({ remote, built: BUILT, base: knownBase(OLD), overwrite: true })).toMatchObject({
      verdict: 'push',
      overruled: [{ kind: 'edited', file: { name: 'Code' } }],
    });
  });

  it('refuses to bring back a file that somebody deleted there', () => {
    const built = [...BUILT, script('Extra')];
    expect(plan({ remote: OLD, built, base: knownBase([...OLD, script('Extra')]) })).toMatchObject({
      verdict: 'refused',
      conflicts: [{ kind: 'deleted', file: { name: 'Extra' } }],
    });
  });

  it('keeps a foreign file with --keep, and from then on without being asked', () => {
    const remote = [...OLD, script('Mine')];
    const first = plan({ remote, built: BUILT, base: knownBase(OLD), keep: true });
    expect(first).toMatchObject({ verdict: 'push', kept: ['Mine'] });
    const edited = [...BUILT, script('Mine', 'changed by its owner')];
    const base = knownBase([...BUILT, script('Mine')], ['Mine']);
    expect(plan({ remote: edited, built: BUILT, base })).toMatchObject({
      verdict: 'up-to-date',
      kept: ['Mine'],
    });
    const next = plan({ remote: edited, built: OLD, base, overwrite: true });
    expect(next.wanted.find(({ name }) => name === 'Mine')?.source).toBe('changed by its owner');
  });

  it('refuses when a build has a file under the name of a kept one', () => {
    const remote = [...OLD, script('Mine')];
    const built = [...BUILT, script('Mine', 'ours();')];
    const base = knownBase(remote, ['Mine']);
    for (const keep of [false, true])
      expect(plan({ remote, built, base, keep })).toMatchObject({
        verdict: 'refused',
        conflicts: [{ kind: 'taken', file: { name: 'Mine' } }],
      });
  });

  it('refuses to go over a push from elsewhere, unless it left what we want', () => {
    const stamp = deployedOf(OLD);
    const last = { id: '1', scriptId: 's', deployed: { ...stamp, pushed: '2026-01-01T00:00:00.000Z' } };
    const base = chooseBase(last, stamp);
    expect(base.kind).toBe('elsewhere');
    expect(plan({ remote: OLD, built: BUILT, base })).toMatchObject({ verdict: 'refused', conflicts: [] });
    expect(plan({ remote: OLD, built: OLD, base }).verdict).toBe('up-to-date');
    expect(plan({ remote: OLD, built: BUILT, base, overwrite: true }).verdict).toBe('push');
  });

  it('takes the stamp for the last push where nothing is noted (a fresh clone, CI)', () => {
    const stamp = deployedOf(OLD);
    expect(chooseBase(undefined, stamp)).toEqual({ kind: 'known', deployed: stamp });
    expect(chooseBase(undefined, undefined)).toEqual({ kind: 'none' });
  });

  it('puts files in the order that is asked for, else leaves the order of the project', () => {
    const remote = [script('Zeta'), ...OLD];
    const base = knownBase(remote, ['Zeta']);
    const order = (pushOrder: string[]) =>
      plan({ remote, built: BUILT, base, pushOrder }).wanted.map(({ name }) => name);
    expect(order([])).toEqual(['Zeta', 'appsscript', 'Code']);
    expect(order(['Code', 'Zeta'])).toEqual(['Code', 'Zeta', 'appsscript']);
    const same = plan({ remote, built: OLD, base, pushOrder: ['Code', 'Zeta'] });
    expect(same).toMatchObject({ verdict: 'push', reorders: true, changes: [] });
  });
});

describe('any project, any build, any last push', () => {
  const source = fc.constantFrom('a();', 'b();', 'c();\r\n', 'function myFunction() {}');
  const name = fc.constantFrom('Code', 'Sidebar', 'Mine', 'lib/util', '__proto__', 'constructor');
  const file = fc.record({ name, source, type: fc.constant('SERVER_JS' as const) });
  const files = fc
    .uniqueArray(file, { selector: ({ name }) => name, maxLength: 5 })
    .map(scripts => [manifest(), ...scripts]);
  const deployed = fc
    .tuple(files, fc.subarray(['Mine', 'lib/util', '__proto__']))
    .map(([all, kept]) => deployedOf(all, kept));
  const base: fc.Arbitrary<Base> = fc.oneof(
    fc.constant({ kind: 'none' as const }),
    fc.record({ kind: fc.constantFrom('known' as const, 'elsewhere' as const), deployed }),
  );

  it('never loses what no push has made, unless asked to', () => {
    fc.assert(
      fc.property(files, files, base, fc.boolean(), (remote, built, base, keep) => {
        const result = plan({ remote, built, base, keep });
        if (result.verdict === 'refused') return;
        const ours = base.kind === 'none' ? undefined : base.deployed;
        for (const file of remote) {
          const isOurs =
            ours &&
            !ours.kept.includes(file.name) &&
            Object.entries(ours.files).some(([n, d]) => n === file.name && d === digestOf(file));
          if (isOurs || file.source.includes('myFunction')) continue;
          const after = result.wanted.find(({ name }) => name === file.name);
          const isNewManifest = file.type === 'JSON' && base.kind === 'none';
          expect(isNewManifest || (after && isSameFile(after, file))).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives the build and what is kept, whole, and is up to date afterwards', () => {
    fc.assert(
      fc.property(files, files, base, fc.boolean(), fc.boolean(), (remote, built, base, keep, overwrite) => {
        const { verdict, wanted, kept, changes } = plan({ remote, built, base, keep, overwrite });
        if (verdict === 'refused') return;
        const names = [...built.map(({ name }) => name), ...kept];
        expect(wanted.map(({ name }) => name).sort()).toEqual([...new Set(names)].sort());
        for (const file of built) expect(wanted).toContainEqual(file);
        expect(changes.length === 0 || verdict === 'push').toBe(true);
        const again = plan({ remote: wanted, built, base: knownBase(wanted, kept), keep });
        expect(again).toMatchObject({ verdict: 'up-to-date', changes: [], kept });
      }),
      { numRuns: 2_000 },
    );
  });
});
