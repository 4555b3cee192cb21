import { DEPLOYMENT } from 'sheetbound:deployment';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';
import { currentUsage, newUsage } from '../../../src/Imports/TriggerBudget';
import type { UnreadableImport } from '../file/ImportsTab';
import type { Runtime } from '../Runtime';
import { viewOf, type ImportView } from './ImportView';

export interface ImportsResult {
  version: string;
  /** Who asks, as colleagues see them. */
  user: string;
  /** The file was copied: nothing runs before it is reconnected. */
  isCopy: boolean;
  imports: ImportView[];
  /** In the file, but damaged or of a newer version. */
  unreadable: UnreadableImport[];
  /** Minutes of trigger time in the last 24 hours, and what Google allows. */
  triggerMinutes: { used: number; allowed: number };
}

/** Everything that a page shows first. Writes nothing but, once, the id of whoever asks. */
export function listImports(runtime: Runtime): ImportsResult {
  const digest = runtime.digest.readOrNew();
  const now = EnvironmentAdapter.now();
  const usage = currentUsage(digest.usage[runtime.me.id] ?? newUsage(now), now);
  return {
    version: DEPLOYMENT.version,
    user: runtime.me.name,
    isCopy: runtime.imports.isCopy,
    imports: runtime.imports.list().map(definition => viewOf(runtime, definition, digest)),
    unreadable: runtime.imports.unreadable(),
    triggerMinutes: { used: Math.round(usage.used / 6000) / 10, allowed: DEPLOYMENT.dailyTriggerMinutes },
  };
}
