import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BUILD, buildIn, checkout, idOf, keep, lineOf, placeIn, traced } from './checkout';

const SOURCE = 'src/Sources/BankOfCanada/Source.ts';
const { line, column } = placeIn('rateOf(cell);');
const FRAME = `Code:${line}:${column}`;
const WRITTEN = lineOf(SOURCE, 'const rate = rateOf(cell)');
const OTHER = 'aaaaaaaaaaaa';

const STACK = `Sheetbound 0.1.0 build ${BUILD}
TypeError: Cannot read properties of undefined (reading 'such')
    at BankOfCanadaSource.toRows (${FRAME})
    at Array.flatMap (<anonymous>)
    at __GS_INTERNAL_top_function_call__.gs:1:8`;

describe('a stack', () => {
  it('keeps its text but for the frames, and shows the lines around the first', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    const { out, err } = await traced(root, ['-'], {}, STACK);
    const [first, second, frame, native, top] = out.split('\n');
    expect([first, second, native, top]).toEqual([0, 1, 3, 4].map(index => STACK.split('\n')[index]));
    expect(frame).toBe(`    at ${WRITTEN}:20 (BankOfCanadaSource.toRows)`);
    const shown = out.trimEnd().split('\n').slice(6);
    expect(shown).toHaveLength(9);
    expect(shown[0]).toBe(`${WRITTEN}:20 in BankOfCanadaSource.toRows`);
    expect(shown[4]).toMatch(/^> \d+ \| {7}const rate = rateOf\(cell\);$/);
    expect(shown[5]?.indexOf('^')).toBe(shown[4]?.indexOf('rateOf'));
    expect(err).toBe(`Build ${BUILD}, pushed to prod on 2026-11-20 10:12 UTC (push ${idOf(1)}).\n`);
  });

  it.each([
    ['from the history of runs', `Failed: x. Sheetbound 0.1.0 build ${BUILD}, ${FRAME} < ${FRAME}`],
    ["as the editor's log is copied", `9:46:57 AM\tError\t\r\nTypeError: x\r\ntoRows\t@ Code.gs:${line}\r\n`],
    ['without a function', `at ${FRAME}`],
    ['in the old spelling', `TypeError: x (line ${line}, file "Code")`],
  ])('%s is traced, and functions are named', async (_case, text) => {
    const root = checkout();
    keep(root, { env: 'prod' });
    const { out, failure } = await traced(root, [text]);
    expect(failure).toBeUndefined();
    expect(out).toContain(WRITTEN);
    expect(out).toMatch(/ \((BankOfCanadaSource\.)?toRows\)/);
  });

  it('leaves the lines of a file of one’s own alone, and says so', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    const { out, err } = await traced(root, [`at mine (My connector:3:4)\nat ${FRAME}`]);
    expect(out).toContain('at mine (My connector:3:4)');
    expect(err).toMatch(/My connector is a script file of your own/);
  });

  it('says of an entry point that the build made it, and of a line that is not there that it is not', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    const stub = placeIn('Sheetbound.importNewData.apply');
    const { err } = await traced(root, [
      `at importNewData (Code:${stub.line}:${stub.column})\nat Code:999999:1`,
    ]);
    expect(err).toMatch(/the build writes.*importNewData/);
    expect(err).toMatch(/Code:999999:1 lies beyond the end of that build/);
  });

  it('is data for scripts', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    const { out, err } = await traced(root, [STACK], { json: true });
    const [file = '', row] = WRITTEN.split(':');
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      builds: [{ build: BUILD, env: 'prod', push: idOf(1), isAssumed: false }],
      frames: [
        {
          kind: 'source',
          line,
          column,
          name: 'BankOfCanadaSource.toRows',
          source: { file, line: Number(row) },
        },
        { kind: 'google' },
      ],
      excerpt: { place: { file } },
    });
  });

  it('is read from a file, in the encodings of Windows too', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    const text = STACK.replace(/\n/g, '\r\n');
    writeFileSync(join(root, 'utf8.txt'), `\uFEFF${text}`);
    writeFileSync(join(root, 'utf16.txt'), Buffer.from(`\uFEFF${text}`, 'utf16le'));
    for (const file of ['utf8.txt', join(root, 'utf16.txt')])
      expect((await traced(root, [file])).out).toContain(`${WRITTEN}:20`);
  });

  it('shows no secret and moves no cursor, whatever the log holds', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    const secret = 'abcdef0123456789';
    const token = `ghp_${'0a'.repeat(18)}`;
    const text = `\u001b[2J\u0007https://x.test/?access_token=${secret} Authorization: Bearer ${secret} (${token})\n${STACK}`;
    for (const json of [false, true]) {
      const { out, err } = await traced(root, ['-'], { json }, text);
      expect(out + err).not.toContain(secret);
      expect(out + err).not.toContain(token);
      expect(out + err).not.toMatch(/\u001b|\u0007/);
      expect(out).toContain(WRITTEN.split(':')[0]);
    }
  });

  it('warns when the source has changed since, because its lines have moved', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    mkdirSync(join(root, 'src/Sources/BankOfCanada'), { recursive: true });
    const written = readFileSync(SOURCE, 'utf8');
    writeFileSync(join(root, SOURCE), written);
    expect((await traced(root, [STACK])).err).not.toMatch(/changed/);
    writeFileSync(join(root, SOURCE), `// new\n${written}`);
    const { err, out } = await traced(root, [STACK]);
    expect(err).toContain(`${SOURCE} has changed since`);
    expect(out).toContain(WRITTEN);
  });
});

describe('the page about tracing', () => {
  it('shows what the screen shows', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    const page = readFileSync('docs/tracing.md', 'utf8');
    const [, block = ''] = /```text\n([^`]*)```/.exec(page) ?? [];
    const [, ...shown] = block.trimEnd().split('\n');
    const frames = ['filter(hasAccount)', 'contributorsOf(body, page'].map(placeIn);
    const short = frames.map(each => `Code:${each.line}:${each.column}`).join(' < ');
    const { out, err } = await traced(root, [`Sheetbound 0.1.0 build ${BUILD}, ${short}`]);
    expect((out + err).trimEnd().split(BUILD).join('1f3a9c0b2d4e')).toBe(shown.join('\n').trim());
  });
});

describe('the map', () => {
  const NAMELESS = `at toRows (${FRAME})`;

  it('is that of the build that the text names, whatever is deployed by now', async () => {
    const root = checkout();
    keep(root, { env: 'prod', number: 2, build: OTHER, map: 'damaged' });
    keep(root, { env: 'dev', number: 1, status: 'not-sent' });
    expect((await traced(root, [STACK])).err).toContain(`Build ${BUILD}, pushed to dev`);
    expect((await traced(root, [NAMELESS], { build: BUILD })).err).toContain('pushed to dev');
  });

  it('is that of the target that was asked for, or of the only one, as it stands now', async () => {
    const root = checkout();
    keep(root, { env: 'prod', number: 1, build: OTHER, map: 'none' });
    keep(root, { env: 'prod', number: 2 });
    keep(root, { env: 'prod', number: 3, build: OTHER, status: 'started' });
    const only = await traced(root, [NAMELESS]);
    expect(only.err).toMatch(/push \S+-002\).*The text names no build: this is what was pushed last/);
    keep(root, { env: 'dev', number: 1, build: OTHER });
    expect((await traced(root, [NAMELESS])).failure).toEqual({
      kind: 'invalid',
      message: expect.stringContaining(`several are deployed: ${BUILD} (prod), ${OTHER} (dev)`) as string,
    });
    expect((await traced(root, [NAMELESS], { env: 'prod' })).err).toContain(`push ${idOf(2)}`);
  });

  it('is not concluded from a target that holds no build any more', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    keep(root, { env: 'prod', number: 2, build: '', map: 'none' });
    const { failure } = await traced(root, [NAMELESS], { env: 'prod' });
    expect(failure?.message).toMatch(
      /none is known to stand in prod now\. .*--build\. Kept are:\n {2}\w{12} /,
    );
    expect((await traced(root, [STACK])).out).toContain(WRITTEN);
  });

  it('is found with an older push after a rollback to its build', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    keep(root, { env: 'prod', number: 2, map: 'none' });
    expect((await traced(root, [NAMELESS])).out).toContain(WRITTEN);
  });

  it('is that of dist when the build is the same, or when nothing was ever pushed', async () => {
    const root = checkout();
    buildIn(root);
    expect((await traced(root, [STACK])).err).toBe(`Build ${BUILD}, as it stands in dist/apps-script.\n`);
    expect((await traced(root, [NAMELESS])).err).toMatch(
      /The text names no build: this is what was built last/,
    );
    const older = await traced(root, [STACK.replace(BUILD, OTHER)]);
    expect(older.failure?.message).toContain(`The map of build ${OTHER} is not kept here`);
  });

  it('of several logs pasted together is that of each', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    keep(root, { env: 'prod', number: 2, build: OTHER, hasScript: false });
    const text = `build ${OTHER}, at ${FRAME}\nbuild ${BUILD}, at ${FRAME}`;
    const { frames } = JSON.parse((await traced(root, [text], { json: true })).out) as {
      frames: { build: string; name?: string }[];
    };
    expect(frames.map(({ build, name }) => [build, name])).toEqual([
      [OTHER, undefined],
      [BUILD, 'BankOfCanadaSource.toRows'],
    ]);
  });
});

describe('it is refused, with what to do,', () => {
  it('when the map is not kept: those that are kept are listed', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    const { failure, out } = await traced(root, [STACK.replace(BUILD, OTHER)]);
    expect(failure?.kind).toBe('failed');
    expect(failure?.message).toMatch(
      /is not kept here\. Kept are:\n {2}[0-9a-f]{12} {2}prod {2}2026-11-20 10:12 UTC\n.*npm run build/,
    );
    expect(out).toBe('');
  });

  it('when the map is damaged', async () => {
    const root = checkout();
    keep(root, { env: 'prod', number: 1, map: 'damaged' });
    expect((await traced(root, [STACK])).failure?.message).toMatch(/cannot be read.*npm run build/);
    // As the message says to do.
    buildIn(root);
    expect((await traced(root, [STACK])).err).toBe(`Build ${BUILD}, as it stands in dist/apps-script.\n`);
  });

  it('not when another push kept the same map whole', async () => {
    const root = checkout();
    keep(root, { env: 'prod', map: 'damaged' });
    keep(root, { env: 'dev' });
    expect((await traced(root, [STACK], { env: 'prod' })).err).toContain('pushed to dev');
  });

  it.each([
    ['without text', ['-'], {}, '', /There is no text/],
    ['for a text without a stack', ['-'], {}, 'All is well.', /no place in this text such as Code:76:11/],
    ['for a stack of other files', ['-'], {}, 'at mine (Mine:1:2)', /Mine:1 is in a file of its own/],
    ['for a whole log', ['-'], {}, 'x'.repeat(2_000_001), /not the whole log/],
    ['without the file', ['nowhere.txt'], {}, '', /no file nowhere\.txt/],
    ['for words', ['two', 'words'], {}, '', /These words hold no stack/],
    ['for a folder', ['.'], {}, '', /is no file/],
    [
      'without the target',
      ['-'],
      { env: 'pord' },
      STACK,
      /No push to "pord" is kept here\. There are pushes to: prod/,
    ],
    ['for what is no id', ['-'], { build: 'latest' }, STACK, /"latest" is no build id/],
    ['for two builds', ['-'], { build: OTHER }, STACK, /another build has other lines/],
  ])('%s', async (_case, words, options, input, problem) => {
    const root = checkout();
    keep(root, { env: 'prod' });
    const { failure, out } = await traced(root, words, options, input);
    expect(failure?.message).toMatch(problem);
    expect(failure?.kind).toBe('invalid');
    expect(out).toBe('');
  });

  it('without any build at all', async () => {
    const { failure } = await traced(checkout(), [`at ${FRAME}`]);
    expect(failure?.message).toMatch(/The text names no build.*No push from here is kept/);
  });
});
