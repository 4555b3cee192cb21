import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildOfScript, buildsNamedIn } from '../../../toolchain/trace/BuildIds';
import { findFrames } from '../../../toolchain/trace/StackFrames';

const short = (text: string) =>
  findFrames(text).map(({ file, line, column, name }) => [file, line, column, name]);

describe('a frame is found', () => {
  it.each([
    ['    at fetchData (Code:76:11)', ['Code', 76, 11, 'fetchData']],
    ['    at new GitHubSource (Code:76:11)', ['Code', 76, 11, 'new GitHubSource']],
    ['    at GitHubSource.request [as next] (Code:76:11)', ['Code', 76, 11, 'GitHubSource.request']],
    ['    at describe$1 (Code.gs:76:11)', ['Code', 76, 11, 'describe']],
    ['    at async run (Code:76:11)', ['Code', 76, 11, 'run']],
    ['    at Object.<anonymous> (Code:76:11)', ['Code', 76, 11, undefined]],
    ['    at Code:76:11', ['Code', 76, 11, undefined]],
    ['\tat Code.gs:76:11\r', ['Code', 76, 11, undefined]],
    ['    bei fetchData (Code:76:11)', ['Code', 76, 11, 'fetchData']],
    ['in (Code:76:11)', ['Code', 76, 11, undefined]],
    ['myFunction\t@ Code.gs:23', ['Code', 23, undefined, 'myFunction']],
    ['(anonymous)\t@ Code.gs:23\r\n', ['Code', 23, undefined, undefined]],
    ['myFunction @ My helpers.gs:23', ['My helpers', 23, undefined, 'myFunction']],
    ['TypeError: x (line 12, file "Code")', ['Code', 12, undefined, undefined]],
    ['TypeError: x (Zeile 12, Datei „Code“)', ['Code', 12, undefined, undefined]],
    ['TypeError : x (ligne 12, fichier « Code »)', ['Code', 12, undefined, undefined]],
    ['TypeError: x (file Code, line 12)', ['Code', 12, undefined, undefined]],
    ['Syntax error: Unexpected token line: 5 file: Code.gs', ['Code', 5, undefined, undefined]],
    ['it stopped at Code:76:11.', ['Code', 76, 11, undefined]],
    ['it stopped in Code.gs:76', ['Code', 76, undefined, undefined]],
    ['    at helper (pages/My page:3:4)', ['pages/My page', 3, 4, 'helper']],
    [
      '    at __GS_INTERNAL_top_function_call__.gs:1:8',
      ['__GS_INTERNAL_top_function_call__', 1, 8, undefined],
    ],
  ])('in %j', (text, frame) => {
    expect(short(text)).toEqual([frame]);
  });

  it('in the short form of the sheet, whatever the files are called', () => {
    expect(short('build 1f3a9c0b2d4e, My own:1:2 < Code:12:5 < Übung.x:3:4')).toEqual([
      ['My own', 1, 2, undefined],
      ['Code', 12, 5, undefined],
      ['Übung.x', 3, 4, undefined],
    ]);
  });

  it.each([
    '9:46:57 AM\tError\tIt failed at 10:30:15',
    'see https://example.com:443/Code and (12:30:45)',
    'at Array.map (<anonymous>)',
    'write to anna@example.com:25',
    'the ratio is 3:4:5, path/Code:1:2',
    'Status Code: 404, Code:x, Code 12:5',
    'at f (Code:0:5) and Code:5:0, in Code.gs:0 (line 0, file "Code")',
  ])('nowhere in %j', text => {
    expect(short(text)).toEqual([]);
  });

  it('in time, however the text is made', () => {
    for (const piece of ['at (', 'at a (', 'a(', '(a ', 'x@', 'Code:', ', a < ', '(file ', 'at at ', '("'])
      expect(findFrames(piece.repeat(100_000 / piece.length))).toEqual([]);
    expect(findFrames('    at f (Code:12:5)\n'.repeat(95_000))).toHaveLength(95_000);
  }, 20_000);
});

const name = fc.stringMatching(/^[a-zA-Z_$][a-zA-Z0-9_]{0,12}(\.[a-z][A-Za-z]{0,8})?$/);
const place = fc.record({
  file: fc.constantFrom('Code', 'Helpers', 'My connector', 'pages/Util'),
  line: fc.integer({ min: 1, max: 20_000 }),
  column: fc.integer({ min: 1, max: 400 }),
  name,
});
type Given = { file: string; line: number; column: number; name: string };

const SPELLINGS: { write: (frame: Given) => string; lacks: ('name' | 'column')[]; separator: string }[] = [
  {
    write: ({ name, file, line, column }) => `    at ${name} (${file}:${line}:${column})`,
    lacks: [],
    separator: '\n',
  },
  {
    write: ({ name, file, line, column }) => `  at ${name} (${file}.gs:${line}:${column})`,
    lacks: [],
    separator: '\r\n',
  },
  { write: ({ name, file, line }) => `${name}\t@ ${file}.gs:${line}`, lacks: ['column'], separator: '\n' },
  { write: ({ file, line, column }) => `${file}:${line}:${column}`, lacks: ['name'], separator: ' < ' },
  {
    write: ({ file, line }) => `x (line ${line}, file "${file}")`,
    lacks: ['name', 'column'],
    separator: '\n',
  },
];

describe('any stack', () => {
  it('reads as it was written, in every spelling', () => {
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 2, maxLength: 6 }),
        fc.constantFrom(...SPELLINGS),
        fc.string(),
        (given, { write, lacks, separator }, noise) => {
          const lead = `${noise.replace(/[^a-z ]/g, '')}, `;
          const text = `TypeError: ${lead}${separator === ' < ' ? '' : separator}${given.map(write).join(separator)}`;
          const found = findFrames(text);
          const without = (frame: Given) =>
            Object.fromEntries(Object.entries(frame).filter(([key]) => !lacks.includes(key as 'name')));
          expect(found).toEqual(given.map(frame => expect.objectContaining(without(frame)) as unknown));
          expect(found.map(each => lacks.filter(key => key in each))).toEqual(given.map(() => []));
        },
      ),
    );
  });
});

describe('a build', () => {
  it('is found wherever it is named', () => {
    const text =
      'Sheetbound 0.1.0 build 1f3a9c0b2d4e\n//# sheetbound={"v":1,"build":"aaaaaaaaaaaa"}\nbuild: bbbbbbbbbbbb';
    expect(buildsNamedIn(text).map(({ build }) => build)).toEqual([
      '1f3a9c0b2d4e',
      'aaaaaaaaaaaa',
      'bbbbbbbbbbbb',
    ]);
    expect(buildsNamedIn('the build failed; build 1f3a9c0b2d4e0')).toEqual([]);
  });

  it('is known of a built script, and of no other', () => {
    expect(buildOfScript('const D = {"version":"0.1.0","build":"1f3a9c0b2d4e","x":1};')).toBe('1f3a9c0b2d4e');
    expect(buildOfScript('function onOpen() {}')).toBeUndefined();
  });
});
