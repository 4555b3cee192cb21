import type { Caller } from './Accounts';
import { errorInfo, googleError } from './GoogleError';

const AUTH = 'https://www.googleapis.com/auth/';

/** What `clasp login` 3.4.1 asks for. */
export const CLASP_SCOPES = [
  'script.deployments',
  'script.projects',
  'script.webapp.deploy',
  'drive.metadata.readonly',
  'drive.file',
  'service.management',
  'logging.read',
  'userinfo.email',
  'userinfo.profile',
  'cloud-platform',
].map(name => AUTH + name);

/** Scopes of which one is enough, by their last part. */
export const READ_PROJECTS = ['script.projects', 'script.projects.readonly'];
export const WRITE_PROJECTS = ['script.projects'];
export const READ_DEPLOYMENTS = ['script.deployments', 'script.deployments.readonly'];
export const WRITE_DEPLOYMENTS = ['script.deployments'];
export const CREATE_FILES = ['drive', 'drive.file'];
export const READ_FILES = [
  'drive',
  'drive.file',
  'drive.readonly',
  'drive.metadata',
  'drive.metadata.readonly',
];
export const CHANGE_FILES = ['drive', 'drive.file', 'drive.metadata'];
export const READ_USER = ['userinfo.email', 'userinfo.profile'];

/** Whether the token of the caller carries one of these scopes. */
export function hasScope(caller: Caller, oneOf: readonly string[]): boolean {
  return oneOf.some(name => caller.scopes.includes(AUTH + name));
}

/** Google's 403 unless the token carries one of these scopes. */
export function needScope(caller: Caller, oneOf: readonly string[], service: string, method: string): void {
  if (hasScope(caller, oneOf)) return;
  throw googleError('permissionDenied', 'Request had insufficient authentication scopes.', [
    errorInfo('ACCESS_TOKEN_SCOPE_INSUFFICIENT', { service, method }),
  ]);
}
