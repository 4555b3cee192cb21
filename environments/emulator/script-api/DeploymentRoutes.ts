import {
  checkMembers,
  jsonBody,
  matchPath,
  numberMember,
  numberParameter,
  textMember,
  wrongValue,
  type ApiAnswer,
  type ApiCall,
} from './ApiCall';
import { READ_DEPLOYMENTS, WRITE_DEPLOYMENTS } from './ApiScopes';
import { googleError } from './GoogleError';
import type { GoogleState } from './GoogleState';
import { pageOf } from './Paging';
import { admit, projectOf, type Need } from './ScriptAccess';
import type { Deployment, ScriptProject } from './ScriptProject';

const METHODS = 'google.apps.script.v1.DeploymentService.';
const CREATE: Need = { method: `${METHODS}CreateDeployment`, scopes: WRITE_DEPLOYMENTS, writes: true };
const LIST: Need = { method: `${METHODS}ListDeployments`, scopes: READ_DEPLOYMENTS, writes: false };
const GET: Need = { method: `${METHODS}GetDeployment`, scopes: READ_DEPLOYMENTS, writes: false };
const UPDATE: Need = { method: `${METHODS}UpdateDeployment`, scopes: WRITE_DEPLOYMENTS, writes: true };
const DELETE: Need = { method: `${METHODS}DeleteDeployment`, scopes: WRITE_DEPLOYMENTS, writes: true };

const CONFIG_MEMBERS = ['scriptId', 'versionNumber', 'manifestFileName', 'description'];

/** Deployments of a project in the Apps Script API. Undefined: not its path. */
export function answerDeployments(call: ApiCall, state: GoogleState): ApiAnswer | undefined {
  const scriptId = matchPath('/v1/projects/:scriptId/deployments', call.path)?.['scriptId'];
  if (scriptId !== undefined && call.method === 'POST') return create(call, state, scriptId);
  if (scriptId !== undefined && call.method === 'GET') return list(call, state, scriptId);
  const one = matchPath('/v1/projects/:scriptId/deployments/:deploymentId', call.path);
  if (!one) return undefined;
  const ids = { scriptId: one['scriptId'] ?? '', deploymentId: one['deploymentId'] ?? '' };
  if (call.method === 'GET') return get(call, state, ids);
  if (call.method === 'PUT') return update(call, state, ids);
  return call.method === 'DELETE' ? remove(call, state, ids) : undefined;
}

interface Ids {
  scriptId: string;
  deploymentId: string;
}

function create(call: ApiCall, state: GoogleState, scriptId: string): ApiAnswer {
  const caller = admit(call, state, CREATE);
  const project = projectOf(state, scriptId, caller, CREATE);
  const body = jsonBody(call, CONFIG_MEMBERS);
  const config = configOf(body, project);
  const versioned = project.deployments.filter(one => one.versionNumber !== undefined);
  if (versioned.length >= state.maxDeployments)
    throw googleError(
      'invalidArgument',
      `Scripts may only have up to ${state.maxDeployments} versioned deployments at a time.`,
    );
  const deployment = { deploymentId: state.newId('deployment'), ...config, updateTime: project.time() };
  project.deployments.push(deployment);
  return { status: 200, body: describe(project, deployment) };
}

function list(call: ApiCall, state: GoogleState, scriptId: string): ApiAnswer {
  const caller = admit(call, state, LIST);
  const project = projectOf(state, scriptId, caller, LIST);
  const size = numberParameter(call, 'pageSize');
  const { items, next } = pageOf(project.deployments, size, call.query.get('pageToken'));
  return { status: 200, body: { deployments: items.map(one => describe(project, one)), ...next } };
}

function get(call: ApiCall, state: GoogleState, { scriptId, deploymentId }: Ids): ApiAnswer {
  const caller = admit(call, state, GET);
  const project = projectOf(state, scriptId, caller, GET);
  return { status: 200, body: describe(project, deploymentOf(project, deploymentId)) };
}

function update(call: ApiCall, state: GoogleState, { scriptId, deploymentId }: Ids): ApiAnswer {
  const caller = admit(call, state, UPDATE);
  const project = projectOf(state, scriptId, caller, UPDATE);
  const config = jsonBody(call, ['deploymentConfig'])['deploymentConfig'];
  if (typeof config !== 'object' || config === null)
    throw wrongValue('deployment_config', 'TYPE_MESSAGE', config ?? null);
  checkMembers(config, CONFIG_MEMBERS, 'deployment_config');
  const deployment = deploymentOf(project, deploymentId);
  if (deployment.versionNumber === undefined)
    throw googleError('invalidArgument', 'Read-only deployments may not be modified.');
  Object.assign(deployment, configOf(config as Record<string, unknown>, project), {
    updateTime: project.time(),
  });
  return { status: 200, body: describe(project, deployment) };
}

function remove(call: ApiCall, state: GoogleState, { scriptId, deploymentId }: Ids): ApiAnswer {
  const caller = admit(call, state, DELETE);
  const project = projectOf(state, scriptId, caller, DELETE);
  const deployment = deploymentOf(project, deploymentId);
  if (deployment.versionNumber === undefined)
    throw googleError('invalidArgument', 'Read-only deployments may not be deleted.');
  project.deployments = project.deployments.filter(one => one !== deployment);
  project.deletedDeployments.add(deploymentId);
  return { status: 200, body: {} };
}

/** A deployment that was deleted is reported to be an invalid argument; one that never was is not found. */
function deploymentOf(project: ScriptProject, deploymentId: string): Deployment {
  const deployment = project.deployments.find(one => one.deploymentId === deploymentId);
  if (deployment) return deployment;
  throw googleError(project.deletedDeployments.has(deploymentId) ? 'invalidArgument' : 'notFound');
}

/** A deployment needs a version that exists. */
function configOf(
  body: Readonly<Record<string, unknown>>,
  project: ScriptProject,
): { versionNumber: number; description: string } {
  const versionNumber = numberMember(body, 'versionNumber');
  const manifest = textMember(body, 'manifestFileName');
  if (versionNumber === undefined || (manifest !== '' && manifest !== 'appsscript'))
    throw googleError('invalidArgument');
  if (!project.version(versionNumber)) throw googleError('notFound');
  return { versionNumber, description: textMember(body, 'description') };
}

function describe(project: ScriptProject, deployment: Deployment): unknown {
  const { deploymentId, versionNumber, description, updateTime } = deployment;
  return {
    deploymentId,
    deploymentConfig: {
      scriptId: project.scriptId,
      ...(versionNumber === undefined ? {} : { versionNumber }),
      manifestFileName: 'appsscript',
      ...(description === '' ? {} : { description }),
    },
    updateTime,
    ...entryPointsOf(project, deployment),
  };
}

/** How a deployment can be called, by the manifest of its version; a spreadsheet's own script needs none. */
function entryPointsOf(project: ScriptProject, { deploymentId, versionNumber }: Deployment): object {
  const files = versionNumber === undefined ? project.stored() : project.version(versionNumber)?.files;
  const source = files?.find(({ type }) => type === 'JSON')?.source ?? '{}';
  const { webapp, executionApi } = JSON.parse(source) as { webapp?: object; executionApi?: object };
  const entryPoints = [];
  if (webapp) {
    const url = `https://script.google.com/macros/s/${deploymentId}/${versionNumber === undefined ? 'dev' : 'exec'}`;
    entryPoints.push({ entryPointType: 'WEB_APP', webApp: { url, entryPointConfig: webapp } });
  }
  if (executionApi)
    entryPoints.push({ entryPointType: 'EXECUTION_API', executionApi: { entryPointConfig: executionApi } });
  return entryPoints.length ? { entryPoints } : {};
}
