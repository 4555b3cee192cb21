import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StorageTarget } from '../../../src/Core/AbstractStorage';
import { CsvStorage } from '../../../src/Storages/Csv/Storage';
import type { TextFiles } from '../../../src/Storages/Csv/TextFiles';
import { openTextFiles } from '../../../environments/node/storages/NodeTextFiles';
import { makeTarget } from '../../contracts/storage/StorageFixture';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sheetbound-csv-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const pathOf = ({ name }: StorageTarget): string => join(folder, `${name}.csv`);
const textOf = (target: StorageTarget): string => readFileSync(pathOf(target), 'utf8');
const open = (target: StorageTarget, files: TextFiles = openTextFiles(folder)): CsvStorage =>
  new CsvStorage(target, files);

describe('the text of a CSV file', () => {
  it('is RFC 4180 with the ids of the fields as header; blank is not an empty text', () => {
    const target = makeTarget({ id: 'string', text: 'string', n: 'number', flag: 'boolean', at: 'datetime' });
    open(target).saveData([
      { id: 'a', text: 'say "hi", all\nof you', n: 0, flag: false, at: '2026-01-02T03:04:05.678Z' },
      { id: '007', text: '', n: null, flag: null, at: null },
      { id: 'c', text: '=1+1', n: 1e21, flag: true, at: null },
    ]);
    expect(textOf(target)).toBe(
      'id,text,n,flag,at\r\na,"say ""hi"", all\nof you",0,false,2026-01-02T03:04:05.678Z\r\n007,"",,,\r\nc,=1+1,1e+21,true,\r\n',
    );
  });

  it('is not touched by an import that changes nothing', () => {
    const target = makeTarget({ id: 'string', n: 'number' });
    open(target).saveData([{ id: 'a', n: 1 }]);
    writeFileSync(pathOf(target), 'id,n\n"a",1.0\n');
    const before = statSync(pathOf(target));
    expect(open(target).saveData([{ id: 'a', n: 1 }])).toMatchObject({ unchanged: 1 });
    open(target).previewData([{ id: 'b', n: 1 }], { replace: true });
    expect(statSync(pathOf(target))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  it.each([
    ['a last line without an end', 'id,n\r\na,1', 'id,n\r\na,1\r\nb,2\r\n'],
    ['a byte-order mark', '\ufeff"id",n\r\na,1\r\n', '\ufeff"id",n\r\na,1\r\nb,2\r\n'],
  ])('keeps %s apart from the rows that are added', (_, present, expected) => {
    const target = makeTarget({ id: 'string', n: 'number' });
    writeFileSync(pathOf(target), present);
    expect(open(target).saveData([{ id: 'b', n: 2 }])).toMatchObject({ added: 1 });
    expect(textOf(target)).toBe(expected);
    open(target).saveData([{ id: 'b', n: 3 }]);
    expect(textOf(target)).toBe(expected.replace('"id"', 'id').replace('b,2', 'b,3'));
  });

  it("keeps the user's columns, their order and their duplicates", () => {
    const target = makeTarget({ id: 'string', n: 'number', more: 'string' });
    writeFileSync(pathOf(target), 'note,n,n,id,\r\n"mine, all",1,other,a,x\r\n,2,,b,\r\n');
    const rows = [
      { id: 'a', n: 5, more: 'm' },
      { id: 'c', n: 3, more: null },
    ];
    expect(open(target).saveData(rows)).toMatchObject({ added: 1, updated: 1 });
    expect(textOf(target)).toBe('note,n,n,id,"",more\r\n"mine, all",5,other,a,x,m\r\n,2,,b,,\r\n,3,,c,,\r\n');
  });

  it('takes a key that cannot be written as UTF-8 for the one that it was written as', () => {
    const target = makeTarget({ id: 'string', n: 'number' });
    for (const unchanged of [0, 1])
      expect(open(target).saveData([{ id: 'half \ud83d', n: 1 }])).toMatchObject({ unchanged });
  });
});

describe('the name of a CSV file', () => {
  it.each([
    ['../../etc/passwd', '%2E./../etc/passwd'.replace(/\//g, '%2F')],
    ['a/b', 'a%2Fb'],
    ['a%2Fb', 'a%252Fb'],
    ['CON', '%43ON'],
    ['Größe: 📈?', 'Größe%3A 📈%3F'],
    ['nul\0', 'nul%00'],
  ])("stays in its folder and is nobody else's: %j", (name, file) => {
    open({ ...makeTarget({ id: 'string' }), name }).saveData([{ id: 'a' }]);
    expect(readdirSync(folder)).toEqual([`${file}.csv`]);
  });
});

describe('what a CSV file refuses', () => {
  const target = makeTarget({ id: 'string', n: 'number' });
  const broken = [
    ['id,n\r\n"a,1\r\n', /A quote in line 2 is never closed/],
    ['id,n\r\n"a"b,1\r\n', /Line 2 has text after a closing quote/],
    ['id,n\r\na,1,2\r\n', /row 2 has more cells than the header/],
  ] as const;

  it.each(broken)('a file that is damaged stays as it is: %j', (text, message) => {
    writeFileSync(pathOf(target), text);
    expect(() => open(target).saveData([{ id: 'a', n: 2 }])).toThrow(message);
    expect(() => open(target).saveData([{ id: 'a', n: 2 }])).toThrow(
      /^\[Shop\] File .*Nothing was written\.$/,
    );
    expect(textOf(target)).toBe(text);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('a file that another program changes in the meantime keeps what that program wrote', () => {
    open(target).saveData([{ id: 'a', n: 1 }]);
    const files = openTextFiles(folder);
    const meanwhile: TextFiles = {
      ...files,
      write: (name, startFrom) => {
        const writer = files.write(name, startFrom);
        writeFileSync(join(folder, name), 'id,n\r\na,1\r\nmine,2\r\n');
        return writer;
      },
    };
    expect(() => open(target, meanwhile).saveData([{ id: 'b', n: 2 }])).toThrow(
      /another program changed it.*run again/,
    );
    expect(textOf(target)).toBe('id,n\r\na,1\r\nmine,2\r\n');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.each(['write', 'commit'] as const)('a disk that is full at %s leaves the file as it was', step => {
    open(target).saveData([{ id: 'a', n: 1 }]);
    const before = textOf(target);
    const files = openTextFiles(folder);
    const full: TextFiles = {
      ...files,
      write: (name, startFrom) => {
        const writer = files.write(name, startFrom);
        const fail = (): never => {
          writer.abandon();
          throw new Error('ENOSPC: no space left on device, write');
        };
        return {
          write: text => writer.write(text),
          commit: expected => writer.commit(expected),
          abandon: () => writer.abandon(),
          [step]: fail,
        };
      },
    };
    expect(() => open(target, full).saveData([{ id: 'a', n: 2 }])).toThrow(
      /^\[Shop\] File .*Nothing of this save was written\. The disk is full/,
    );
    expect(textOf(target)).toBe(before);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('drafts that a killed process left behind are removed by the next save', () => {
    writeFileSync(join(folder, `.${target.name}.csv.999999999.new`), 'half a fi');
    open(target).saveData([{ id: 'a', n: 1 }]);
    expect(readdirSync(folder)).toEqual([`${target.name}.csv`]);
  });
});
