import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { StorageFactory } from '../../../src/Core/AbstractStorage';
import { createStorageFactory } from '../storages/StorageFactory';
import { SpreadsheetFile } from './SpreadsheetFile';
import { hasData, type StorageSpec } from './StorageSpec';

/** The storages of one job. */
export interface OpenTarget {
  storages: StorageFactory;
  /** Called once, after the last storage was closed, whatever happened. */
  finish(): Promise<void>;
}

export function openTarget({ kind, path }: StorageSpec): OpenTarget {
  if (kind !== 'xlsx')
    return { storages: createStorageFactory(`${kind}:${path}`), finish: () => Promise.resolve() };
  const file = new SpreadsheetFile(path);
  return { storages: file.storages, finish: () => file.export() };
}

/**
 * For comparisons. Where there is no data yet they are made with an empty storage in a passing folder, so that
 * nothing is created; a spreadsheet is changed in memory only.
 */
export function openForReading(spec: StorageSpec): OpenTarget {
  if (!hasData(spec)) {
    const folder = mkdtempSync(join(tmpdir(), 'sheetbound-'));
    const { storages } = openTarget({ ...spec, path: join(folder, basename(spec.path)) });
    return {
      storages,
      finish: () => {
        rmSync(folder, { recursive: true, force: true });
        return Promise.resolve();
      },
    };
  }
  if (spec.kind !== 'xlsx') return openTarget(spec);
  return {
    storages: new SpreadsheetFile(spec.path, { isReadOnly: true }).storages,
    finish: () => Promise.resolve(),
  };
}
