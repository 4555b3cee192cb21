import type { GoogleUser } from './Accounts';
import type { ContentFile } from './ContentRules';

/** A file with who changed it last and when. */
export interface StoredFile extends ContentFile {
  lastModifyUser: GoogleUser;
  createTime: string;
  updateTime: string;
}

export interface ProjectVersion {
  versionNumber: number;
  description: string;
  createTime: string;
  files: readonly StoredFile[];
}

export interface Deployment {
  deploymentId: string;
  /** Missing: the one deployment that follows what is saved (`@HEAD`) and can be neither changed nor deleted. */
  versionNumber?: number;
  description: string;
  updateTime: string;
}

export type Role = 'owner' | 'writer' | 'reader';

export interface ProjectStart {
  scriptId: string;
  title: string;
  /** The spreadsheet that the project belongs to; missing for one of its own. */
  parentId?: string;
  owner: GoogleUser;
  headDeploymentId: string;
}

/** One script project: what is saved, its versions and deployments, and who may do what. */
export class ScriptProject {
  readonly scriptId: string;
  readonly title: string;
  readonly parentId: string | undefined;
  readonly owner: GoogleUser;
  readonly createTime: string;
  updateTime: string;
  lastModifyUser: GoogleUser;
  versions: ProjectVersion[] = [];
  deployments: Deployment[];
  /** Deployments that were deleted: Google still knows their ids. */
  readonly deletedDeployments = new Set<string>();
  private files: readonly StoredFile[] = [];
  private readonly roles = new Map<string, Role>();

  constructor(
    start: ProjectStart,
    private readonly now: () => number,
  ) {
    this.scriptId = start.scriptId;
    this.title = start.title;
    this.parentId = start.parentId;
    this.owner = start.owner;
    this.lastModifyUser = start.owner;
    this.createTime = this.time();
    this.updateTime = this.createTime;
    this.roles.set(start.owner.email, 'owner');
    this.deployments = [
      { deploymentId: start.headDeploymentId, description: '', updateTime: this.createTime },
    ];
  }

  /** What somebody may do here; undefined: nothing. */
  roleOf(email: string): Role | undefined {
    return this.roles.get(email);
  }

  /** As the share dialog does. */
  share(email: string, role: 'writer' | 'reader'): void {
    this.roles.set(email, role);
  }

  /** What is saved now, in its order. */
  stored(): readonly StoredFile[] {
    return this.files;
  }

  /** What is saved now, in its order, without who and when. */
  content(): ContentFile[] {
    return this.files.map(({ name, type, source }) => ({ name, type, source }));
  }

  /** The source of a file; throws when there is no such file. */
  source(name: string): string {
    const file = this.files.find(one => one.name === name);
    if (!file) throw new Error(`No file ${name} in the project ${this.scriptId}.`);
    return file.source;
  }

  /** Saves these files and no others, at once. Files that stay the same keep who and when. */
  replace(content: readonly ContentFile[], by: GoogleUser): void {
    const time = this.time();
    this.files = content.map(file => {
      const old = this.files.find(one => one.name === file.name && one.type === file.type);
      if (old?.source === file.source) return old;
      return { ...file, lastModifyUser: by, createTime: old?.createTime ?? time, updateTime: time };
    });
    this.updateTime = time;
    this.lastModifyUser = by;
  }

  /** As somebody does in the script editor: the file gets this source, or is added as a script. */
  edit(name: string, source: string, by: GoogleUser = this.owner): void {
    const old = this.files.find(file => file.name === name);
    if (!old) this.addFile({ name, type: 'SERVER_JS', source }, by);
    else
      this.replace(
        this.content().map(file => (file.name === name ? { ...file, source } : file)),
        by,
      );
  }

  /** As "Add a file" of the script editor does. */
  addFile(file: ContentFile, by: GoogleUser = this.owner): void {
    this.replace([...this.content(), file], by);
  }

  /** As "Delete" of the script editor does. */
  removeFile(name: string, by: GoogleUser = this.owner): void {
    this.source(name);
    this.replace(
      this.content().filter(file => file.name !== name),
      by,
    );
  }

  /** A version of what is saved now. */
  addVersion(description: string): ProjectVersion {
    const version = {
      versionNumber: this.versions.length + 1,
      description,
      createTime: this.time(),
      files: this.files,
    };
    this.versions.push(version);
    return version;
  }

  version(versionNumber: number): ProjectVersion | undefined {
    return this.versions.find(one => one.versionNumber === versionNumber);
  }

  /** RFC 3339, as Google writes it. */
  time(): string {
    return new Date(this.now()).toISOString();
  }
}
