import type { Accounts, GoogleLogin, GoogleUser, LoginOptions } from './Accounts';
import type { ApiFault } from './ApiFaults';
import type { JournalEntry } from './ApiJournal';
import type { ContentFile } from './ContentRules';
import { SPREADSHEET, type DriveFiles } from './DriveFiles';
import { GoogleState, NEW_CODE, type GoogleStateOptions } from './GoogleState';
import { ScriptApiServer } from './ScriptApiServer';
import type { ScriptProject } from './ScriptProject';

export interface ProjectOptions {
  /** An e-mail address. */
  owner: string;
  /** Default `Untitled project`. */
  title?: string;
  /** A spreadsheet of that name is made and owns the project (default), or the project stands on its own (`null`). */
  spreadsheet?: string | null;
  /** Default: the manifest and `Code` with an empty function, as the editor makes them. */
  files?: readonly ContentFile[];
}

/**
 * A Google of our own on 127.0.0.1: OAuth, the Apps Script API and a part of Drive, with one state behind them. What is
 * done here by method happens as if in the browser, without any request.
 */
export interface ScriptApi {
  /** `http://127.0.0.1:<port>`; a request says by the header `x-sheetbound-host` which host it means. */
  readonly url: string;
  readonly accounts: Accounts;
  readonly drive: DriveFiles;
  /** Somebody with an account, who begins to exist by the first call. */
  user(email: string): GoogleUser;
  /** What `clasp login` ends with. */
  login(email: string, options?: LoginOptions): GoogleLogin;
  createProject(options: ProjectOptions): ScriptProject;
  /** Throws when there is no such project. */
  project(scriptId: string): ScriptProject;
  /** In the order in which they were made. */
  projects(): ScriptProject[];
  /** Lets the next fitting request go wrong. */
  fail(fault: ApiFault): void;
  /** Faults that were asked for and did not happen are dropped. */
  clearFaults(): void;
  /** What arrived, oldest first, since the start or the last `clearRequests`. */
  requests(): readonly JournalEntry[];
  clearRequests(): void;
  close(): Promise<void>;
}

export async function startScriptApi(options: GoogleStateOptions = {}): Promise<ScriptApi> {
  const state = new GoogleState(options);
  const server = new ScriptApiServer(state);
  const url = await server.listen();
  return {
    url,
    accounts: state.accounts,
    drive: state.drive,
    user: email => state.accounts.user(email),
    login: (email, loginOptions) => state.accounts.login(email, loginOptions),
    createProject: projectOptions => createProject(state, projectOptions),
    project: scriptId => {
      const project = state.project(scriptId);
      if (!project) throw new Error(`No project ${scriptId}.`);
      return project;
    },
    projects: () => state.allProjects(),
    fail: fault => {
      server.faults.add(fault);
    },
    clearFaults: () => {
      server.faults.clear();
    },
    requests: () => server.journal,
    clearRequests: () => {
      server.journal.length = 0;
    },
    close: () => server.close(),
  };
}

function createProject(state: GoogleState, options: ProjectOptions): ScriptProject {
  const owner = state.accounts.user(options.owner);
  const title = options.title ?? 'Untitled project';
  const { spreadsheet = 'Untitled spreadsheet' } = options;
  const parent = spreadsheet === null ? undefined : state.drive.add(owner, spreadsheet, SPREADSHEET);
  const files = options.files ?? [{ name: 'Code', type: 'SERVER_JS', source: NEW_CODE }];
  return state.addProject(owner, title, parent?.id, files);
}
