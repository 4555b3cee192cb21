import type { Realm, ServiceHost } from '../../emulator/google/ServiceHost';

const realm: Realm = {
  array: values => [...values],
  grid: rows => rows.map(row => [...row]),
  object: record => ({ ...record }),
  date: milliseconds => new Date(milliseconds),
  isDate: (value): value is Date => Object.prototype.toString.call(value) === '[object Date]',
  error: (name, message) => Object.assign(new Error(message), { name }),
};

/** Emulated services for this realm, without an execution around them: no clock, no limits, no permissions to ask. */
export function directHost(user: string): ServiceHost {
  return {
    call: (_name, effect) => effect(),
    realm,
    now: () => Date.now(),
    elapse: () => undefined,
    exception: message => realm.error('Exception', message),
    requireScope: () => undefined,
    user,
    hasUi: false,
  };
}
