import type { ScriptFile } from '../../ScriptFile';
import { MANIFEST } from '../stage/StampLine';

/** What a list of the manifest gains and loses. */
export interface ListChange {
  gained: string[];
  lost: string[];
}

export interface ManifestChange {
  /** `oauthScopes`: with a gained one, Google asks every user to authorise again. */
  scopes: ListChange;
  /** `urlFetchWhitelist`. */
  hosts: ListChange;
}

export function compareManifests(
  before: readonly ScriptFile[],
  after: readonly ScriptFile[],
): ManifestChange {
  return {
    scopes: compare(before, after, 'oauthScopes'),
    hosts: compare(before, after, 'urlFetchWhitelist'),
  };
}

function compare(before: readonly ScriptFile[], after: readonly ScriptFile[], key: string): ListChange {
  const [had, has] = [listOf(before, key), listOf(after, key)];
  return { gained: has.filter(item => !had.includes(item)), lost: had.filter(item => !has.includes(item)) };
}

function listOf(files: readonly ScriptFile[], key: string): string[] {
  const manifest = files.find(file => file.name === MANIFEST && file.type === 'JSON');
  try {
    const list = (JSON.parse(manifest?.source ?? '{}') as Record<string, unknown>)[key];
    return Array.isArray(list) ? list.filter(item => typeof item === 'string') : [];
  } catch {
    return [];
  }
}
