/** What is remembered of a target's tab. */
export interface TabRecord {
  /** The title that it was, or is about to be, made with. */
  name: string;
  /** Missing: the tab is about to be made, or was and the execution ended before this could be noted. */
  sheetId?: number;
  /** False until a save in it went through to its end. A tab that was never ready holds nothing that is missed. */
  ready: boolean;
  /** Fields that have, or once had, a column. Only those are looked for by caption when their marker is gone. */
  columns: readonly string[];
}

/**
 * Durable memory of which tab belongs to which `StorageTarget.id`. `set` and `delete` are durable when they return:
 * what is to be made is noted before it is made, so that a killed execution leaves nothing that is not found again.
 */
export interface TabMemory {
  get(targetId: string): TabRecord | undefined;
  set(targetId: string, record: TabRecord): void;
  delete(targetId: string): void;
}
