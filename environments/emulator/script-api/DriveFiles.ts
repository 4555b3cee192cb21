import type { Caller, GoogleUser } from './Accounts';

/** A file in somebody's Drive, as far as a deployment meets it. */
export interface DriveFile {
  id: string;
  name: string;
  mimeType: string;
  description: string;
  trashed: boolean;
  createdTime: string;
  modifiedTime: string;
  owner: GoogleUser;
  /** Who may read or write it besides the owner. */
  roles: Map<string, 'reader' | 'writer'>;
  /** The OAuth client that made it: with the scope `drive.file` no other one may touch it. */
  clientId: string | undefined;
  /** Seen by the client alone that wrote them. */
  appProperties: Map<string, Record<string, string>>;
  properties: Record<string, string>;
  parents: string[];
}

export const SPREADSHEET = 'application/vnd.google-apps.spreadsheet';
export const SCRIPT = 'application/vnd.google-apps.script';

/** Kinds of files that may own a script project. */
export const CONTAINERS = [
  SPREADSHEET,
  'application/vnd.google-apps.document',
  'application/vnd.google-apps.form',
  'application/vnd.google-apps.presentation',
];

/** The files of all users. */
export class DriveFiles {
  private readonly files = new Map<string, DriveFile>();

  constructor(
    private readonly now: () => number,
    private readonly newId: (kind: 'file') => string,
  ) {}

  /** A file that somebody makes, by hand or (`clientId`) through a client. */
  add(owner: GoogleUser, name: string, mimeType = SPREADSHEET, clientId?: string): DriveFile {
    return this.put(this.newId('file'), owner, name, mimeType, clientId);
  }

  /** A script project of its own stands in Drive, under its script id; one of a spreadsheet does not. */
  addScript(scriptId: string, name: string, owner: GoogleUser): void {
    this.put(scriptId, owner, name, SCRIPT, undefined);
  }

  get(id: string): DriveFile | undefined {
    return this.files.get(id);
  }

  /** Newest first, as Drive lists them. */
  visibleTo(email: string): DriveFile[] {
    return [...this.files.values()].filter(file => mayRead(file, email)).reverse();
  }

  /** As "Delete forever" does. */
  remove(id: string): void {
    this.files.delete(id);
  }

  touch(file: DriveFile): void {
    file.modifiedTime = new Date(this.now()).toISOString();
  }

  private put(
    id: string,
    owner: GoogleUser,
    name: string,
    mimeType: string,
    clientId: string | undefined,
  ): DriveFile {
    const time = new Date(this.now()).toISOString();
    const file: DriveFile = {
      id,
      name,
      mimeType,
      description: '',
      trashed: false,
      createdTime: time,
      modifiedTime: time,
      owner,
      roles: new Map(),
      clientId,
      appProperties: new Map(),
      properties: {},
      parents: ['root'],
    };
    this.files.set(id, file);
    return file;
  }
}

export function mayRead(file: DriveFile, email: string): boolean {
  return file.owner.email === email || file.roles.has(email);
}

export function mayWrite(file: DriveFile, email: string): boolean {
  return file.owner.email === email || file.roles.get(email) === 'writer';
}

/** What Drive tells a client about a file. */
export function describeFile(file: DriveFile, { user, clientId }: Caller): Record<string, unknown> {
  const appProperties = file.appProperties.get(clientId);
  return {
    kind: 'drive#file',
    id: file.id,
    name: file.name,
    mimeType: file.mimeType,
    ...(file.description === '' ? {} : { description: file.description }),
    trashed: file.trashed,
    explicitlyTrashed: file.trashed,
    parents: file.parents,
    ...(Object.keys(file.properties).length ? { properties: file.properties } : {}),
    ...(appProperties ? { appProperties } : {}),
    createdTime: file.createdTime,
    modifiedTime: file.modifiedTime,
    owners: [
      {
        kind: 'drive#user',
        displayName: file.owner.name,
        me: file.owner.email === user.email,
        emailAddress: file.owner.email,
      },
    ],
    ownedByMe: file.owner.email === user.email,
    webViewLink: `https://docs.google.com/spreadsheets/d/${file.id}/edit?usp=drivesdk`,
  };
}
