import { DEPLOYMENT } from 'sheetbound:deployment';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { messageOf } from '../../../src/Core/Exceptions';
import { userOfTrigger, type DueDigest } from '../../../src/Imports/DueDigest';
import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import { nextIncident } from '../../../src/Imports/NoticePolicy';
import { neededCadence, planTick, type TickWork } from '../../../src/Imports/TickerPlan';
import { closeUsage, newUsage, openUsage } from '../../../src/Imports/TriggerBudget';
import { explain } from '../Faults';
import { runImport } from '../ImportRunner';
import { sendNotices } from '../notices/Notices';
import type { Runtime } from '../Runtime';
import { digestOfDefinitions } from './DigestRepair';
import { syncTicker } from './TickerTrigger';

/** With less than this left, in milliseconds, no further import is begun. */
const LEAST_TIME = 30_000;

/** Until an import that cannot be read is looked at again, in milliseconds. */
const UNREADABLE_WAITS = 3_600_000;

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
  const errors: unknown[] = [];
  for (const each of work) {
    if (EnvironmentAdapter.remainingTime() < LEAST_TIME) break;
    try {
      perform(runtime, each);
    } catch (error) {
      errors.push(error);
    }
  }
  if (work.length) sendNotices(runtime);
  syncTicker(runtime, user === undefined);
  // One can be thrown; what became of the others is told here or nowhere.
  for (const error of errors.slice(1)) console.error(explain(error));
  if (errors.length) throw errors[0];
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

/** Undefined, and seen to, when it is gone or cannot be read: the others must not wait for it. */
function definitionOf({ imports, digest }: Runtime, importId: string): ImportDefinition | undefined {
  try {
    const definition = imports.isCopy ? undefined : imports.find(importId);
    if (!definition)
      digest.update(known => {
        delete known.imports[importId];
      });
    return definition;
  } catch (error) {
    const now = EnvironmentAdapter.now();
    digest.update(known => {
      const entry = known.imports[importId];
      const incident = nextIncident(entry?.incident, messageOf(error), now);
      if (!entry || !incident) return;
      delete entry.open;
      // It may be restored, or Sheetbound updated: looked at again, but not all the time.
      known.imports[importId] = { ...entry, incident, dueAt: now + UNREADABLE_WAITS };
    });
    return undefined;
  }
}

/** One import, with its time counted even if Google ends it in the middle. */
function perform(runtime: Runtime, { importId, kind, backfill }: TickWork): void {
  const definition = definitionOf(runtime, importId);
  if (!definition) return;
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
