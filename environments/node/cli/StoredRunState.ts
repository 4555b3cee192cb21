import { readChunked, writeChunked } from '../../../src/Core/ChunkedProperty';
import type { PropertyStore } from '../../../src/Core/EnvironmentAdapter';
import { emptyRunState, parseRunState, type RunStateStore } from '../../../src/Core/RunState';

/** The state of one import among those of a state file. */
export interface StoredRunState extends RunStateStore {
  /** Whether anything is remembered that the storage has to hold. */
  hasHistory(): boolean;
  /** Forgets what was imported; the next run starts at the first day. */
  clear(): void;
}

/** `where` names the file in messages. */
export function storedRunState(store: PropertyStore, importId: string, where: string): StoredRunState {
  const key = `run.${importId}`;
  const what = `[State] What ${where} remembers of ${importId}`;
  const state: StoredRunState = {
    load: () => parseRunState(readChunked(store, key, undefined, what), what),
    save: value => {
      writeChunked(store, key, JSON.stringify(value));
    },
    hasHistory: () => {
      const { cursors, grain, active } = state.load();
      return Object.keys(cursors).length + Object.keys(grain).length > 0 || active !== undefined;
    },
    clear: () => {
      state.save(emptyRunState());
    },
  };
  return state;
}
