import { deleteChunked, readChunked, writeChunked } from '../../../src/Core/ChunkedProperty';
import type { PropertyStore } from '../../../src/Core/EnvironmentAdapter';
import { parseRunState, type RunState, type RunStateStore } from '../../../src/Core/RunState';

const PREFIX = 'sheetbound.state.';

/** Cursors and run state of one import, in the document properties. */
export class DocumentRunState implements RunStateStore {
  private readonly key: string;

  constructor(
    private readonly store: PropertyStore,
    importId: string,
    private readonly importName: string,
  ) {
    this.key = PREFIX + importId;
  }

  load(): RunState {
    const text = readChunked(this.store, this.key);
    // A value whose pieces are not all there reads as '': that is damage, not a first run.
    return parseRunState(text === '' ? '{' : text, `[Sheetbound] The saved progress of "${this.importName}"`);
  }

  save(state: RunState): void {
    writeChunked(this.store, this.key, JSON.stringify(state));
  }

  delete(): void {
    deleteChunked(this.store, this.key);
  }
}
