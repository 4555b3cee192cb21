import { createHash } from 'node:crypto';
import { Accounts, type GoogleUser } from './Accounts';
import type { ContentFile, ContentRulesOptions } from './ContentRules';
import { DriveFiles } from './DriveFiles';
import { ScriptProject } from './ScriptProject';

export interface GoogleStateOptions extends Partial<ContentRulesOptions> {
  /** Milliseconds since 1970. Default: the clock of this machine. */
  now?: () => number;
  /** Versions that a project may have. Google's limit is 200. */
  maxVersions?: number;
  /** Deployments of versions that a project may have. Google's limit is 20. */
  maxDeployments?: number;
}

/** The manifest of a project that was just made. */
export const NEW_MANIFEST = `{
  "timeZone": "America/New_York",
  "dependencies": {},
  "exceptionLogging": "STACKDRIVER",
  "runtimeVersion": "V8"
}`;

/** The one script file of a project that the editor made; a project made by the API has none. */
export const NEW_CODE = 'function myFunction() {\n  \n}\n';

/** All that the loopback Google knows. */
export class GoogleState {
  readonly now: () => number;
  readonly accounts: Accounts;
  readonly drive: DriveFiles;
  readonly rules: ContentRulesOptions;
  readonly maxVersions: number;
  readonly maxDeployments: number;
  private readonly projects = new Map<string, ScriptProject>();
  private counter = 0;

  constructor(options: GoogleStateOptions = {}) {
    this.now = options.now ?? Date.now;
    this.accounts = new Accounts(this.now);
    this.drive = new DriveFiles(this.now, kind => this.newId(kind));
    this.rules = {
      instanceFields: options.instanceFields ?? 'refused',
      maxContentSize: options.maxContentSize ?? 50_000_000,
    };
    this.maxVersions = options.maxVersions ?? 200;
    this.maxDeployments = options.maxDeployments ?? 20;
  }

  project(scriptId: string): ScriptProject | undefined {
    return this.projects.get(scriptId);
  }

  allProjects(): ScriptProject[] {
    return [...this.projects.values()];
  }

  /** A project with the manifest that Google gives and these files besides. */
  addProject(
    owner: GoogleUser,
    title: string,
    parentId?: string,
    files: readonly ContentFile[] = [],
  ): ScriptProject {
    const project = new ScriptProject(
      {
        scriptId: this.newId('script'),
        title,
        owner,
        headDeploymentId: this.newId('deployment'),
        ...(parentId === undefined ? {} : { parentId }),
      },
      this.now,
    );
    const manifest: ContentFile = { name: 'appsscript', type: 'JSON', source: NEW_MANIFEST };
    project.replace(files.some(({ name }) => name === 'appsscript') ? files : [manifest, ...files], owner);
    this.projects.set(project.scriptId, project);
    if (parentId === undefined) this.drive.addScript(project.scriptId, title, owner);
    return project;
  }

  /** An id of the length and the letters of Google's, the same ones in every run. */
  newId(kind: 'script' | 'deployment' | 'file'): string {
    this.counter += 1;
    const letters = createHash('sha512').update(`${kind} ${this.counter}`).digest('base64url');
    if (kind === 'script') return `1${letters.slice(0, 56)}`;
    return kind === 'deployment' ? `AKfycb${letters.slice(0, 50)}` : `1${letters.slice(0, 43)}`;
  }
}
