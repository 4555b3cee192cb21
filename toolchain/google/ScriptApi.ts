import type { ScriptFile } from '../ScriptFile';
import { GoogleApiError, type About } from './GoogleErrors';
import type { GoogleApi } from './GoogleApi';

const BASE = 'https://script.googleapis.com/v1/projects';

/** Entries of one page of a list; the API gives 50 by default. */
const PAGE_SIZE = 50;

/** Pages after which a list that never ends is given up: 200 versions fit in four. */
const MOST_PAGES = 40;

const FILE_TYPES: readonly string[] = ['SERVER_JS', 'HTML', 'JSON'];

/** A file as Google has it. */
export interface RemoteFile extends ScriptFile {
  /** ISO time of its last change. */
  updated?: string;
  /** E-mail address of who changed it last, where Google tells. */
  updatedBy?: string;
}

export interface ScriptProject {
  scriptId: string;
  title: string;
  /** The spreadsheet that it is bound to; undefined: a script of its own. */
  parentId: string | undefined;
}

/** A saved version; it cannot be changed any more. */
export interface ScriptVersion {
  number: number;
  description: string;
  /** ISO time. */
  created: string;
}

export interface ScriptDeployment {
  id: string;
  description: string;
  /** Undefined: the head deployment, which follows every push. */
  version: number | undefined;
  /** ISO time. */
  updated: string;
}

/** The Apps Script API, as far as the toolchain uses it. */
export class ScriptApi {
  constructor(private readonly api: GoogleApi) {}

  /** The files in their order; those of a saved version when `version` is given. */
  async content(scriptId: string, version?: number): Promise<RemoteFile[]> {
    const query = version === undefined ? '' : `?versionNumber=${version}`;
    const what =
      version === undefined
        ? `script project ${scriptId}`
        : `version ${version} of script project ${scriptId}`;
    const about: About = {
      doing: `read ${what}`,
      notFound:
        version === undefined
          ? wrongScriptId()
          : `Is there such a version? \`npx sheetbound versions\` lists them. ${wrongScriptId()}`,
    };
    const { files } = (await this.api.get(`${path(scriptId)}/content${query}`, about)) as { files?: unknown };
    return listOf(files, about).map(file => toFile(file, about));
  }

  async project(scriptId: string): Promise<ScriptProject> {
    const about = { doing: `read script project ${scriptId}`, notFound: wrongScriptId() };
    return toProject(await this.api.get(path(scriptId), about), about);
  }

  /** Makes a script that is bound to the spreadsheet `parentId`. Sent once: an error may leave one behind. */
  async createBoundProject(title: string, parentId: string): Promise<ScriptProject> {
    const about: About = {
      doing: `create the script in spreadsheet ${parentId}`,
      notFound: 'Was the spreadsheet deleted meanwhile?',
      undone: 'No script was created.',
    };
    return toProject(await this.api.change('post', BASE, { title, parentId }, about), about);
  }

  /** The newest first. */
  async versions(scriptId: string): Promise<ScriptVersion[]> {
    const about = { doing: `list the versions of script project ${scriptId}`, notFound: wrongScriptId() };
    const all = await this.pages(`${path(scriptId)}/versions`, 'versions', about);
    return all.map(entry => toVersion(entry, about)).sort((a, b) => b.number - a.number);
  }

  /** In Google's order; the head deployment is one of them. */
  async deployments(scriptId: string): Promise<ScriptDeployment[]> {
    const about = { doing: `list the deployments of script project ${scriptId}`, notFound: wrongScriptId() };
    const all = await this.pages(`${path(scriptId)}/deployments`, 'deployments', about);
    return all.map(entry => toDeployment(entry, about));
  }

  private async pages(url: string, key: string, about: About): Promise<unknown[]> {
    const found: unknown[] = [];
    let next = '';
    for (let page = 0; page < MOST_PAGES; page++) {
      const token = next && `&pageToken=${encodeURIComponent(next)}`;
      const answer = (await this.api.get(`${url}?pageSize=${PAGE_SIZE}${token}`, about)) as Record<
        string,
        unknown
      >;
      found.push(...listOf(answer[key] ?? [], about));
      const { nextPageToken } = answer;
      if (typeof nextPageToken !== 'string' || !nextPageToken || nextPageToken === next) return found;
      next = nextPageToken;
    }
    return found;
  }
}

function wrongScriptId(): string {
  return 'Check "scriptId" in the .clasp file of the target (it is the id of the script, not of the spreadsheet: Extensions > Apps Script > Project Settings), and that you are logged in as someone who may edit it.';
}

function path(scriptId: string): string {
  return `${BASE}/${encodeURIComponent(scriptId)}`;
}

function listOf(value: unknown, about: About): unknown[] {
  if (!Array.isArray(value)) throw notUnderstood(about);
  return value as unknown[];
}

function toFile(value: unknown, about: About): RemoteFile {
  const { name, type, source, updateTime, lastModifyUser } = (value ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || typeof type !== 'string' || !FILE_TYPES.includes(type))
    throw notUnderstood(about);
  const email = (lastModifyUser as { email?: unknown } | undefined)?.email;
  return {
    name,
    type: type as ScriptFile['type'],
    // Google leaves an empty text out.
    source: typeof source === 'string' ? source : '',
    ...(typeof updateTime === 'string' ? { updated: updateTime } : {}),
    ...(typeof email === 'string' ? { updatedBy: email } : {}),
  };
}

function toProject(value: unknown, about: About): ScriptProject {
  const { scriptId, title, parentId } = (value ?? {}) as Record<string, unknown>;
  if (typeof scriptId !== 'string' || !scriptId) throw notUnderstood(about);
  return { scriptId, title: textOf(title), parentId: textOf(parentId) || undefined };
}

function toVersion(value: unknown, about: About): ScriptVersion {
  const { versionNumber, description, createTime } = (value ?? {}) as Record<string, unknown>;
  if (typeof versionNumber !== 'number') throw notUnderstood(about);
  return { number: versionNumber, description: textOf(description), created: textOf(createTime) };
}

function toDeployment(value: unknown, about: About): ScriptDeployment {
  const { deploymentId, deploymentConfig, updateTime } = (value ?? {}) as Record<string, unknown>;
  const { versionNumber, description } = (deploymentConfig ?? {}) as Record<string, unknown>;
  if (typeof deploymentId !== 'string' || !deploymentId) throw notUnderstood(about);
  return {
    id: deploymentId,
    description: textOf(description),
    version: typeof versionNumber === 'number' ? versionNumber : undefined,
    updated: textOf(updateTime),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function notUnderstood({ doing }: About): GoogleApiError {
  return new GoogleApiError(
    `[Google] Could not ${doing}: the answer has another form than Google documents.`,
    200,
    'unknown',
  );
}
