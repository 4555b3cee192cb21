import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';

const EMAIL_SCOPE = 'https://www.googleapis.com/auth/userinfo.email';

function createUser(host: Execution, email: string): object {
  return serviceObject(
    host,
    'User',
    { getEmail: () => email, getUserLoginId: () => email },
    { label: email },
  );
}

/** Session: who runs the script. The active user's address is empty where the script may not know it. */
export function createSession(host: Execution): object {
  return serviceObject(host, 'Session', {
    getActiveUser: () => createUser(host, host.hasScope(EMAIL_SCOPE) ? host.user : ''),
    getEffectiveUser: () => {
      host.requireScope(EMAIL_SCOPE, 'Session.getEffectiveUser');
      return createUser(host, host.user);
    },
    getActiveUserLocale: () => host.userState.locale,
    getScriptTimeZone: () => host.world.timeZone,
    getTemporaryActiveUserKey: () => {
      const month = Math.floor(host.now() / (30 * 24 * 60 * 60_000));
      return Buffer.from(`${host.user}/${String(month)}`).toString('base64url');
    },
  });
}
