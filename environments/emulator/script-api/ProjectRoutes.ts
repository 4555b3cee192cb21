import { jsonBody, matchPath, numberParameter, textMember, type ApiAnswer, type ApiCall } from './ApiCall';
import { READ_PROJECTS, WRITE_PROJECTS } from './ApiScopes';
import { acceptContent } from './ContentRules';
import { CONTAINERS, mayWrite } from './DriveFiles';
import { googleError } from './GoogleError';
import type { GoogleState } from './GoogleState';
import { admit, projectOf, type Need } from './ScriptAccess';
import type { ScriptProject, StoredFile } from './ScriptProject';
import type { GoogleUser } from './Accounts';
import { functionNames } from './UploadParser';

const METHODS = 'google.apps.script.v1.ProjectService.';
const CREATE: Need = { method: `${METHODS}CreateProject`, scopes: WRITE_PROJECTS, writes: true };
const GET: Need = { method: `${METHODS}GetProject`, scopes: READ_PROJECTS, writes: false };
const GET_CONTENT: Need = { method: `${METHODS}GetContent`, scopes: READ_PROJECTS, writes: false };
const UPDATE: Need = { method: `${METHODS}UpdateContent`, scopes: WRITE_PROJECTS, writes: true };

/** Projects and their content in the Apps Script API. Undefined: not its path. */
export function answerProjects(call: ApiCall, state: GoogleState): ApiAnswer | undefined {
  if (call.path === '/v1/projects' && call.method === 'POST') return create(call, state);
  const scriptId = matchPath('/v1/projects/:scriptId', call.path)?.['scriptId'];
  if (scriptId !== undefined && call.method === 'GET') return get(call, state, scriptId);
  const contentOf = matchPath('/v1/projects/:scriptId/content', call.path)?.['scriptId'];
  if (contentOf === undefined) return undefined;
  if (call.method === 'GET') return getContent(call, state, contentOf);
  return call.method === 'PUT' ? updateContent(call, state, contentOf) : undefined;
}

function create(call: ApiCall, state: GoogleState): ApiAnswer {
  const caller = admit(call, state, CREATE);
  const body = jsonBody(call, ['title', 'parentId']);
  const title = textMember(body, 'title');
  const parentId = textMember(body, 'parentId');
  if (title === '') throw googleError('invalidArgument');
  if (parentId !== '') {
    const parent = state.drive.get(parentId);
    if (!parent) throw googleError('notFound');
    if (!CONTAINERS.includes(parent.mimeType)) throw googleError('invalidArgument');
    if (!mayWrite(parent, caller.user.email)) throw googleError('permissionDenied');
  }
  const project = state.addProject(caller.user, title, parentId || undefined);
  return { status: 200, body: describe(project) };
}

function get(call: ApiCall, state: GoogleState, scriptId: string): ApiAnswer {
  const caller = admit(call, state, GET);
  return { status: 200, body: describe(projectOf(state, scriptId, caller, GET)) };
}

function getContent(call: ApiCall, state: GoogleState, scriptId: string): ApiAnswer {
  const caller = admit(call, state, GET_CONTENT);
  const project = projectOf(state, scriptId, caller, GET_CONTENT);
  const number = numberParameter(call, 'versionNumber') ?? 0;
  const files = number === 0 ? project.stored() : project.version(number)?.files;
  if (!files) throw googleError('notFound');
  return { status: 200, body: { scriptId, files: files.map(describeFile) } };
}

function updateContent(call: ApiCall, state: GoogleState, scriptId: string): ApiAnswer {
  const caller = admit(call, state, UPDATE);
  const project = projectOf(state, scriptId, caller, UPDATE);
  const body = jsonBody(call, ['scriptId', 'files']);
  project.replace(acceptContent(body['files'], state.rules), caller.user);
  return { status: 200, body: { scriptId, files: project.stored().map(describeFile) } };
}

function describe(project: ScriptProject): unknown {
  return {
    scriptId: project.scriptId,
    title: project.title,
    ...(project.parentId === undefined ? {} : { parentId: project.parentId }),
    createTime: project.createTime,
    updateTime: project.updateTime,
    creator: describeUser(project.owner),
    lastModifyUser: describeUser(project.lastModifyUser),
  };
}

function describeFile(file: StoredFile): unknown {
  const names = file.type === 'SERVER_JS' ? functionNames(file.source) : [];
  return {
    name: file.name,
    type: file.type,
    source: file.source,
    lastModifyUser: describeUser(file.lastModifyUser),
    createTime: file.createTime,
    updateTime: file.updateTime,
    functionSet: names.length ? { values: names.map(name => ({ name })) } : {},
  };
}

function describeUser({ email, name }: GoogleUser): unknown {
  return { domain: email.split('@')[1] ?? '', email, name };
}
