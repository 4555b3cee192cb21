import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GONE_FIELD, type StorageTarget } from '../../../src/Core/AbstractStorage';
import type { FieldType, Row, Value } from '../../../src/Core/Schema';
import { CsvStorage } from '../../../src/Storages/Csv/Storage';
import { openTextFiles } from '../../../environments/node/storages/NodeTextFiles';
import { describeStorage } from './StorageContract';

/** A reader of its own: one match for each cell, with what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/gy;

function parse(text: string): (string | null)[][] {
  const lines: (string | null)[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(CELL)) {
    lines[lines.length - 1]?.push(quoted?.replace(/""/g, '"') ?? (plain === '' ? null : (plain ?? null)));
    if (end === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}

function toValue(text: string | null | undefined, type: FieldType): Value {
  if (text === null || text === undefined) return null;
  if (type === 'integer' || type === 'number') return Number(text);
  if (type === 'numeric string') return String(Number(text)) === text ? Number(text) : text;
  return type === 'boolean' ? text === 'true' : text;
}

function read(folder: string, { name, fields }: StorageTarget): Row[] {
  const path = join(folder, `${name}.csv`);
  if (!existsSync(path)) return [];
  const [header = [], ...lines] = parse(readFileSync(path, 'utf8'));
  return lines.map(line => {
    const values = Object.entries(fields).map(([field, { type }]) => [
      field,
      toValue(line[header.indexOf(field)], type),
    ]);
    const isGone = line[header.indexOf(GONE_FIELD)] === 'true';
    return { ...Object.fromEntries(values), ...(isGone ? { [GONE_FIELD]: true } : {}) };
  });
}

describeStorage('Csv', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sheetbound-csv-'));
  const files = openTextFiles(folder);
  return {
    create: target => new CsvStorage(target, files),
    read: target => read(folder, target),
    distinguishesEmptyText: true,
    cleanup: () => rmSync(folder, { recursive: true }),
  };
});
