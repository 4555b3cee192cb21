import type { Caller } from './Accounts';
import {
  jsonBody,
  matchPath,
  numberParameter,
  textMember,
  wrongValue,
  type ApiAnswer,
  type ApiCall,
} from './ApiCall';
import { CHANGE_FILES, CREATE_FILES, hasScope, needScope, READ_FILES } from './ApiScopes';
import { CONTAINERS, describeFile, mayRead, mayWrite, type DriveFile } from './DriveFiles';
import { parseDriveQuery } from './DriveQuery';
import { selectFields } from './FieldMask';
import { driveError } from './GoogleError';
import type { GoogleState } from './GoogleState';

const SERVICE = 'drive.googleapis.com';
const FILES = '/drive/v3/files';
const DEFAULT_FIELDS = 'kind,id,name,mimeType';
const FOLDER = 'application/vnd.google-apps.folder';

/** Bytes of a property's name and value together. */
const MAX_PROPERTY_BYTES = 124;
const MAX_APP_PROPERTIES = 30;

/** The part of the Drive API (v3) that makes, finds and trashes the spreadsheet of a script. Undefined: not its path. */
export function answerDrive(call: ApiCall, state: GoogleState): ApiAnswer | undefined {
  if (call.path === FILES && call.method === 'POST') return create(call, state);
  if (call.path === FILES && call.method === 'GET') return list(call, state);
  const fileId = matchPath(`${FILES}/:fileId`, call.path)?.['fileId'];
  if (fileId === undefined) return undefined;
  if (call.method === 'GET') return get(call, state, fileId);
  return call.method === 'PATCH' ? update(call, state, fileId) : undefined;
}

function create(call: ApiCall, state: GoogleState): ApiAnswer {
  const caller = authenticate(call, state, 'files.create', CREATE_FILES);
  const body = jsonBody(call, ['name', 'mimeType', 'description', 'appProperties', 'properties', 'parents']);
  const mimeType = textMember(body, 'mimeType');
  if (mimeType !== FOLDER && !CONTAINERS.includes(mimeType))
    throw driveError(400, 'badRequest', 'Bad Request');
  const parents = parentsOf(body['parents'], caller, state);
  const name = textMember(body, 'name') || 'Untitled';
  const properties = propertiesOf(body, 'properties');
  const appProperties = propertiesOf(body, 'appProperties');
  const file = state.drive.add(caller.user, name, mimeType, caller.clientId);
  file.description = textMember(body, 'description');
  if (parents) file.parents = parents;
  file.properties = properties ?? {};
  if (appProperties) file.appProperties.set(caller.clientId, appProperties);
  return { status: 200, body: shown(call, describeFile(file, caller)) };
}

function list(call: ApiCall, state: GoogleState): ApiAnswer {
  const caller = authenticate(call, state, 'files.list', READ_FILES);
  const test = parseDriveQuery(call.query.get('q') ?? '');
  const size = numberParameter(call, 'pageSize') ?? 100;
  if (size < 1 || size > 1000) throw driveError(400, 'invalid', 'Invalid Value', 'pageSize');
  const start = Number(call.query.get('pageToken') ?? '0');
  if (!Number.isInteger(start) || start < 0) throw driveError(400, 'invalid', 'Invalid Value', 'pageToken');
  const found = state.drive
    .visibleTo(caller.user.email)
    .filter(file => mayList(file, caller) && test(file, caller));
  const files = found.slice(start, start + size).map(file => describeFile(file, caller));
  const more = found.length > start + size ? { nextPageToken: String(start + size) } : {};
  const body = { kind: 'drive#fileList', incompleteSearch: false, ...more, files };
  const fields = `kind,incompleteSearch,nextPageToken,files(${DEFAULT_FIELDS})`;
  return { status: 200, body: selectFields(body, call.query.get('fields') ?? fields) };
}

function get(call: ApiCall, state: GoogleState, fileId: string): ApiAnswer {
  const caller = authenticate(call, state, 'files.get', READ_FILES);
  const file = fileOf(state, fileId, caller);
  return { status: 200, body: shown(call, describeFile(file, caller)) };
}

function update(call: ApiCall, state: GoogleState, fileId: string): ApiAnswer {
  const caller = authenticate(call, state, 'files.update', CHANGE_FILES);
  const file = fileOf(state, fileId, caller);
  const body = jsonBody(call, ['name', 'description', 'appProperties', 'trashed']);
  if (!hasScope(caller, ['drive', 'drive.metadata']) && file.clientId !== caller.clientId)
    throw driveError(
      403,
      'appNotAuthorizedToFile',
      `The user has not granted the app ${caller.clientId.split('-')[0] ?? ''} write access to the file ${fileId}.`,
    );
  const trashed = body['trashed'];
  if (trashed !== undefined && typeof trashed !== 'boolean')
    throw wrongValue('trashed', 'TYPE_BOOL', trashed);
  const owned = file.owner.email === caller.user.email;
  if (!mayWrite(file, caller.user.email) || (trashed !== undefined && !owned))
    throw driveError(
      403,
      'insufficientFilePermissions',
      'The user does not have sufficient permissions for this file.',
    );
  const appProperties = propertiesOf(body, 'appProperties');
  if (body['name'] !== undefined) file.name = textMember(body, 'name');
  if (body['description'] !== undefined) file.description = textMember(body, 'description');
  if (appProperties)
    file.appProperties.set(caller.clientId, { ...file.appProperties.get(caller.clientId), ...appProperties });
  if (trashed !== undefined) file.trashed = trashed;
  state.drive.touch(file);
  return { status: 200, body: shown(call, describeFile(file, caller)) };
}

function authenticate(call: ApiCall, state: GoogleState, method: string, scopes: readonly string[]): Caller {
  const name = `google.apps.drive.v3.${method}`;
  const caller = state.accounts.authenticate(call.headers['authorization'], name);
  needScope(caller, scopes, SERVICE, name);
  return caller;
}

function fileOf(state: GoogleState, fileId: string, caller: Caller): DriveFile {
  const file = state.drive.get(fileId);
  if (!file || !mayRead(file, caller.user.email) || !mayList(file, caller))
    throw driveError(404, 'notFound', `File not found: ${fileId}.`, 'fileId');
  return file;
}

/** With `drive.file` alone a client sees the files that it made and no others. */
function mayList(file: DriveFile, caller: Caller): boolean {
  return (
    hasScope(
      caller,
      READ_FILES.filter(name => name !== 'drive.file'),
    ) || file.clientId === caller.clientId
  );
}

function parentsOf(value: unknown, caller: Caller, state: GoogleState): string[] | undefined {
  if (value === undefined) return undefined;
  if (!Array.isArray(value) || value.some(id => typeof id !== 'string'))
    throw wrongValue('parents', 'TYPE_STRING', value);
  for (const id of value as string[]) if (id !== 'root') fileOf(state, id, caller);
  return value as string[];
}

function propertiesOf(
  body: Readonly<Record<string, unknown>>,
  name: string,
): Record<string, string> | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || value === null) throw wrongValue(name, 'TYPE_MESSAGE', value);
  const entries = Object.entries(value);
  if (entries.length > MAX_APP_PROPERTIES) throw driveError(403, 'propertyLimitExceeded', 'Bad Request');
  for (const [key, text] of entries) {
    if (typeof text !== 'string') throw wrongValue(`${name}[${key}]`, 'TYPE_STRING', text);
    if (Buffer.byteLength(key + text) > MAX_PROPERTY_BYTES)
      throw driveError(400, 'badRequest', 'Bad Request');
  }
  return value as Record<string, string>;
}

function shown(call: ApiCall, file: unknown): unknown {
  return selectFields(file, call.query.get('fields') ?? DEFAULT_FIELDS);
}
