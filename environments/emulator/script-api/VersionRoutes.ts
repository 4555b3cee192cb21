import { jsonBody, matchPath, numberParameter, textMember, type ApiAnswer, type ApiCall } from './ApiCall';
import { READ_PROJECTS, WRITE_PROJECTS } from './ApiScopes';
import { googleError } from './GoogleError';
import type { GoogleState } from './GoogleState';
import { pageOf } from './Paging';
import { admit, projectOf, type Need } from './ScriptAccess';
import type { ProjectVersion } from './ScriptProject';

const METHODS = 'google.apps.script.v1.VersionService.';
const CREATE: Need = { method: `${METHODS}CreateVersion`, scopes: WRITE_PROJECTS, writes: true };
const LIST: Need = { method: `${METHODS}ListVersions`, scopes: READ_PROJECTS, writes: false };
const GET: Need = { method: `${METHODS}GetVersion`, scopes: READ_PROJECTS, writes: false };

/** Versions of a project in the Apps Script API, which cannot delete any. Undefined: not its path. */
export function answerVersions(call: ApiCall, state: GoogleState): ApiAnswer | undefined {
  const scriptId = matchPath('/v1/projects/:scriptId/versions', call.path)?.['scriptId'];
  if (scriptId !== undefined && call.method === 'POST') return create(call, state, scriptId);
  if (scriptId !== undefined && call.method === 'GET') return list(call, state, scriptId);
  const one = matchPath('/v1/projects/:scriptId/versions/:versionNumber', call.path);
  if (!one || call.method !== 'GET') return undefined;
  return get(call, state, one['scriptId'] ?? '', Number(one['versionNumber']));
}

function create(call: ApiCall, state: GoogleState, scriptId: string): ApiAnswer {
  const caller = admit(call, state, CREATE);
  const project = projectOf(state, scriptId, caller, CREATE);
  const body = jsonBody(call, ['scriptId', 'versionNumber', 'description', 'createTime']);
  const description = textMember(body, 'description');
  // That 200 is the limit is documented; the words are not.
  if (project.versions.length >= state.maxVersions)
    throw googleError(
      'failedPrecondition',
      `Scripts may only have up to ${state.maxVersions} versions. Delete old versions in the project history to create new ones.`,
    );
  return { status: 200, body: describe(scriptId, project.addVersion(description)) };
}

function list(call: ApiCall, state: GoogleState, scriptId: string): ApiAnswer {
  const caller = admit(call, state, LIST);
  const project = projectOf(state, scriptId, caller, LIST);
  const newestFirst = [...project.versions].reverse();
  const { items, next } = pageOf(newestFirst, numberParameter(call, 'pageSize'), call.query.get('pageToken'));
  const versions = items.map(version => describe(scriptId, version));
  return { status: 200, body: { ...(versions.length ? { versions } : {}), ...next } };
}

function get(call: ApiCall, state: GoogleState, scriptId: string, versionNumber: number): ApiAnswer {
  const caller = admit(call, state, GET);
  const version = projectOf(state, scriptId, caller, GET).version(versionNumber);
  if (!version) throw googleError('notFound');
  return { status: 200, body: describe(scriptId, version) };
}

function describe(scriptId: string, { versionNumber, description, createTime }: ProjectVersion): unknown {
  return { scriptId, versionNumber, ...(description === '' ? {} : { description }), createTime };
}
