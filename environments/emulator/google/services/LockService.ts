import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';
import { toInteger } from '../Signature';

function createLock(host: Execution, name: string): object {
  const { locks } = host.world;
  const scope = host.stores.lockScope(name);
  const { root } = host;
  return serviceObject(host, 'LockService.Lock', {
    tryLock: (wait: unknown) => locks.acquire(root, scope, toInteger(host, wait)),
    waitLock: (wait: unknown) => {
      if (!locks.acquire(root, scope, toInteger(host, wait)))
        throw host.exception('Lock timeout: another process was holding the lock for too long.');
    },
    hasLock: () => locks.isHeldBy(root, scope),
    releaseLock: () => {
      locks.release(root, scope);
    },
  });
}

/** LockService: one mutex a scope, re-entrant without counting, freed when the execution ends in whatever way. */
export function createLockService(host: Execution): object {
  return serviceObject(host, 'LockService', {
    getScriptLock: () => createLock(host, 'script'),
    getUserLock: () => createLock(host, `user:${host.user}`),
    getDocumentLock: () => (host.stores.documentProperties ? createLock(host, 'document') : null),
  });
}
