import type { Environment } from '../../../../src/Core/EnvironmentAdapter';
import { bytes, equal, hex, thrown, type EnvironmentCase } from '../EnvironmentCase';

const CSV: [name: string, text: string, rows: string[][], delimiter?: string][] = [
  ['nothing', '', []],
  [
    'a final line end adds no row',
    'a,b\nc,d\n',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['CRLF, LF and CR', 'a\r\nb\nc\rd', [['a'], ['b'], ['c'], ['d']]],
  [
    'quotes, doubled quotes, delimiters and line ends in them',
    '"a ""b"", c\r\nd",e',
    [['a "b", c\r\nd', 'e']],
  ],
  [
    'empty fields',
    ',"",\n,',
    [
      ['', '', ''],
      ['', ''],
    ],
  ],
  ['an empty line is a row of one empty field', 'a\n\nb', [['a'], [''], ['b']]],
  ['rows of different lengths', 'a,b\nc', [['a', 'b'], ['c']]],
  ['blanks belong to the field', ' a , "b" ', [[' a ', ' "b" ']]],
  ['a quote inside an unquoted field', 'a"b,c', [['a"b', 'c']]],
  ['another delimiter', 'a;b,c', [['a', 'b,c']], ';'],
  ['tabs', 'a\tb', [['a', 'b']], '\t'],
  ['characters beyond ASCII', 'é,😀\u0000', [['é', '😀\u0000']]],
  ['texts that look like numbers stay texts', '007,1e3,', [['007', '1e3', '']]],
];

const FILES = (environment: Environment) => [
  { name: 'b/ü.csv', bytes: environment.encodeText('id\n1\n') },
  { name: '2', bytes: bytes(0, 255, 128) },
  { name: '1', bytes: bytes() },
];

export const FORMAT_CASES: EnvironmentCase[] = [
  ...CSV.map(([name, text, rows, delimiter]): EnvironmentCase => ({
    name: `reads CSV: ${name}`,
    run(environment) {
      equal(environment.parseCsv(text, delimiter), rows);
    },
  })),
  {
    name: 'refuses CSV that is damaged, and says where',
    run(environment) {
      thrown(() => environment.parseCsv('a\n"b'), /line 2 that is never closed/);
      thrown(() => environment.parseCsv('"a"b,c'), /after a closing quote in line 1/);
      thrown(() => environment.parseCsv('a', '||'), /delimiter/);
      thrown(() => environment.parseCsv('a', '"'), /delimiter/);
    },
  },
  {
    name: 'packs files and unpacks them in their order',
    run(environment) {
      const files = FILES(environment);
      equal(environment.unzip(environment.zip(files)), files);
    },
  },
  {
    name: 'unpacks an archive that another program made, without its folders',
    run(environment) {
      const made = environment.base64Decode(FOREIGN_ZIP);
      const files = environment.unzip(made).map(file => [file.name, environment.decodeText(file.bytes)]);
      equal(files, [['folder/a.txt', 'hello hello hello\n']]);
    },
  },
  {
    name: 'refuses archives that cannot be',
    run(environment) {
      thrown(() => environment.zip([]), /at least one file/);
      thrown(() => environment.zip([{ name: '', bytes: bytes(1) }]), /needs a name/);
      const twice = { name: 'a', bytes: bytes(1) };
      thrown(() => environment.zip([twice, twice]), /two files named a/);
      thrown(() => environment.unzip(bytes(1, 2, 3)), /not a ZIP archive/);
      thrown(() => environment.unzip(environment.zip([twice]).slice(0, 20)), /not a ZIP archive/);
    },
  },
  {
    name: 'compresses with gzip and back',
    run(environment) {
      for (const content of [bytes(), bytes(0, 255, 128), environment.encodeText('x'.repeat(100_000))]) {
        const packed = environment.gzip(content);
        equal(hex(packed.slice(0, 2)), '1f8b');
        equal(environment.ungzip(packed), content);
      }
      equal(environment.gzip(environment.encodeText('x'.repeat(100_000))).length < 1000, true);
    },
  },
  {
    name: 'refuses gzip that is none or cut short',
    run(environment) {
      thrown(() => environment.ungzip(bytes(1, 2, 3)), /not gzip/);
      const packed = environment.gzip(environment.encodeText('some content that is long enough'));
      thrown(
        () => environment.ungzip(packed.slice(0, packed.length - 12)),
        /not gzip, or they are cut short/,
      );
    },
  },
];

/** A folder with one file, by another program. */
const FOREIGN_ZIP =
  'UEsDBBQAAAAAAABIYlwAAAAAAAAAAAAAAAAHAAAAZm9sZGVyL1BLAwQUAAAACAAASGJcO3yK3wsAAAASAAAADAAAAGZvbGRlci9hLnR4dMtIzcnJV8hAkFwAUEsBAhQDFAAAAAAAAEhiXAAAAAAAAAAAAAAAAAcAAAAAAAAAAAAAAIABAAAAAGZvbGRlci9QSwECFAMUAAAACAAASGJcO3yK3wsAAAASAAAADAAAAAAAAAAAAAAAgAElAAAAZm9sZGVyL2EudHh0UEsFBgAAAAACAAIAbwAAAFoAAAAAAA==';
