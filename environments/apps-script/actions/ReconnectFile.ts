import type { ImportDefinition } from '../../../src/Imports/ImportDefinition';
import { OFF } from '../../../src/Imports/Schedule';
import type { Runtime } from '../Runtime';
import { digestOfDefinitions } from '../ticker/DigestRepair';
import { EnvironmentAdapter } from '../../../src/Core/EnvironmentAdapter';

const COPY =
  'This file is a copy. Its imports came along; their keys, schedules and progress did not: those belong to the file it was copied from.';

/** In a copied file nothing runs until somebody says that it shall: in front of a person, they are asked. */
export function requireOwnFile(runtime: Runtime): void {
  if (!runtime.imports.isCopy) return;
  if (runtime.dialogs?.confirm('This file is a copy', `${COPY}\n\nSet the imports up in this file?`)) {
    reconnect(runtime);
    return;
  }
  throw new Error(
    `[Sheetbound] ${COPY} Nothing was fetched or written. Reconnect it: Sheetbound > Advanced > Check health.`,
  );
}

/** The imports are this user's from now on, without schedules; keys have to be entered anew. */
export function reconnect(runtime: Runtime): ImportDefinition[] {
  const { documentProperties, imports, digest, me } = runtime;
  for (const key of Object.keys(documentProperties.getAll()))
    if (key.startsWith('sheetbound.')) documentProperties.delete(key);
  const definitions = imports.list().map(definition => ({ ...definition, schedule: OFF, owner: me }));
  imports.adopt(definitions);
  digest.update(known => {
    known.imports = digestOfDefinitions(definitions, known, EnvironmentAdapter.now());
  });
  return definitions;
}
