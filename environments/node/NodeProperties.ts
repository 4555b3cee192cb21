import { statSync } from 'node:fs';
import type { PropertyScope, PropertyStore } from '../../src/Core/EnvironmentAdapter';
import { checkPropertyValues, PROPERTY_LIMITS } from '../portable/PropertyLimits';
import { utf8Length } from '../portable/Unicode';
import { FileLock } from './FileLock';
import { emptyState, readStateFile, writeStateFile, type StoredState } from './StateFile';

/** Where the properties of both scopes are kept. */
export interface StateKeeper {
  read(): StoredState;
  /** Changes what is stored at this moment, also by others, and is durable when it returns. */
  change(action: (state: StoredState) => void): void;
}

/** For executions that leave nothing behind. */
export function memoryState(): StateKeeper {
  const state = emptyState();
  return {
    read: () => state,
    change(action) {
      action(state);
    },
  };
}

/** Milliseconds to wait for another process that is writing the same file. */
const WRITE_WAIT = 10_000;

/** In a JSON file; what other processes wrote in the meantime is seen and kept. */
export function fileState(path: string): StateKeeper {
  const lock = new FileLock(`${path}.write-lock`);
  let known: { mark: string; state: StoredState } | undefined;
  const read = (): StoredState => {
    const mark = markOf(path);
    if (known?.mark !== mark) known = { mark, state: readStateFile(path) };
    return known.state;
  };
  return {
    read,
    change(action) {
      if (!lock.tryAcquire(WRITE_WAIT))
        throw new Error(
          `[State] The state file is being written by ${lock.describeHolder()}. Nothing was stored.`,
        );
      try {
        const { document, user, cache } = read();
        const changed = { document: { ...document }, user: { ...user }, cache: { ...cache } };
        action(changed);
        writeStateFile(path, changed);
        known = { mark: markOf(path), state: changed };
      } finally {
        lock.release();
      }
    },
  };
}

/** Changes whenever the file was replaced. */
function markOf(path: string): string {
  const status = statSync(path, { bigint: true, throwIfNoEntry: false });
  return status ? `${status.ino} ${status.mtimeNs} ${status.size}` : '';
}

/** The store of one scope. */
export function propertyStore(keeper: StateKeeper, scope: PropertyScope): PropertyStore {
  const setAll = (values: Record<string, string>): void => {
    checkPropertyValues(values, utf8Length);
    keeper.change(state => {
      const merged = { ...state[scope], ...values };
      checkStore(merged);
      state[scope] = merged;
    });
  };
  return {
    get: key => (Object.hasOwn(keeper.read()[scope], key) ? keeper.read()[scope][key] : undefined),
    getAll: () => ({ ...keeper.read()[scope] }),
    set: (key, value) => {
      setAll({ [key]: value });
    },
    setAll,
    delete: key => {
      if (!Object.hasOwn(keeper.read()[scope], key)) return;
      keeper.change(state => {
        state[scope] = Object.fromEntries(Object.entries(state[scope]).filter(([name]) => name !== key));
      });
    },
  };
}

function checkStore(values: Readonly<Record<string, string>>): void {
  const bytes = Object.entries(values).reduce(
    (sum, [key, value]) => sum + utf8Length(key) + utf8Length(value),
    0,
  );
  if (bytes > PROPERTY_LIMITS.store)
    throw new Error(
      `All properties together would have ${bytes} bytes; the limit is ${PROPERTY_LIMITS.store}. Nothing was stored.`,
    );
}
