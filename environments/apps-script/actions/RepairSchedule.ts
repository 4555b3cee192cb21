import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { messageOf } from '../../../src/Core/Exceptions';
import { ownConnectors } from '../OwnConnectors';
import type { Runtime } from '../Runtime';
import { DocumentRunState } from '../state/RunStates';
import { digestOfDefinitions } from '../ticker/DigestRepair';
import { syncTicker, tickers } from '../ticker/TickerTrigger';
import { readableSecrets } from '../Running';
import { requireOwnFile } from './ReconnectFile';

export interface HealthResult {
  /** What was found, and what was done about it. Empty: nothing was wrong. */
  findings: string[];
  message: string;
}

/**
 * Looks at everything that makes imports run by themselves, and mends what can be: the triggers of whoever calls it,
 * and what is noted about due times. Progress, definitions and cells are never touched.
 */
export function repairSchedule(runtime: Runtime): HealthResult {
  requireOwnFile(runtime);
  const findings = [...mendDigest(runtime), ...mendTicker(runtime), ...lookAtImports(runtime)];
  const message = findings.length
    ? findings.map(finding => `- ${finding}`).join('\n')
    : 'Everything is as it should be.';
  runtime.dialogs?.alert('Check health', message);
  return { findings, message };
}

function mendDigest({ digest, imports }: Runtime): string[] {
  const isDamaged = digest.read() === undefined;
  if (isDamaged) digest.reset();
  const definitions = imports.list();
  const known = Object.keys(digest.readOrNew().imports);
  const lost = definitions.filter(({ id }) => !known.includes(id));
  digest.update(value => {
    const made = digestOfDefinitions(definitions, value, EnvironmentAdapter.now());
    for (const [id, entry] of Object.entries(made)) {
      const before = value.imports[id];
      // What is due already must not be put off by looking at it.
      if (before?.dueAt !== undefined && entry.dueAt !== undefined)
        entry.dueAt = Math.min(before.dueAt, entry.dueAt);
    }
    value.imports = made;
  });
  if (isDamaged) return ['The note of due times was damaged. It was made anew from the imports.'];
  return lost.map(({ name }) => `"${name}" was missing in the note of due times. It is there again.`);
}

function mendTicker(runtime: Runtime): string[] {
  const { me, digest } = runtime;
  const noted = digest.readOrNew().tickers[me.id];
  const existing = tickers().map(trigger => trigger.getUniqueId());
  const findings: string[] = [];
  if (noted && !existing.includes(noted.trigger)) findings.push('Your trigger was gone. It was made again.');
  const strays = existing.filter(id => id !== noted?.trigger).length;
  if (strays) findings.push(`${strays} leftover ${strays === 1 ? 'trigger was' : 'triggers were'} removed.`);
  syncTicker(runtime, true);
  if (!noted && !existing.length && digest.readOrNew().tickers[me.id])
    findings.push('You had no trigger although an import of yours has a schedule. It was made.');
  return findings;
}

function lookAtImports(runtime: Runtime): string[] {
  const { imports, me, documentProperties } = runtime;
  const problems = imports.list().flatMap(definition => {
    const { id, name, owner, schedule } = definition;
    const found: string[] = [];
    try {
      new DocumentRunState(documentProperties, id, name).load();
      if (owner.id === me.id) readableSecrets(runtime, definition);
    } catch (error) {
      found.push(messageOf(error));
    }
    if (schedule.every !== 'off' && !runtime.digest.readOrNew().tickers[owner.id])
      found.push(
        `"${name}" is to run as ${owner.name}, who has no trigger: ask them to choose Check health, or take the schedule over.`,
      );
    return found;
  });
  const faults = ownConnectors().faults.map(({ message }) => message);
  return [...problems, ...imports.unreadable().map(({ problem }) => problem), ...faults];
}
