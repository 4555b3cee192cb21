import { readChunked, writeChunked } from '../../../src/Core/ChunkedProperty';
import { EnvironmentAdapter, type PropertyStore } from '../../../src/Core/EnvironmentAdapter';
import { emptyDigest, parseDigest, type DueDigest } from '../../../src/Imports/DueDigest';

const KEY = 'sheetbound.digest';
const LOCK_WAIT = 10_000;

/** The due-time digest in the document properties. Many executions change it, each under the script's lock. */
export class DigestStore {
  constructor(private readonly store: PropertyStore) {}

  /** Undefined when it is damaged. `all`: what was read before. */
  read(all: Record<string, string> = this.store.getAll()): DueDigest | undefined {
    let text: string | undefined;
    try {
      text = readChunked(this.store, KEY, all);
    } catch {
      return undefined;
    }
    return parseDigest(text);
  }

  /** A damaged digest begins anew: `repairSchedule` fills it from the definitions. */
  readOrNew(): DueDigest {
    return this.read() ?? emptyDigest();
  }

  /** Durable when it returns. `change` may alter what it is handed. */
  update(change: (digest: DueDigest) => void): DueDigest {
    return EnvironmentAdapter.withLock(LOCK_WAIT, () => {
      const digest = this.readOrNew();
      const before = JSON.stringify(digest);
      change(digest);
      const after = JSON.stringify(digest);
      if (after !== before) writeChunked(this.store, KEY, after);
      return digest;
    });
  }

  reset(): void {
    writeChunked(this.store, KEY, JSON.stringify(emptyDigest()));
  }
}
