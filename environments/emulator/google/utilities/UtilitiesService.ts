import { enumeration } from '../Enumeration';
import type { ServiceHost } from '../ServiceHost';
import { serviceObject } from '../ServiceObject';
import { toInteger } from '../Signature';
import { archiveMethods } from './ArchiveMethods';
import { HASH_ENUMS, hashMethods } from './HashMethods';
import { textMethods } from './TextMethods';

/** Milliseconds that one sleep may last. */
const MAX_SLEEP = 300_000;

/** Google's Utilities. `sleep` advances the virtual clock and takes no real time. */
export function createUtilities(host: ServiceHost): object {
  const constants = Object.fromEntries(
    Object.entries(HASH_ENUMS).map(([name, members]) => [
      name,
      enumeration(host, `Utilities.${name}`, members),
    ]),
  );
  const methods = {
    ...textMethods(host),
    ...hashMethods(host),
    ...archiveMethods(host),
    sleep: (milliseconds: unknown) => {
      const time = toInteger(host, milliseconds);
      if (time < 0 || time > MAX_SLEEP) throw host.exception('Invalid argument: milliseconds');
      host.elapse(time);
    },
  };
  return serviceObject(host, 'Utilities', methods, { constants });
}
