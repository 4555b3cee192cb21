import type { PropertyStore } from '../../../src/Core/EnvironmentAdapter';
import type { TabMemory, TabRecord } from '../../../src/Storages/GoogleSheets/TabMemory';

const PREFIX = 'sheetbound.tab.';

/** Which tab belongs to which node of which import, in the document properties. */
export class DocumentTabMemory implements TabMemory {
  constructor(private readonly store: PropertyStore) {}

  /** A service that fails is not a tab that is forgotten: the error goes on. A damaged record is, and is found anew. */
  get(targetId: string): TabRecord | undefined {
    const text = this.store.get(PREFIX + targetId);
    try {
      return text === undefined ? undefined : (JSON.parse(text) as TabRecord);
    } catch {
      return undefined;
    }
  }

  set(targetId: string, record: TabRecord): void {
    this.store.set(PREFIX + targetId, JSON.stringify(record));
  }

  delete(targetId: string): void {
    this.store.delete(PREFIX + targetId);
  }

  /** Every target of one import that has a tab. */
  targetsOf(importId: string): string[] {
    const prefix = `${PREFIX}${importId}.`;
    return Object.keys(this.store.getAll())
      .filter(key => key.startsWith(prefix))
      .map(key => key.slice(PREFIX.length));
  }
}
