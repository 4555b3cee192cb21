import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { AbstractStorage, StorageFactory } from '../../../src/Core/AbstractStorage';
import { createStorageFactory } from '../storages/StorageFactory';
import { hasData, type StorageSpec } from './StorageSpec';

/** The storages of one job. */
export interface OpenTarget {
  storages: StorageFactory;
  /** Called once, after the last storage was closed, whatever happened. */
  finish(): Promise<void>;
}

export async function openTarget({ kind, path }: StorageSpec): Promise<OpenTarget> {
  if (kind !== 'xlsx') return keepOpen(createStorageFactory(`${kind}:${path}`));
  const file = await openSpreadsheet(path, false);
  return { storages: file.storages, finish: () => file.export() };
}

/**
 * For comparisons. Where there is no data yet they are made with an empty storage in a passing folder, so that
 * nothing is created; a spreadsheet is changed in memory only.
 */
export async function openForReading(spec: StorageSpec): Promise<OpenTarget> {
  if (!hasData(spec)) return openPassing(spec);
  if (spec.kind !== 'xlsx') return openTarget(spec);
  const { storages } = await openSpreadsheet(spec.path, true);
  return { storages, finish: () => Promise.resolve() };
}

async function openPassing(spec: StorageSpec): Promise<OpenTarget> {
  const folder = mkdtempSync(join(tmpdir(), 'sheetbound-'));
  const target = await openTarget({ ...spec, path: join(folder, basename(spec.path)) });
  return {
    storages: target.storages,
    async finish() {
      if (spec.kind !== 'xlsx') await target.finish();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Loaded only for spreadsheets: the emulated sheet and the writer of .xlsx are most of what there is to load. */
async function openSpreadsheet(path: string, isReadOnly: boolean) {
  const { SpreadsheetFile } = await import('./SpreadsheetFile');
  return new SpreadsheetFile(path, { isReadOnly });
}

/**
 * A database file is opened by its first storage and closed with its last one. One more storage, which does nothing,
 * keeps it open over all nodes and parts of a history: opening takes longer than most saves.
 */
function keepOpen(factory: StorageFactory): OpenTarget {
  let keeper: AbstractStorage | undefined;
  return {
    storages(target) {
      keeper ??= factory(target);
      return factory(target);
    },
    finish() {
      keeper?.close();
      return Promise.resolve();
    },
  };
}
