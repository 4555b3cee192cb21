import { enumName } from '../Enumeration';
import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';
import { signatureError } from '../Signature';
import { scriptEnums } from './ScriptEnums';
import { createStateTokenBuilder } from './StateToken';
import { createTriggerBuilder } from './TriggerBuilder';
import { createTrigger, storedTriggerOf } from './TriggerObject';

const TRIGGER_SCOPE = 'https://www.googleapis.com/auth/script.scriptapp';
function createAuthorizationInfo(host: Execution, args: readonly unknown[]): object {
  const [mode, scopes] = args;
  if (enumName(mode) === undefined) throw signatureError(host, 'ScriptApp.getAuthorizationInfo', args);
  const wanted = Array.isArray(scopes) ? scopes.map(String) : (host.world.manifest.oauthScopes ?? []);
  const granted = wanted.filter(scope => host.isGranted(scope));
  const missing = wanted.filter(scope => !granted.includes(scope));
  const status = missing.length > 0 ? 'REQUIRED' : 'NOT_REQUIRED';
  const url = `https://script.google.com/macros/d/${host.world.state.scriptId}/auth`;
  return serviceObject(host, 'ScriptApp.AuthorizationInfo', {
    getAuthorizationStatus: () => scriptEnums(host)['AuthorizationStatus']?.[status],
    getAuthorizationUrl: () => (status === 'REQUIRED' ? url : null),
    getAuthorizedScopes: () => host.realm.array(granted),
  });
}

function requireScopes(
  host: Execution,
  method: string,
  args: readonly unknown[],
  scopes: readonly string[],
): void {
  if (enumName(args[0]) === undefined) throw signatureError(host, `ScriptApp.${method}`, args);
  if (!scopes.every(scope => host.isGranted(scope)))
    host.abort('Exception', 'Authorization is required to perform that action.');
}

/** ScriptApp: triggers of the running user, authorisation, tokens. */
export function createScriptApp(host: Execution): object {
  const { triggers } = host.userState;
  return serviceObject(
    host,
    'ScriptApp',
    {
      newTrigger: (...args: unknown[]) => {
        if (args.length !== 1 || typeof args[0] !== 'string')
          throw signatureError(host, 'ScriptApp.newTrigger', args);
        return createTriggerBuilder(host, args[0]);
      },
      getProjectTriggers: () => {
        host.requireScope(TRIGGER_SCOPE, 'ScriptApp.getProjectTriggers');
        return host.realm.array(triggers.map(trigger => createTrigger(host, trigger)));
      },
      getUserTriggers: (...args: unknown[]) => {
        host.requireScope(TRIGGER_SCOPE, 'ScriptApp.getUserTriggers');
        if (args.length !== 1) throw signatureError(host, 'ScriptApp.getUserTriggers', args);
        const here = triggers.filter(({ source }) => source === 'SPREADSHEETS');
        return host.realm.array(here.map(trigger => createTrigger(host, trigger)));
      },
      deleteTrigger: (...args: unknown[]) => {
        host.requireScope(TRIGGER_SCOPE, 'ScriptApp.deleteTrigger');
        const stored = storedTriggerOf(args[0]);
        if (!stored) throw signatureError(host, 'ScriptApp.deleteTrigger', args);
        const index = triggers.findIndex(({ id }) => id === stored.id);
        if (index < 0)
          throw host.exception(
            'Unexpected error while getting the method or property deleteTrigger on object ScriptApp.',
          );
        triggers.splice(index, 1);
      },
      getAuthorizationInfo: (...args: unknown[]) => createAuthorizationInfo(host, args),
      requireAllScopes: (...args: unknown[]) => {
        requireScopes(host, 'requireAllScopes', args, host.world.manifest.oauthScopes ?? []);
      },
      requireScopes: (...args: unknown[]) => {
        if (!Array.isArray(args[1])) throw signatureError(host, 'ScriptApp.requireScopes', args);
        requireScopes(host, 'requireScopes', args, args[1].map(String));
      },
      getOAuthToken: () => `ya29.emulated-${Buffer.from(host.user).toString('hex')}`,
      getIdentityToken: () => null,
      newStateToken: () => createStateTokenBuilder(host),
      getScriptId: () => host.world.state.scriptId,
      getInstallationSource: () => scriptEnums(host)['InstallationSource']?.['NONE'],
    },
    { constants: scriptEnums(host) },
  );
}
