import type { JsonObject } from '../build/Connectors';
import type { FaultList } from './FaultList';
import { placeInJson } from './JsonPlaces';
import type { Manifest } from './Manifest';

/** Fields that Google knows, by the object that holds them; `true`: anything below. */
interface Fields {
  [name: string]: true | Fields;
}

const FIELDS: Fields = {
  timeZone: true,
  runtimeVersion: true,
  exceptionLogging: true,
  oauthScopes: true,
  urlFetchWhitelist: true,
  dependencies: {
    enabledAdvancedServices: { userSymbol: true, serviceId: true, version: true },
    libraries: { userSymbol: true, libraryId: true, version: true, developmentMode: true },
  },
  webapp: { access: true, executeAs: true },
  executionApi: { access: true },
  sheets: { macros: { menuName: true, functionName: true, defaultShortcut: true } },
  addOns: true,
  chat: true,
};

const ACCESS = ['MYSELF', 'DOMAIN', 'ANYONE', 'ANYONE_ANONYMOUS'];

/** Values that Google takes, by the path to them. */
const CHOICES: readonly (readonly [path: readonly string[], values: readonly string[]])[] = [
  [['exceptionLogging'], ['NONE', 'STACKDRIVER']],
  [['webapp', 'access'], ACCESS],
  [
    ['webapp', 'executeAs'],
    ['USER_ACCESSING', 'USER_DEPLOYING'],
  ],
  [['executionApi', 'access'], ACCESS],
];

/** Fields that publish the script to others. */
const EXPOSURES = ['webapp', 'executionApi', 'addOns', 'chat'];

/** Judges all of the manifest but its scopes and its whitelist. */
export function judgeManifest(manifest: Manifest, faults: FaultList): void {
  judgeFields(manifest, manifest.value, FIELDS, [], faults);
  judgeRuntime(manifest, faults);
  for (const [path, values] of CHOICES) judgeChoice(manifest, path, values, faults);
  for (const key of ['oauthScopes', 'urlFetchWhitelist']) judgeTexts(manifest, key, faults);
  for (const name of EXPOSURES)
    if (manifest.value[name] !== undefined && !manifest.isAskedFor(name))
      manifest.refuse(faults, 'manifest-exposure', `"${name}" publishes the script; nobody asked for it.`, [
        name,
      ]);
  judgeDependencies(manifest, faults);
  judgeLibraries(manifest, faults);
}

function judgeFields(
  manifest: Manifest,
  value: unknown,
  fields: Fields,
  path: readonly (string | number)[],
  faults: FaultList,
): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => judgeFields(manifest, item, fields, [...path, index], faults));
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const known = Object.hasOwn(fields, key) ? fields[key] : undefined;
    const place = [...path, key];
    if (known === undefined)
      manifest.refuse(faults, 'manifest-unknown-field', `Google knows no field "${place.join('.')}".`, place);
    else if (known !== true) judgeFields(manifest, item, known, place, faults);
  }
}

function judgeRuntime(manifest: Manifest, faults: FaultList): void {
  const { runtimeVersion, timeZone } = manifest.value;
  if (runtimeVersion !== 'V8')
    manifest.refuse(
      faults,
      'manifest-runtime',
      runtimeVersion === undefined
        ? 'appsscript.json does not say which runtime it wants.'
        : `"runtimeVersion" is ${JSON.stringify(runtimeVersion)}, which Google switched off.`,
      runtimeVersion === undefined ? [] : ['runtimeVersion'],
    );
  if (typeof timeZone !== 'string' || !isTimeZone(timeZone))
    manifest.refuse(
      faults,
      'manifest-time-zone',
      timeZone === undefined
        ? 'appsscript.json has no "timeZone".'
        : `${JSON.stringify(timeZone)} is no name of a time zone.`,
      timeZone === undefined ? [] : ['timeZone'],
    );
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

function judgeChoice(
  manifest: Manifest,
  path: readonly string[],
  values: readonly string[],
  faults: FaultList,
): void {
  const value = path.reduce<unknown>(
    (object, key) => (object as JsonObject | undefined)?.[key],
    manifest.value,
  );
  if (value === undefined || (typeof value === 'string' && values.includes(value))) return;
  const message = `"${path.join('.')}" is ${JSON.stringify(value)}; it can be ${values.join(', ')}.`;
  manifest.refuse(faults, 'manifest-value', message, path);
}

function judgeTexts(manifest: Manifest, key: string, faults: FaultList): void {
  const value = manifest.value[key];
  if (value === undefined || (Array.isArray(value) && value.every(item => typeof item === 'string'))) return;
  manifest.refuse(faults, 'manifest-value', `"${key}" is no list of texts.`, [key]);
}

/** What the entries of "dependencies" have to say. */
const REQUIRED = [
  ['libraries', ['userSymbol', 'libraryId', 'version']],
  ['enabledAdvancedServices', ['userSymbol', 'serviceId', 'version']],
] as const;

function judgeDependencies(manifest: Manifest, faults: FaultList): void {
  const all = (manifest.value['dependencies'] ?? {}) as JsonObject;
  for (const [kind, keys] of REQUIRED) {
    const path = ['dependencies', kind];
    if (all[kind] !== undefined && !Array.isArray(all[kind]))
      manifest.refuse(faults, 'manifest-value', `"${path.join('.')}" is no list.`, path);
    dependencies(manifest, kind).forEach((entry, index) => {
      const missing = keys.filter(key => typeof entry[key] !== 'string' || entry[key] === '');
      if (missing.length)
        manifest.refuse(
          faults,
          'manifest-value',
          `"${path.join('.')}" has an entry without ${missing.join(', ')}, or not as text.`,
          [...path, index],
        );
    });
  }
}

function judgeLibraries(manifest: Manifest, faults: FaultList): void {
  dependencies(manifest, 'libraries').forEach((library, index) => {
    if (library['developmentMode'] === true)
      manifest.refuse(
        faults,
        'library-in-development',
        `The library ${String(library['userSymbol'])} is used in development mode.`,
        ['dependencies', 'libraries', index, 'developmentMode'],
      );
  });
}

/** Names that the manifest gives to libraries and advanced services. */
export function manifestNames(manifest: Manifest | undefined): string[] {
  if (!manifest) return [];
  const all = [...dependencies(manifest, 'libraries'), ...dependencies(manifest, 'enabledAdvancedServices')];
  return all.map(({ userSymbol }) => userSymbol).filter(name => typeof name === 'string');
}

function dependencies(manifest: Manifest, kind: string): JsonObject[] {
  const list = (manifest.value['dependencies'] as JsonObject | undefined)?.[kind];
  return Array.isArray(list) ? list.filter(item => typeof item === 'object' && item !== null) : [];
}

/** Macros are items of the menu Extensions, and shortcuts: the manifest names their functions. */
export function macroCalls({ value, text }: Manifest): { caption: string; name: string; offset: number }[] {
  const macros = (value['sheets'] as JsonObject | undefined)?.['macros'];
  return (Array.isArray(macros) ? macros : []).flatMap((macro: JsonObject | null, index) => {
    const name = macro?.['functionName'];
    if (typeof name !== 'string') return [];
    const offset = placeInJson(text.source, ['sheets', 'macros', index, 'functionName']) ?? 0;
    return [{ caption: String(macro?.['menuName']), name, offset }];
  });
}
