import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { suggestion } from '../../../src/Core/Nearest';

export type StorageKind = 'duckdb' | 'csv' | 'xlsx';
export type RuntimeName = 'node' | 'apps-script';

/** Where rows go: a database file, a folder of CSV files, or a spreadsheet file. */
export interface StorageSpec {
  kind: StorageKind;
  path: string;
}

export const RUNTIMES: readonly RuntimeName[] = ['node', 'apps-script'];

const KINDS: readonly StorageKind[] = ['duckdb', 'csv', 'xlsx'];

/** What a run writes to when it is not said. */
export const DEFAULT_STORAGE: Readonly<Record<RuntimeName, string>> = {
  node: 'duckdb:sheetbound.duckdb',
  'apps-script': 'xlsx:sheetbound.xlsx',
};

/** Reads `duckdb:path`, `csv:folder` or `xlsx:path`; says what is wrong with it in `faults`. */
export function parseStorage(text: string, runtime: RuntimeName, faults: string[]): StorageSpec {
  const [, kind = text, path = ''] = /^([^:]*):(.*)$/s.exec(text) ?? [];
  const spec: StorageSpec = { kind: kind as StorageKind, path: path.trim() };
  if (!KINDS.includes(spec.kind))
    faults.push(`--storage ${text}: write duckdb:path, csv:folder or xlsx:path.${suggestion(kind, KINDS)}`);
  else if (spec.path === '')
    faults.push(`--storage ${text}: the path is missing, e.g. ${DEFAULT_STORAGE.node}.`);
  else faults.push(...checkPath(spec));
  if (runtime === 'apps-script' && KINDS.includes(spec.kind) && spec.kind !== 'xlsx')
    faults.push(
      `--storage ${text}: the runtime apps-script writes to a spreadsheet; use xlsx:path, or --runtime node.`,
    );
  return spec;
}

/** Where the state lies when it is not said: beside the data that it belongs to. */
export function defaultStatePath({ kind, path }: StorageSpec): string {
  return kind === 'csv' ? join(path, 'sheetbound.state.json') : `${path}.state.json`;
}

/** Where all of a spreadsheet lies: an .xlsx is only its export for people. */
export function workbookPath(path: string): string {
  return `${path}.sheet.json`;
}

/** Whether anything was ever written there. */
export function hasData({ kind, path }: StorageSpec): boolean {
  if (kind === 'xlsx') return existsSync(workbookPath(path)) || existsSync(path);
  if (!existsSync(path)) return false;
  return kind !== 'csv' || readdirSync(path).some(file => file.endsWith('.csv'));
}

function checkPath({ kind, path }: StorageSpec): string[] {
  const status = statSync(path, { throwIfNoEntry: false });
  if (kind === 'csv')
    return status && !status.isDirectory() ? [`--storage csv:${path}: is a file; name a folder.`] : [];
  if (status?.isDirectory()) return [`--storage ${kind}:${path}: is a folder; name a file.`];
  if (kind === 'xlsx' && !/\.xlsx$/i.test(path))
    return [`--storage xlsx:${path}: the name of a spreadsheet ends in .xlsx.`];
  return [];
}
