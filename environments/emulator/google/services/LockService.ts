import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';
import { toInteger } from '../Signature';

function createLock(host: Execution, scope: string): object {
  const { locks } = host.world;
  return serviceObject(host, 'LockService.Lock', {
    tryLock: (wait: unknown) => locks.acquire(host, scope, toInteger(host, wait)),
    waitLock: (wait: unknown) => {
      if (!locks.acquire(host, scope, toInteger(host, wait)))
        throw host.exception('Lock timeout: another process was holding the lock for too long.');
    },
    hasLock: () => locks.isHeldBy(host, scope),
    releaseLock: () => {
      locks.release(host, scope);
    },
  });
}

/** LockService: one mutex a scope, re-entrant without counting, freed when the execution ends in whatever way. */
export function createLockService(host: Execution): object {
  return serviceObject(host, 'LockService', {
    getScriptLock: () => createLock(host, 'script'),
    getUserLock: () => createLock(host, `user:${host.user}`),
    getDocumentLock: () => createLock(host, 'document'),
  });
}
