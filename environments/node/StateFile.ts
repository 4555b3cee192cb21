import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { StateException } from '../../src/Core/Exceptions';
import { isRecord } from '../../src/Core/Json';
import { isWriteProtected } from './WriteProtection';

/** What a state file holds. */
export interface StoredState {
  document: Record<string, string>;
  user: Record<string, string>;
  /** What may get lost: a version of sheetbound that knows no cache drops it. */
  cache: Record<string, CacheEntry>;
}

/** A value of the cache; `until` in milliseconds since 1970. */
export interface CacheEntry {
  value: string;
  until: number;
}

export function emptyState(): StoredState {
  return { document: {}, user: {}, cache: {} };
}

/** Version of the file's form. A newer one is refused, and left as it is. */
export const STATE_VERSION = 1;

/** Reads a state file; one that does not exist is empty. Throws a StateException on what it cannot understand. */
export function readStateFile(path: string): StoredState {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyState();
    throw refusal(path, `cannot be read (${codeOf(error)})`, 'Check the path and its permissions.');
  }
  return parseState(path, text);
}

function parseState(path: string, text: string): StoredState {
  let state: unknown;
  try {
    state = JSON.parse(text);
  } catch {
    throw refusal(
      path,
      'is not valid JSON; it may be cut short',
      'Restore a copy, or move it away to start afresh.',
    );
  }
  const { version, document, user, cache } = (state ?? {}) as Record<string, unknown>;
  if (typeof version === 'number' && version > STATE_VERSION)
    throw refusal(path, `was written by a newer version (form ${version})`, 'Update sheetbound.');
  if (version !== STATE_VERSION || !isTextMap(document) || !isTextMap(user))
    throw refusal(path, 'is not a state file of sheetbound', 'Name another file.');
  return { document: { ...document }, user: { ...user }, cache: entriesOf(cache) };
}

/** Whatever is damaged in a cache is not in it. */
function entriesOf(cache: unknown): Record<string, CacheEntry> {
  if (!isRecord(cache)) return {};
  return Object.fromEntries(
    Object.entries(cache).filter((entry): entry is [string, CacheEntry] => {
      const { value, until } = (isRecord(entry[1]) ? entry[1] : {}) as Partial<CacheEntry>;
      return typeof value === 'string' && typeof until === 'number';
    }),
  );
}

function isTextMap(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(item => typeof item === 'string');
}

/** Replaces a state file at once, durably: whoever reads sees the old one or the new one, whole. */
export function writeStateFile(path: string, state: StoredState): void {
  refuseReadOnly(path);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      const bytes = Buffer.from(`${JSON.stringify({ version: STATE_VERSION, ...state }, undefined, 1)}\n`);
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw refusal(path, `cannot be written (${codeOf(error)})`, 'Free some space, or name another file.');
  }
}

function refuseReadOnly(path: string): void {
  if (isWriteProtected(path)) throw refusal(path, 'is read-only', 'Make it writable, or name another file.');
}

/** Makes the rename itself durable, where the system can. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    fsyncSync(handle);
    closeSync(handle);
  } catch {
    // Windows opens no folders; there the rename is as durable as it gets.
  }
}

function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}

function refusal(path: string, what: string, advice: string): StateException {
  return new StateException(`[State] ${basename(path)} ${what}. It was left as it is. ${advice}`);
}
