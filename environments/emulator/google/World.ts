import type { HostMap } from '../../node/HostMap';
import { costOf } from './Costs';
import type { EmulatorState, UserState } from './EmulatorState';
import type { CallFate } from './Injection';
import { Locks } from './Locks';
import { boundStores, type ScriptStores } from './ScriptStores';
import type { Libraries, WithLibraries } from './script/Libraries';
import { stackFormatter, type FormatStack, type Project } from './script/Project';
import type { UserSession } from './UserSession';

/** The part of `appsscript.json` that decides what happens. */
export interface Manifest extends WithLibraries {
  /** IANA zone of `Date` in scripts and of triggers. Default `Etc/UTC`. */
  timeZone?: string;
  /** Without it Google grants what the script uses. */
  oauthScopes?: string[];
  /** Prefixes of the addresses that may be fetched; without it, all. */
  urlFetchWhitelist?: string[];
}

export interface WorldOptions {
  project: Project;
  libraries: Libraries;
  manifest: Manifest;
  /** By name without `.html`. */
  htmlFiles: Readonly<Record<string, string>>;
  /** Virtual milliseconds by full name, class or service, instead of those of `Costs.ts`. */
  costs: Readonly<Record<string, number>>;
  hosts: HostMap;
  /** Real milliseconds after which an execution that calls no service is cut. */
  realTimeLimit: number;
  bufferedWritesAtKill: 'lost' | 'applied';
  /** What a refused write leaves behind of its cells. */
  failedWrite: 'partial' | 'nothing';
  spreadsheetId: string;
}

/** What all executions share. */
export class World {
  readonly locks: Locks;
  /** Of the script that is bound to the file. */
  readonly stores: ScriptStores;
  /** The text of a stack: frames of the script and of its libraries. */
  readonly formatStack: FormatStack;
  private readonly sessions = new Map<string, UserSession>();

  constructor(
    readonly state: EmulatorState,
    readonly fate: CallFate,
    private readonly options: WorldOptions,
  ) {
    this.locks = new Locks(state);
    this.stores = boundStores(state, options.htmlFiles);
    this.formatStack = stackFormatter([options.project, ...options.libraries.projects]);
  }

  get project(): Project {
    return this.options.project;
  }

  get libraries(): Libraries {
    return this.options.libraries;
  }

  get manifest(): Manifest {
    return this.options.manifest;
  }

  get timeZone(): string {
    return this.options.manifest.timeZone ?? 'Etc/UTC';
  }

  get hosts(): HostMap {
    return this.options.hosts;
  }

  get realTimeLimit(): number {
    return this.options.realTimeLimit;
  }

  get bufferedWritesAtKill(): 'lost' | 'applied' {
    return this.options.bufferedWritesAtKill;
  }

  get failedWrite(): 'partial' | 'nothing' {
    return this.options.failedWrite;
  }

  get spreadsheetId(): string {
    return this.options.spreadsheetId;
  }

  costOf(name: string): number {
    return costOf(name, this.options.costs);
  }

  /** The state of a user, created when the email is new. */
  user(email: string): UserState {
    const known = this.state.users.find(user => user.email === email);
    if (known) return known;
    const user: UserState = {
      email,
      locale: 'en',
      account: 'consumer',
      grantedScopes: 'all',
      properties: {},
      triggers: [],
      quotas: {},
      dialogs: [],
      toasts: [],
    };
    this.state.users.push(user);
    return user;
  }

  /** The editor window of a user. */
  session(email: string): UserSession {
    let session = this.sessions.get(email);
    if (!session)
      this.sessions.set(email, (session = { isOpen: false, menus: new Map(), answers: [], window: {} }));
    return session;
  }
}
