import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { ConfigurationException, messageOf } from '../../../src/Core/Exceptions';
import { nearest } from '../../../src/Core/Nearest';
import {
  parseDefinition,
  serialiseDefinition,
  type ImportDefinition,
} from '../../../src/Imports/ImportDefinition';
import { HiddenTab, piecesOf } from './HiddenTab';

export const IMPORTS_TAB = '_sheetbound';

const LOCK_WAIT = 10_000;

/** Kind, id, piece number, text. */
const COLUMNS = 4;

/** An import that is in the file but cannot be read; its text stays as it is. */
export interface UnreadableImport {
  id: string;
  problem: string;
}

/**
 * Import definitions in a hidden tab of the file: they survive a copy of the file and a script project that was made
 * anew. The file's id stands beside them, so that a copy is recognised.
 */
export class ImportsTab {
  private readonly tab: HiddenTab;
  private texts: Map<string, string> | undefined;
  private fileId: string | undefined;

  constructor(private readonly spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet) {
    this.tab = new HiddenTab(spreadsheet, IMPORTS_TAB, COLUMNS);
  }

  /** Whether these definitions were made in another file: schedules, keys and progress did not come along. */
  get isCopy(): boolean {
    this.load();
    return this.fileId !== undefined && this.fileId !== this.spreadsheet.getId();
  }

  /** Every readable import in the order of their making. */
  list(): ImportDefinition[] {
    return [...this.load()].flatMap(([id, text]) => {
      try {
        return [parseDefinition(text, this.where(id))];
      } catch {
        return [];
      }
    });
  }

  unreadable(): UnreadableImport[] {
    return [...this.load()].flatMap(([id, text]) => {
      try {
        parseDefinition(text, this.where(id));
        return [];
      } catch (error) {
        return [{ id, problem: messageOf(error) }];
      }
    });
  }

  /** What people call it; the id where it is gone or cannot be read. */
  nameOf(id: string): string {
    return this.list().find(definition => definition.id === id)?.name ?? id;
  }

  /** By id or name. Throws with the nearest names when there is none. */
  get(idOrName: string): ImportDefinition {
    const text = this.load().get(idOrName);
    if (text !== undefined) return parseDefinition(text, this.where(idOrName));
    const all = this.list();
    const named = all.filter(({ name }) => name.toLowerCase() === idOrName.toLowerCase());
    const [only] = named;
    if (only && named.length === 1) return only;
    const close = nearest(
      idOrName,
      all.map(({ name }) => name),
    );
    const hint = close.length ? `Did you mean ${close.join(' or ')}?` : this.hint(all);
    throw new ConfigurationException('Sheetbound', [
      { message: `Import: there is no import "${idOrName}" in this file. ${hint}` },
    ]);
  }

  find(id: string): ImportDefinition | undefined {
    const text = this.load().get(id);
    return text === undefined ? undefined : parseDefinition(text, this.where(id));
  }

  save(definition: ImportDefinition): void {
    this.change(texts => texts.set(definition.id, serialiseDefinition(definition)));
  }

  delete(id: string): void {
    this.change(texts => texts.delete(id));
  }

  /** From now on the definitions belong to this file. */
  adopt(definitions: readonly ImportDefinition[]): void {
    this.change(texts => {
      for (const definition of definitions) texts.set(definition.id, serialiseDefinition(definition));
      this.fileId = this.spreadsheet.getId();
    });
  }

  /** On what the tab holds now: a colleague may have saved an import meanwhile. */
  private change(action: (texts: Map<string, string>) => unknown): void {
    EnvironmentAdapter.withLock(LOCK_WAIT, () => {
      this.texts = undefined;
      action(this.load());
      this.store();
    });
  }

  private load(): Map<string, string> {
    if (this.texts) return this.texts;
    const texts = new Map<string, string>();
    for (const [kind, id = '', , text = ''] of this.tab.read()) {
      if (kind === 'file') this.fileId = text;
      else if (kind === 'import') texts.set(id, (texts.get(id) ?? '') + text);
    }
    this.texts = texts;
    return texts;
  }

  private store(): void {
    this.fileId ??= this.spreadsheet.getId();
    const rows = [...this.load()].flatMap(([id, text]) =>
      piecesOf(text).map((piece, index) => ['import', id, String(index), piece]),
    );
    this.tab.write([['file', '', '', this.fileId], ...rows]);
    SpreadsheetApp.flush();
  }

  private hint(all: readonly ImportDefinition[]): string {
    return all.length
      ? `There are: ${all.map(({ name }) => name).join(', ')}.`
      : 'There are none yet: choose Sheetbound > Add or change an import.';
  }

  private where(id: string): string {
    return `[Sheetbound] The import "${id}" in the hidden tab ${this.tab.name}`;
  }
}
