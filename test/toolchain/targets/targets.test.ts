import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readTargets, type TargetChoice } from '../../../toolchain/deploy/targets/Targets';

const ID = {
  dev: '1dev-script-id-of-a-test',
  prod: '1prod-script-id-of-a-test',
  own: '1own-script-id-of-a-test',
};

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A checkout with these files; objects become JSON. */
function checkout(files: Record<string, unknown>): string {
  const root = mkdtempSync(join(tmpdir(), 'sheetbound-targets-'));
  folders.push(root);
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content));
  return root;
}

const BOTH = { '.clasp.dev.json': { scriptId: ID.dev }, '.clasp.prod.json': { scriptId: ID.prod } };
const PLACEHOLDER = { '.clasp.json': { scriptId: 'PASTE_YOUR_SCRIPT_ID', rootDir: 'dist/apps-script' } };

function names(files: Record<string, unknown>, choice?: TargetChoice): string[] {
  return readTargets(checkout(files), choice).map(({ name }) => name);
}

describe('which targets a command is for', () => {
  it.each<[string, Record<string, unknown>, TargetChoice | undefined, string[]]>([
    ['the only one', { ...PLACEHOLDER, '.clasp.dev.json': { scriptId: ID.dev } }, undefined, ['dev']],
    ['.clasp.json once it is filled in', { ...BOTH, '.clasp.json': { scriptId: ID.own } }, {}, ['default']],
    ['one by name', BOTH, { env: 'prod' }, ['prod']],
    ['several, in the order given', BOTH, { env: 'prod, dev' }, ['prod', 'dev']],
    ['all that have a file', { ...PLACEHOLDER, ...BOTH }, { all: true }, ['dev', 'prod']],
    [
      'all that the configuration lists',
      { ...BOTH, 'sheetbound.config.json': { targets: ['prod'] } },
      { all: true },
      ['prod'],
    ],
    [
      '.clasp.json by its name',
      { ...BOTH, '.clasp.json': { scriptId: ID.own } },
      { env: 'default' },
      ['default'],
    ],
  ])('%s', (_what, files, choice, expected) => {
    expect(names(files, choice)).toEqual(expected);
  });

  it.each<[string, Record<string, unknown>, TargetChoice, RegExp]>([
    ['several, none chosen', BOTH, {}, /Which target\? Add --env with one or more of dev, prod, or --all/],
    ['none at all', PLACEHOLDER, {}, /There is no target yet\. `npx sheetbound create`/],
    ['none for --all', PLACEHOLDER, { all: true }, /There is no target yet/],
    [
      'a mistyped one',
      BOTH,
      { env: 'prd' },
      /no target "prd": no \.clasp\.prd\.json in this folder\. Did you mean prod\?.*create --env prd/,
    ],
    ['one that was never made', BOTH, { env: 'staging' }, /There are: dev, prod\./],
    ['one of several', BOTH, { env: 'dev,staging' }, /no target "staging"/],
    [
      'a listed one without file',
      { ...BOTH, 'sheetbound.config.json': { targets: ['dev', 'live'] } },
      { all: true },
      /no target "live"/,
    ],
    ['a path', BOTH, { env: '../prod' }, /"\.\.\/prod" is no name for a target/],
    ['a device of Windows', BOTH, { env: 'con' }, /"con" is no name for a target.*Windows has a device/],
    ['no end of it', BOTH, { env: 'x'.repeat(300) }, /"x{40}\.\.\." is no name for a target.*at most 40/],
    ['nothing', BOTH, { env: ' , ' }, /--env needs the name/],
    ['the same twice', BOTH, { env: 'dev,dev' }, /names "dev" twice/],
    ['both ways of choosing', BOTH, { env: 'dev', all: true }, /exclude each other/],
    [
      'a list that is none',
      { 'sheetbound.config.json': { targets: 'prod' } },
      { all: true },
      /must list "targets" as names/,
    ],
    [
      'a broken configuration',
      { 'sheetbound.config.json': '{' },
      { all: true },
      /sheetbound\.config\.json cannot be read as JSON/,
    ],
    [
      'two files of one script',
      { ...BOTH, '.clasp.live.json': { scriptId: ID.prod } },
      { all: true },
      /\.clasp\.live\.json and \.clasp\.prod\.json name the same script project/,
    ],
  ])('%s is refused with what to do', (_what, files, choice, text) => {
    const root = checkout(files);
    expect(() => readTargets(root, choice)).toThrowError(text);
    expect(() => readTargets(root, choice)).toThrowError(expect.objectContaining({ kind: 'invalid' }));
  });
});

describe('a target file by hand', () => {
  const read = (content: unknown) => readTargets(checkout({ '.clasp.dev.json': content }), { env: 'dev' })[0];

  it('may be what clasp takes: comments, a BOM, Windows line ends, a list of parents', () => {
    const text = `\uFEFF// of Ann\r\n{\r\n  scriptId: ' ${ID.dev} ',\r\n  parentId: ['sheet-id', 'other'],\r\n}\r\n`;
    expect(read(text)).toEqual({
      name: 'dev',
      file: '.clasp.dev.json',
      scriptId: ID.dev,
      parentId: 'sheet-id',
      filePushOrder: [],
      notes: [],
    });
  });

  it('keeps the order of the files, from paths of either system', () => {
    const filePushOrder = [
      'dist\\apps-script\\Mine.js',
      './dist/apps-script/Code.js',
      'dist/apps-script/pages/Side.html',
    ];
    expect(read({ scriptId: ID.dev, rootDir: 'dist/apps-script/', filePushOrder })?.filePushOrder).toEqual([
      'Mine',
      'Code',
      'pages/Side',
    ]);
  });

  it.each([
    ['../../dist', /"rootDir" \(\.\.\/\.\.\/dist\) is not followed: what is deployed is dist\/apps-script/],
    ['src', /"rootDir" \(src\) is not followed/],
  ])('says that rootDir %s is not followed', (rootDir, text) => {
    expect(read({ scriptId: ID.dev, rootDir })?.notes).toEqual([expect.stringMatching(text)]);
  });

  it.each(['dist/apps-script', './dist/apps-script/', 'dist\\apps-script'])(
    'takes rootDir %s without a word',
    rootDir => {
      expect(read({ scriptId: ID.dev, rootDir, projectId: 'p' })?.notes).toEqual([]);
    },
  );

  it('says which settings of clasp have no effect', () => {
    expect(read({ scriptId: ID.dev, skipSubdirectories: true })?.notes).toEqual([
      expect.stringMatching(/"skipSubdirectories" has no effect/),
    ]);
  });

  it.each([
    ['{"scriptId": "1dev', /\.clasp\.dev\.json is not valid JSON: .*Correct it/],
    ['[]', /must hold an object/],
    [{}, /"scriptId" is missing\. It is found/],
    [{ scriptId: 12 }, /"scriptId" is missing/],
    [{ scriptId: 'PASTE_YOUR_SCRIPT_ID' }, /still the placeholder PASTE_YOUR_SCRIPT_ID/],
    [{ scriptId: '<id>' }, /still the placeholder/],
    [{ scriptId: `https://script.google.com/d/${ID.dev}/edit` }, /is an address\. Only the id/],
    [{ scriptId: 'short' }, /is no id/],
    [{ scriptId: ID.dev, parentId: ID.dev }, /"scriptId" and "parentId" are the same/],
    [{ scriptId: ID.dev, filePushOrder: 'Code.js' }, /"filePushOrder" must be a list/],
  ])('%j is refused with what to do', (content, text) => {
    expect(() => read(content)).toThrowError(text);
  });
});

it('whatever a file holds, it is a target or a refusal in words', () => {
  const root = checkout({});
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.record({ scriptId: fc.string(), rootDir: fc.anything() }).map(value => JSON.stringify(value)),
      ),
      text => {
        writeFileSync(join(root, '.clasp.dev.json'), text);
        try {
          expect(readTargets(root, { env: 'dev' })[0]?.scriptId).toMatch(/^[\w-]{10,}$/);
        } catch (error) {
          expect(error).toMatchObject({ name: 'ToolError', kind: 'invalid' });
        }
      },
    ),
  );
});
