import { StateException } from '../Core/Exceptions';
import { OFF, type Schedule } from './Schedule';

/** Where an import's secrets are: with whoever entered them, or with the file, for all of its editors to read. */
export type SecretScope = 'user' | 'document';

/** Somebody who uses the file. The id is a random one of ours: no platform tells who it is without more rights. */
export interface Person {
  id: string;
  /** What colleagues are shown. */
  name: string;
}

/** One import as it is kept in the file. JSON, versioned, without secrets. */
export interface ImportDefinition {
  version: 2;
  /** Letters, digits and `-`; part of the identity of its tabs. */
  id: string;
  name: string;
  /** Name of the connector. */
  source: string;
  /** Parameter values, secrets left out. */
  values: Record<string, unknown>;
  secretScope: SecretScope;
  /** Paths of the secrets that were entered: a run without one of them must not go on as if there were none. */
  secretNames: readonly string[];
  schedule: Schedule;
  /** Whose ticker runs it, with whose keys. */
  owner: Person;
}

export const DEFINITION_VERSION = 2;

/** Version 1 had the owner's id only, as text, and no choice of where secrets are. */
interface DefinitionV1 {
  version: 1;
  id: string;
  name: string;
  source: string;
  values: Record<string, unknown>;
  schedule?: Schedule;
  owner: string;
}

export function serialiseDefinition(definition: ImportDefinition): string {
  return JSON.stringify(definition);
}

/** Reads any version. Throws a `StateException` on a damaged text or a newer version; never guesses. */
export function parseDefinition(text: string, where: string): ImportDefinition {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StateException(
      `${where} is damaged (not whole JSON). Nothing was fetched or written. Restore it by File > Version history, or remove the import and add it again; its data tab stays.`,
    );
  }
  const version = (value as { version?: unknown } | null)?.version;
  if (version === 1) return fromVersion1(value as DefinitionV1);
  if (version === DEFINITION_VERSION) return value as ImportDefinition;
  if (typeof version === 'number' && version > DEFINITION_VERSION)
    throw new StateException(
      `${where} was written by a newer Sheetbound (definition version ${version}, this one knows ${DEFINITION_VERSION}). Nothing was fetched or written. Update Sheetbound.`,
    );
  throw new StateException(
    `${where} is damaged (no version). Nothing was fetched or written. Remove the import and add it again; its data tab stays.`,
  );
}

function fromVersion1({ id, name, source, values, schedule, owner }: DefinitionV1): ImportDefinition {
  return {
    version: DEFINITION_VERSION,
    id,
    name,
    source,
    values,
    secretScope: 'user',
    secretNames: [],
    schedule: schedule ?? OFF,
    owner: { id: owner, name: owner },
  };
}
