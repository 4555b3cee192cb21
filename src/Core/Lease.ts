import { EnvironmentAdapter, type PropertyStore } from './EnvironmentAdapter';
import { LeaseHeldException } from './Exceptions';

/** The right to run one import. Two runs of it at once would double requests and race for the same cells. */
export interface Lease {
  /** Throws a `LeaseHeldException` that names the holder. */
  acquire(): void;
  release(): void;
}

/** Six minutes that the platform allows, and thirty seconds for its clock. */
export const LEASE_MILLISECONDS = 390_000;

/** How long to wait for the lock under which a lease changes hands, in milliseconds. */
const LOCK_WAIT = 10_000;

interface StoredLease {
  id: string;
  holder: string;
  /** Milliseconds since 1970. Never extended: whoever was killed loses it by itself. */
  until: number;
}

export interface PropertyLeaseOptions {
  store: PropertyStore;
  /** Property that holds the lease of this import. */
  key: string;
  /** Who runs: shown to whoever is refused. */
  holder: string;
  /** When this execution began, in milliseconds since 1970. */
  startedAt: number;
}

/** A lease in a property store; the platform's lock is held only while it changes hands. */
export function createPropertyLease(options: PropertyLeaseOptions): Lease {
  const { store, key, startedAt } = options;
  const id = EnvironmentAdapter.getUuid();
  return {
    acquire() {
      EnvironmentAdapter.withLock(LOCK_WAIT, () => {
        const current = parse(store.get(key));
        const now = EnvironmentAdapter.now();
        if (current && current.id !== id && current.until > now) {
          const seconds = Math.ceil((current.until - now) / 1000);
          throw new LeaseHeldException(
            `${current.holder} is running this import right now. Nothing was fetched; try again in ${seconds} s at the latest.`,
          );
        }
        store.set(
          key,
          JSON.stringify({
            id,
            holder: options.holder,
            until: startedAt + LEASE_MILLISECONDS,
          } satisfies StoredLease),
        );
      });
    },
    release() {
      EnvironmentAdapter.withLock(LOCK_WAIT, () => {
        if (parse(store.get(key))?.id === id) store.delete(key);
      });
    },
  };
}

/** A damaged lease is none: it would otherwise lock the import for ever. */
function parse(text: string | undefined): StoredLease | undefined {
  try {
    return text ? (JSON.parse(text) as StoredLease) : undefined;
  } catch {
    return undefined;
  }
}
