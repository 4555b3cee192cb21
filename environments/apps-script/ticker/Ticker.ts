import { DEPLOYMENT } from 'sheetbound:deployment';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { userOfTrigger, type DueDigest } from '../../../src/Imports/DueDigest';
import { neededCadence, planTick, type TickWork } from '../../../src/Imports/TickerPlan';
import { closeUsage, newUsage, openUsage } from '../../../src/Imports/TriggerBudget';
import { runImport } from '../ImportRunner';
import { sendNotices } from '../notices/Notices';
import type { Runtime } from '../Runtime';
import { digestOfDefinitions } from './DigestRepair';
import { syncTicker } from './TickerTrigger';

/** With less than this left, in milliseconds, no further import is begun. */
const LEAST_TIME = 30_000;

/**
 * A wake-up. The event names its trigger, the digest says whose that is and what is due: with nothing to do, one look
 * at the document properties is all that it costs.
 */
export function tick(runtime: Runtime, event: unknown): void {
  const trigger = triggerOf(event);
  const known = runtime.digest.read(runtime.documentProperties.getAll());
  const user = known && trigger !== undefined ? userOfTrigger(known, trigger) : undefined;
  if (known && user !== undefined && isIdle(known, user)) return;
  const digest = known ?? repaired(runtime);
  const work = planTick(digest, runtime.me.id, EnvironmentAdapter.now(), DEPLOYMENT.dailyTriggerMinutes);
  for (const each of work) {
    if (EnvironmentAdapter.remainingTime() < LEAST_TIME) break;
    perform(runtime, each);
  }
  if (work.length) sendNotices(runtime);
  syncTicker(runtime, user === undefined);
}

function triggerOf(event: unknown): string | undefined {
  const uid = (event as { triggerUid?: unknown } | null | undefined)?.triggerUid;
  return uid === undefined || uid === null ? undefined : String(uid);
}

function isIdle(digest: DueDigest, user: string): boolean {
  const now = EnvironmentAdapter.now();
  if (digest.tickers[user]?.every !== neededCadence(digest, user, now)) return false;
  return planTick(digest, user, now, DEPLOYMENT.dailyTriggerMinutes).length === 0;
}

function repaired(runtime: Runtime): DueDigest {
  const definitions = runtime.imports.isCopy ? [] : runtime.imports.list();
  runtime.digest.reset();
  return runtime.digest.update(digest => {
    Object.assign(digest.imports, digestOfDefinitions(definitions, digest, EnvironmentAdapter.now()));
  });
}

/** One import, with its time counted even if Google ends it in the middle. */
function perform(runtime: Runtime, { importId, kind, backfill }: TickWork): void {
  const definition = runtime.imports.isCopy ? undefined : runtime.imports.find(importId);
  if (!definition) {
    runtime.digest.update(digest => {
      delete digest.imports[importId];
    });
    return;
  }
  const user = runtime.me.id;
  runtime.digest.update(digest => {
    const now = EnvironmentAdapter.now();
    digest.usage[user] = openUsage(digest.usage[user] ?? newUsage(now), now, kind === 'continued');
  });
  runImport(runtime, definition, {
    trigger: kind === 'continued' ? 'resume' : 'schedule',
    isTick: true,
    ...(backfill ? { backfill } : {}),
  });
  runtime.digest.update(digest => {
    const now = EnvironmentAdapter.now();
    digest.usage[user] = closeUsage(digest.usage[user] ?? newUsage(now), now);
  });
}
