import type { DialogRecord, ExecutionRecord, ToastRecord, UserState } from './EmulatorState';
import type { ExecutionRunner } from './ExecutionRunner';
import { checkPageArguments, pageArguments, realmCopy } from './PageValues';
import type { QuotaFeature } from './Quotas';
import { openEvent } from './triggers/TriggerEvents';
import type { StoredTrigger } from './triggers/StoredTrigger';
import { visitCallback, type CallbackVisit } from './UserCallback';
import type { DialogAnswer, MenuEntry } from './UserSession';
import type { World } from './World';

/** One of the people who have the file, in front of their own editor window. */
export class EmulatedUser {
  constructor(
    private readonly state: UserState,
    private readonly world: World,
    private readonly runner: ExecutionRunner,
  ) {}

  get email(): string {
    return this.state.email;
  }

  /** Opens the file anew: menus go, the simple `onOpen` runs, then installed ones of this user. */
  open(): ExecutionRecord[] {
    const session = this.world.session(this.email);
    session.isOpen = true;
    session.menus.clear();
    const records: ExecutionRecord[] = [];
    if (this.world.project.declares('onOpen'))
      records.push(
        this.runner.run({
          user: this.state,
          kind: 'simple-trigger',
          functionName: 'onOpen',
          args: execution => [openEvent(execution)],
        }),
      );
    for (const trigger of this.state.triggers.filter(({ event }) => event === 'ON_OPEN'))
      if (trigger.disabled !== true) records.push(this.fireOpen(trigger));
    return records;
  }

  /** Closes the editor window: no menus until it is opened again. */
  close(): void {
    const session = this.world.session(this.email);
    session.isOpen = false;
    session.menus.clear();
  }

  /** Captions of the menus, items below their menu as `Menu > Item`, separators as `---`. */
  get menus(): string[] {
    const lines = (entries: readonly MenuEntry[], prefix: string): string[] =>
      entries.flatMap(entry => {
        if (entry.kind === 'separator') return [`${prefix}---`];
        const line = prefix + entry.caption;
        return entry.kind === 'item' ? [line] : [line, ...lines(entry.entries, `${line} > `)];
      });
    return [...this.world.session(this.email).menus].flatMap(([caption, entries]) =>
      lines([{ kind: 'menu', caption, entries }], ''),
    );
  }

  /** The function behind a menu item; throws with the captions that there are. */
  functionOfMenu(...path: string[]): string {
    const item = this.findItem(path);
    if (item?.kind === 'item') return item.functionName;
    throw new Error(
      `${this.email} has no menu item ${path.join(' > ')}. Open the file first. Items: ${this.menus.join(' | ')}`,
    );
  }

  /** Clicks a menu item by its captions, e.g. `clickMenu('Sheetbound', 'Import now')`. */
  clickMenu(...path: string[]): ExecutionRecord {
    return this.runner.run({ user: this.state, kind: 'menu', functionName: this.functionOfMenu(...path) });
  }

  /** Queues answers to the coming alerts and prompts, first come, first served. */
  answer(...answers: (DialogAnswer | DialogAnswer['button'])[]): this {
    const { answers: queue } = this.world.session(this.email);
    for (const answer of answers) queue.push(typeof answer === 'string' ? { button: answer } : answer);
    return this;
  }

  /** Answers that no dialog asked for yet. */
  get unusedAnswers(): readonly DialogAnswer[] {
    return this.world.session(this.email).answers;
  }

  /** The editor's Run, with arguments for tests. Methods by dotted name too. */
  run(functionName: string, ...args: unknown[]): ExecutionRecord {
    return this.runner.run({
      user: this.state,
      kind: 'editor',
      functionName,
      args: ({ realm }) => args.map(arg => realmCopy(realm, arg)),
    });
  }

  /**
   * `google.script.run` from a page: `result` is what the success handler gets, `error` what the failure handler gets.
   * Throws a TypeError, as the page would, for a function that pages do not see and for arguments that cannot be sent.
   */
  call(functionName: string, ...args: unknown[]): ExecutionRecord {
    if (!this.world.project.isCallableFromPage(functionName))
      throw new TypeError(`google.script.run.${functionName} is not a function`);
    checkPageArguments(args);
    return this.runner.run({
      user: this.state,
      kind: 'page',
      functionName,
      args: ({ realm }) => pageArguments(realm, args),
    });
  }

  /** The user's browser is sent to the script's `usercallback`, as by a site where they signed in. */
  visit(address: string): CallbackVisit {
    return visitCallback(address, this.state, this.world, this.runner);
  }

  get dialogs(): DialogRecord[] {
    return this.state.dialogs;
  }

  get toasts(): ToastRecord[] {
    return this.state.toasts;
  }

  get triggers(): StoredTrigger[] {
    return this.state.triggers;
  }

  /** User properties, to read and to change from outside. */
  get properties(): Record<string, string> {
    return this.state.properties;
  }

  get locale(): string {
    return this.state.locale;
  }

  set locale(value: string) {
    this.state.locale = value;
  }

  get account(): UserState['account'] {
    return this.state.account;
  }

  set account(value: UserState['account']) {
    this.state.account = value;
  }

  /** `all` (default): whatever the manifest asks for. */
  get grantedScopes(): 'all' | string[] {
    return this.state.grantedScopes;
  }

  set grantedScopes(value: 'all' | string[]) {
    this.state.grantedScopes = value;
  }

  /** Sets how much of a daily quota is used: calls, recipients, or milliseconds of trigger runtime. */
  setQuotaUsed(feature: QuotaFeature, used: number): void {
    this.state.quotas[feature] = { since: this.world.state.now, used };
  }

  private fireOpen(trigger: StoredTrigger): ExecutionRecord {
    trigger.firedCount++;
    return this.runner.run({
      user: this.state,
      kind: 'open-trigger',
      functionName: trigger.handler,
      args: execution => [openEvent(execution, trigger)],
    });
  }

  private findItem(path: readonly string[]): MenuEntry | undefined {
    const menus = [...this.world.session(this.email).menus].map(([caption, entries]): MenuEntry => ({
      kind: 'menu',
      caption,
      entries,
    }));
    let level: readonly MenuEntry[] = menus;
    let found: MenuEntry | undefined;
    for (const caption of path) {
      found = level.find(entry => entry.kind !== 'separator' && entry.caption === caption);
      level = found?.kind === 'menu' ? found.entries : [];
    }
    return found;
  }
}
