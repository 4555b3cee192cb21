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
    const where = `[Sheetbound] The saved progress of "${this.importName}"`;
    return parseRunState(readChunked(this.store, this.key, undefined, where), where);
  }

  save(state: RunState): void {
    writeChunked(this.store, this.key, JSON.stringify(state));
  }

  delete(): void {
    deleteChunked(this.store, this.key);
  }
}
