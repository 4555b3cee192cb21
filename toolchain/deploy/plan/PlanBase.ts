import type { Deployed } from '../stage/StampLine';

/** What is noted on this machine about the last push of a target. */
export interface LastPush {
  id: string;
  scriptId: string;
  /** Null when that push put back what no push had made. */
  deployed: Deployed | null;
}

/**
 * Against what a project is compared: nothing (`none`), what the last push left (`known`), or what a push from another
 * machine left after ours (`elsewhere`).
 */
export type Base = { kind: 'none' } | { kind: 'known' | 'elsewhere'; deployed: Deployed };

/**
 * Our own note counts where there is one; a fresh clone (another machine, CI) takes the stamp for it. A stamp that is
 * not the one of our last push was made by someone else, over our push.
 */
export function chooseBase(last: LastPush | undefined, stamp: Deployed | undefined): Base {
  if (!stamp) return last?.deployed ? { kind: 'known', deployed: last.deployed } : { kind: 'none' };
  if (!last) return { kind: 'known', deployed: stamp };
  const { deployed } = last;
  if (deployed && deployed.pushed === stamp.pushed && deployed.build === stamp.build)
    return { kind: 'known', deployed };
  const kept = [...new Set([...stamp.kept, ...(deployed?.kept ?? [])])];
  return { kind: 'elsewhere', deployed: { ...stamp, kept } };
}
