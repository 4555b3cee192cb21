import { AbstractConfig } from './AbstractConfig';
import { AbstractConnector } from './AbstractConnector';
import type { ConnectorEntry } from './ConnectorRegistry';
import { messageOf } from './Exceptions';
import { isRecord } from './Json';
import { suggestion } from './Nearest';
import { schemaFaults } from './SchemaFaults';
import { isMistake, isUnexplained, shortStack } from './Stack';

/** A connector of somebody's own that cannot be used, and why. */
export interface ConnectorFault {
  /** Undefined when the fault is of the whole list, or the connector has no name. */
  name?: string;
  /** A sentence, with what to do. */
  message: string;
}

export interface OwnConnectors {
  entries: ConnectorEntry[];
  faults: ConnectorFault[];
}

const EXAMPLE = `return [{ name: 'Shop', manifest: { title: 'Shop' }, Source: ShopSource }];`;
const ENTRY_KEYS = ['name', 'manifest', 'Source', 'Connector'];
const MANIFEST_KEYS = ['title', 'logo', 'documentation', 'hosts', 'apiVersion'];
/** The name becomes part of ids: see `ConnectorServices.importId`. */
const NAME = /^[A-Za-z][A-Za-z0-9]{0,39}$/;
const HOST = /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/**
 * The connectors that a script's function returns, when it is handed `core`; `builtIn`: names that are taken. Each stands or falls
 * alone; a fault of the list leaves it empty. Sends no request and throws nothing.
 */
export function readOwnConnectors(
  register: unknown,
  core: unknown,
  builtIn: readonly string[],
): OwnConnectors {
  const list = listOf(register, core);
  if (typeof list === 'string') return { entries: [], faults: [{ message: `registerConnectors() ${list}` }] };
  const names = list.map(nameOf);
  const read: OwnConnectors = { entries: [], faults: [] };
  list.forEach((item, index) => {
    const name = names[index];
    const places =
      name === undefined ? [index] : names.flatMap((each, at) => (each && isSame(each, name) ? [at] : []));
    // Two of one name are one fault, told of the first.
    if (places[0] !== index) return;
    const problems = nameProblems(name, builtIn, places.length > 1);
    if (!problems.length) problems.push(...itemProblems(item as Partial<ConnectorEntry>));
    const who = name === undefined ? `item ${index + 1}` : `"${name}"`;
    for (const problem of problems)
      read.faults.push({
        ...(name === undefined ? {} : { name }),
        message: `registerConnectors(): ${who} ${problem}`,
      });
    if (!problems.length) read.entries.push(entryOf(item as Partial<ConnectorEntry>));
  });
  return read;
}

/** Its own class is what a connector may do without. */
function entryOf(item: Partial<ConnectorEntry>): ConnectorEntry {
  return { ...(item as ConnectorEntry), Connector: item.Connector ?? AbstractConnector };
}

/** The list, or why there is none. */
function listOf(register: unknown, core: unknown): readonly unknown[] | string {
  if (typeof register !== 'function')
    return `is no function. Write: function registerConnectors() { ${EXAMPLE} }`;
  let returned: unknown;
  try {
    returned = (register as (core: unknown) => unknown)(core);
    // What is computed when it is looked at is looked at here; a gap is an item without a name.
    if (Array.isArray(returned))
      return Array.from<unknown, unknown>(returned, item => (isRecord(item) ? { ...item } : item));
  } catch (error) {
    // What has a text for its reader was thrown by Core: the place would be there.
    return `stopped${isUnexplained(error) ? placeOf(error) : ''}: ${messageOf(error)}`;
  }
  return returned && typeof (returned as { then?: unknown }).then === 'function'
    ? 'is asynchronous: take "async" and "await" away.'
    : `does not return a list. Write: ${EXAMPLE}`;
}

/** ` at Shop:12:5`: the author's line, though it may have stopped in what was called there. Empty when the error does not say. */
function placeOf(error: unknown): string {
  const places = placesIn(error);
  const [here = ''] = placesIn(new Error());
  const place = places.find(each => fileOf(each) !== fileOf(here)) ?? places[0];
  return place ? ` at ${place}` : '';
}

function placesIn(error: unknown): string[] {
  return shortStack(String((error as Error | null | undefined)?.stack)).split(' < ');
}

function fileOf(place: string): string {
  return place.replace(/:\d+:\d+$/, '');
}

function nameOf(item: unknown): string | undefined {
  const name = isRecord(item) ? item['name'] : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function nameProblems(name: string | undefined, builtIn: readonly string[], isTwice: boolean): string[] {
  if (name === undefined) return [`has no name. Write: ${EXAMPLE}`];
  if (!NAME.test(name))
    return ['has a name that cannot be used: a letter, then letters and digits, at most 40.'];
  if (isTwice) return ['is in the list more than once. Give each connector a name of its own.'];
  return builtIn.some(each => isSame(each, name))
    ? ['has the name of a built-in connector, which stays as it is. Give yours another name.']
    : [];
}

/** The source is only tried once everything around it is right. */
function itemProblems(item: Partial<ConnectorEntry>): string[] {
  const { manifest, Source, Connector = AbstractConnector } = item;
  const problems = [
    ...unknownKeys(item, ENTRY_KEYS),
    ...manifestProblems(manifest),
    ...sourceProblems(methodsOf(Source)),
    ...(isMethod(methodsOf(Connector)['run'])
      ? []
      : ['has a Connector that is none: leave it out, or extend Sheetbound.AbstractConnector.']),
  ];
  return problems.length ? problems : trialProblems(item as ConnectorEntry);
}

function unknownKeys(record: object, known: readonly string[]): string[] {
  return Object.keys(record)
    .filter(key => !known.includes(key))
    .map(key => `has a "${key}" that means nothing.${suggestion(key, known)}`);
}

function manifestProblems(manifest: unknown): string[] {
  if (!isRecord(manifest) || typeof manifest['title'] !== 'string' || manifest['title'].trim() === '')
    return [`has no title. Write: manifest: { title: 'Shop' }`];
  const { hosts = [] } = manifest;
  const problems = unknownKeys(manifest, MANIFEST_KEYS);
  if (!Array.isArray(hosts) || !hosts.every(host => HOST.test(String(host))))
    problems.push(
      `has wrong hosts: a list without https:// and path is needed, such as ['api.example.com'].`,
    );
  return problems;
}

/** By what it can do, not by `instanceof`: a library has another context than the author's. */
function methodsOf(value: unknown): Readonly<Record<string, unknown>> {
  return (typeof value === 'function' && (value.prototype as Record<string, unknown> | undefined)) || {};
}

function isMethod(value: unknown): boolean {
  return typeof value === 'function';
}

function sourceProblems({ fetchData, urlFetchWithRetry }: Readonly<Record<string, unknown>>): string[] {
  if (!isMethod(urlFetchWithRetry))
    return ['has no Source that can fetch: it must be a class that extends Sheetbound.AbstractSource.'];
  if (!isMethod(fetchData))
    return ['has a Source without fetchData(startDate, endDate), which returns the records.'];
  return /Async/.test(Object.prototype.toString.call(fetchData))
    ? ['has an asynchronous fetchData: take "async" and "await" away.']
    : [];
}

/** Made without any value, as for a form. */
function trialProblems({ name, Source }: ConnectorEntry): string[] {
  try {
    const source = new Source(new AbstractConfig({}, name));
    if (!isMethod(source.config?.declarations))
      return ['has a Source whose constructor does not begin with super(config.mergeParameters({ ... })).'];
    return schemaFaults(source.fieldsSchema, source.hasAccounts).map(
      ({ message }) => `has a wrong fieldsSchema. ${message}`,
    );
  } catch (error) {
    return [
      `has a Source that cannot be made${isMistake(error) ? `, it stops${placeOf(error)}` : ''}: ${messageOf(error)}`,
    ];
  }
}
