import type { StorageTarget } from '../../Core/AbstractStorage';
import { DestinationException, messageOf } from '../../Core/Exceptions';
import { fullError, goneError } from './Failures';
import { captionOf } from './Layout';
import { readMarker } from './Markers';
import type { Sheet } from './Sheet';
import type { SheetServices } from './SheetServices';
import type { TabRecord } from './TabMemory';

export interface FoundTab {
  sheet: Sheet;
  record: TabRecord;
  /** Made just now: an empty grid of 1000 x 26. */
  isNew?: true;
}

const LONGEST_TITLE = 100;
const NEW_TAB_CELLS = 26_000;

/**
 * A tab is its id, whatever its title. Without an id in memory, a tab of the wanted title is taken over if it is ours
 * by its markers, empty, or has all captions of the unique keys; any other stays as it is and the new tab is called
 * `Title (2)`.
 */
export class TabFinder {
  constructor(
    private readonly target: StorageTarget,
    private readonly services: SheetServices,
  ) {}

  /** The tab, if there is one. Throws when a tab that held data was deleted; after that it is forgotten. */
  find(): FoundTab | undefined {
    const found = this.look();
    if (found) return found;
    const record = this.services.memory.get(this.target.id);
    if (record?.sheetId === undefined) return undefined;
    this.services.memory.delete(this.target.id);
    if (record.ready) throw goneError(this.target, record.name);
    return undefined;
  }

  private look(): FoundTab | undefined {
    const record = this.services.memory.get(this.target.id);
    if (record?.sheetId === undefined) return undefined;
    const sheet = this.services.spreadsheet.getSheetById(record.sheetId);
    return sheet ? { sheet, record } : undefined;
  }

  /** For a preview: also a tab that a save would take over. Notes nothing, a tab that was deleted least of all. */
  peek(): FoundTab | undefined {
    const found = this.look();
    if (found) return found;
    const name = this.titles()[0] ?? this.target.name;
    const sheet = this.services.spreadsheet.getSheetByName(name);
    return sheet && this.isUsable(sheet)
      ? { sheet, record: { name, sheetId: sheet.getSheetId(), ready: false, columns: [] } }
      : undefined;
  }

  findOrMake(): FoundTab {
    return this.find() ?? this.make();
  }

  private make(): FoundTab {
    const wasIntended = this.services.memory.get(this.target.id) !== undefined;
    for (const name of this.titles()) {
      const record: TabRecord = { name, ready: false, columns: [] };
      this.services.memory.set(this.target.id, record);
      const made = wasIntended ? undefined : this.insert(name);
      const existing = made ? null : this.services.spreadsheet.getSheetByName(name);
      if (existing && !this.isUsable(existing)) continue;
      const sheet = made ?? existing ?? this.insert(name);
      if (!sheet) throw this.cannotMake(name, undefined);
      const found = { sheet, record: { ...record, sheetId: sheet.getSheetId() } };
      this.services.memory.set(this.target.id, found.record);
      return existing ? found : { ...found, isNew: true };
    }
    throw this.cannotMake(this.target.name, undefined);
  }

  /** Undefined when the title is taken. */
  private insert(name: string): Sheet | undefined {
    try {
      return this.services.spreadsheet.insertSheet(name);
    } catch (error) {
      if (this.services.spreadsheet.getSheetByName(name)) return undefined;
      this.services.memory.delete(this.target.id);
      throw this.cannotMake(name, error);
    }
  }

  private cannotMake(name: string, error: unknown): Error {
    const full = fullError(this.services.spreadsheet, this.target, name, NEW_TAB_CELLS);
    if (full) return full;
    const reason =
      error === undefined ? 'tabs of that title and the next ones are in use.' : messageOf(error);
    return new DestinationException(
      `[${this.target.sourceName}] The tab "${name}" could not be made: ${reason} Nothing was written. Choose another tab name, or ask the owner of the file to let you add tabs.`,
    );
  }

  private titles(): string[] {
    const title = this.target.name.trim() || this.target.id;
    const clipped = (suffix: string) => title.slice(0, LONGEST_TITLE - suffix.length) + suffix;
    return Array.from({ length: 99 }, (_, i) => clipped(i === 0 ? '' : ` (${i + 1})`));
  }

  private isUsable(sheet: Sheet): boolean {
    const notes = sheet.getRange('1:1').getNotes()[0] ?? [];
    const owners = notes.flatMap(note => readMarker(note)?.targetId ?? []);
    if (owners.includes(this.target.id)) return true;
    if (owners.length) return false;
    if (sheet.getLastRow() === 0) return true;
    const { uniqueKeys } = this.target;
    const captions = (sheet.getRange('1:1').getValues()[0] ?? []).map(value => normal(String(value)));
    return (
      uniqueKeys.length > 0 &&
      uniqueKeys.every(field => captions.includes(normal(captionOf(this.target, field))))
    );
  }
}

function normal(caption: string): string {
  return caption.trim().toLowerCase();
}
