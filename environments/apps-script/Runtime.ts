import { EnvironmentAdapter, type PropertyStore } from '../../src/Core/EnvironmentAdapter';
import type { Person } from '../../src/Imports/ImportDefinition';
import type { Dialogs } from './Dialogs';
import { host } from './Host';
import { DigestStore } from './state/DigestStore';
import { HistoryTab } from './file/HistoryTab';
import { ImportsTab } from './file/ImportsTab';
import { UndoTab } from './file/UndoTab';
import { currentUser } from './state/UserIdentity';

/** What one execution works with. Everything is made when it is first asked for: an idle wake-up asks for nothing. */
export class Runtime {
  private readonly made = new Map<string, unknown>();

  /** `dialogs`: somebody clicked and can be asked. */
  constructor(
    readonly startedAt: number,
    readonly dialogs: Dialogs | undefined,
  ) {}

  get spreadsheet(): GoogleAppsScript.Spreadsheet.Spreadsheet {
    return this.once('spreadsheet', () => host().spreadsheet);
  }

  get documentProperties(): PropertyStore {
    return this.once('documentProperties', () => EnvironmentAdapter.properties('document'));
  }

  get userProperties(): PropertyStore {
    return this.once('userProperties', () => EnvironmentAdapter.properties('user'));
  }

  get me(): Person {
    return this.once('me', () => currentUser(this.userProperties));
  }

  get imports(): ImportsTab {
    return this.once('imports', () => new ImportsTab(this.spreadsheet));
  }

  get history(): HistoryTab {
    return this.once('history', () => new HistoryTab(this.spreadsheet, this.documentProperties));
  }

  get undo(): UndoTab {
    return this.once('undo', () => new UndoTab(this.spreadsheet));
  }

  get digest(): DigestStore {
    return this.once('digest', () => new DigestStore(this.documentProperties));
  }

  /** Forgets who is running, after they gave themselves another name. */
  forgetMe(): void {
    this.made.delete('me');
  }

  private once<T>(name: string, make: () => T): T {
    if (!this.made.has(name)) this.made.set(name, make());
    return this.made.get(name) as T;
  }
}
