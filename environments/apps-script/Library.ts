import { ConfigurationException, type Fault } from '../../src/Core/Exceptions';
import { isRecord } from '../../src/Core/Json';
import { suggestion } from '../../src/Core/Nearest';
import { boundTo, workOutsideFor, type Host } from './Host';

/** What the host hands in: how it is written there, and a method by which it is known. */
const NEEDED: Record<Exclude<keyof Host, 'registerConnectors'>, readonly [code: string, method: string]> = {
  spreadsheet: ['SpreadsheetApp.getActiveSpreadsheet()', 'getSheetByName'],
  lock: ['LockService.getScriptLock()', 'tryLock'],
  documentProperties: ['PropertiesService.getDocumentProperties()', 'getProperties'],
  userProperties: ['PropertiesService.getUserProperties()', 'getProperties'],
  userCache: ['CacheService.getUserCache()', 'get'],
};
const KEYS = [...Object.keys(NEEDED), 'registerConnectors'];

/** The global variable of the script: whole when anybody calls. */
declare const Sheetbound: Readonly<Record<string, unknown>>;

/**
 * Sheetbound as it works for the script that includes it as a library: every function of the menu, of triggers and of
 * pages, and everything that connectors are written with. A library sees stores and locks of its own only, the same
 * for all scripts that include it; so the host hands in its own. Throws, with every fault, when one is missing.
 */
export function forHost(given?: unknown): Record<string, unknown> {
  const faults = faultsOf(given);
  if (faults.length) throw new ConfigurationException('Sheetbound', faults);
  workOutsideFor(given as Host);
  const all = Object.entries(Sheetbound).map(([name, value]) => [
    name,
    isAction(name, value) ? boundTo(given as Host, value) : value,
  ]);
  return Object.fromEntries(all) as Record<string, unknown>;
}

/** Classes begin with a capital letter, and are the same for every host. */
function isAction(name: string, value: unknown): value is (...args: unknown[]) => unknown {
  return typeof value === 'function' && /^[a-z]/.test(name);
}

function faultsOf(given: unknown): Fault[] {
  const host: Readonly<Record<string, unknown>> = isRecord(given) ? given : {};
  const missing = Object.entries(NEEDED).flatMap(([name, [code, method]]): Fault[] => {
    const value = host[name] as Record<string, unknown> | null | undefined;
    if (typeof value?.[method] === 'function') return [];
    const unbound = value === null ? ' It is null: is the script bound to a spreadsheet?' : '';
    return [{ message: `forHost: hand in ${name}: ${code}.${unbound}` }];
  });
  const unknown = Object.keys(host)
    .filter(key => !KEYS.includes(key))
    .map(key => ({ message: `forHost: "${key}" means nothing.${suggestion(key, KEYS)}` }));
  return [...missing, ...unknown];
}
