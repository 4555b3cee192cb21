import type { Caller } from './Accounts';
import { needScope } from './ApiScopes';
import type { ApiCall } from './ApiCall';
import { googleError } from './GoogleError';
import type { GoogleState } from './GoogleState';
import type { ScriptProject } from './ScriptProject';

const SERVICE = 'script.googleapis.com';

const API_DISABLED =
  'User has not enabled the Apps Script API. Enable it by visiting https://script.google.com/home/usersettings then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.';

/** What a request needs before it is looked at. */
export interface Need {
  /** As Google names the method: `google.apps.script.v1.ProjectService.GetContent`. */
  method: string;
  scopes: readonly string[];
  /** Whether something is changed: reading goes on when the user has the Apps Script API switched off. */
  writes: boolean;
}

/** Who asks, when the token, its scopes and the user's own switch allow it. */
export function admit(call: ApiCall, state: GoogleState, need: Need): Caller {
  const caller = state.accounts.authenticate(call.headers['authorization'], need.method);
  needScope(caller, need.scopes, SERVICE, need.method);
  if (need.writes && !caller.user.apiEnabled) throw googleError('permissionDenied', API_DISABLED);
  return caller;
}

/** The project, when the caller may do this with it: 404 for none, 403 for somebody else's. */
export function projectOf(state: GoogleState, scriptId: string, caller: Caller, need: Need): ScriptProject {
  const project = state.project(scriptId);
  if (!project) throw googleError('notFound');
  const role = project.roleOf(caller.user.email);
  if (role === undefined || (need.writes && role === 'reader')) throw googleError('permissionDenied');
  return project;
}
