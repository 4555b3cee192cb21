import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectorManifest } from '../../src/Core/ConnectorRegistry';

export type JsonObject = Readonly<Record<string, unknown>>;

/** A folder under `src/Sources`. */
export interface ConnectorFolder {
  name: string;
  folder: string;
  manifest: ConnectorManifest;
}

/** The connector folders of a checkout, checked, in the order of their names. Throws on a misnamed class or a missing file. */
export function listConnectors(
  root = process.cwd(),
  chosen: 'all' | readonly string[] = 'all',
): ConnectorFolder[] {
  const sources = join(root, 'src', 'Sources');
  const folders = existsSync(sources) ? readdirSync(sources, { withFileTypes: true }) : [];
  const names = folders
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
  refuseTwins(names);
  const unknown = chosen === 'all' ? [] : chosen.filter(name => !names.includes(name));
  if (unknown.length)
    throw new Error(
      `sheetbound.config.json chooses ${unknown.join(', ')}: no such folder under src/Sources. There are: ${names.join(', ')}.`,
    );
  return names
    .filter(name => chosen === 'all' || chosen.includes(name))
    .map(name => describeConnector(sources, name));
}

/** Two folders that differ in case only are one folder on macOS and Windows. */
function refuseTwins(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const twin = seen.get(name.toLowerCase());
    if (twin)
      throw new Error(
        `src/Sources/${twin} and src/Sources/${name} differ in case only: two connectors of one name. Rename one of them.`,
      );
    seen.set(name.toLowerCase(), name);
  }
}

function describeConnector(sources: string, name: string): ConnectorFolder {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name))
    throw new Error(
      `src/Sources/${name}: a connector's folder is named in PascalCase, letters and digits only, e.g. BankOfCanada.`,
    );
  const folder = join(sources, name);
  checkFile(folder, name, 'Source.ts', `${name}Source`);
  checkFile(folder, name, 'Connector.ts', `${name}Connector`);
  checkFile(folder, name, 'manifest.json');
  return { name, folder, manifest: readManifest(folder, name) };
}

function checkFile(folder: string, name: string, file: string, exported?: string): void {
  const path = join(folder, file);
  if (!existsSync(path))
    throw new Error(
      `src/Sources/${name} has no ${file}: every connector has manifest.json, Source.ts and Connector.ts.`,
    );
  if (exported && !new RegExp(`export (class|const|var) ${exported}\\b`).test(readFileSync(path, 'utf8')))
    throw new Error(
      `src/Sources/${name}/${file} does not export ${exported}: name the class after its folder.`,
    );
}

function readManifest(folder: string, name: string): ConnectorManifest {
  const place = `src/Sources/${name}/manifest.json`;
  const manifest = readJsonObject(join(folder, 'manifest.json'), place) as Partial<ConnectorManifest>;
  const { title, hosts = [], logo } = manifest;
  if (typeof title !== 'string') throw new Error(`${place} has no "title".`);
  refuseNoHosts(hosts, `${place}: "hosts"`);
  if (logo !== undefined && !(typeof logo === 'string' && /\.(?:svg|png)$/.test(logo)))
    throw new Error(`${place}: "logo" is the name of an .svg or .png file beside it.`);
  if (logo !== undefined && !existsSync(join(folder, logo)))
    throw new Error(`${place}: "logo" names ${logo}, which is not in src/Sources/${name}.`);
  return { ...manifest, title };
}

/** Throws when something is no list of hosts; `place`: where it was written. */
export function refuseNoHosts(hosts: unknown, place: string): void {
  const isList = Array.isArray(hosts) && hosts.every(host => typeof host === 'string');
  const wrong = isList ? hosts.filter(host => !/^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) : [hosts];
  if (wrong.length)
    throw new Error(
      `${place} are names in a list, such as ["api.example.com"], without https:// and path; ${wrong.map(host => JSON.stringify(host)).join(', ')} is none.`,
    );
}

/** Reads a file that people write, on Windows too. Throws with its name, `place`, when it holds no JSON object. */
export function readJsonObject(path: string, place = path): JsonObject {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${place} is no JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${place} is no JSON object: it begins with { and ends with }.`);
  return value as JsonObject;
}
