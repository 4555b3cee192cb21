import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'rollup';
import { readJsonObject, refuseNoHosts, type JsonObject } from './Connectors';

const SETTINGS = [
  'connectors',
  'notices',
  'extraHosts',
  'extraScopes',
  'dailyTriggerMinutes',
  'targets',
  'library',
];

const NOTICES: Deployment['notices'] = { chat: true, slack: true, email: false };

/** As long as a build id; the build overwrites it once the script is whole. */
export const BUILD_ID_PLACEHOLDER = '@build-id@@@';

/** `sheetbound.config.json` with its defaults: what a deployment holds. */
export interface Deployment {
  /** Folder names under `src/Sources`. Default `all`. */
  connectors: 'all' | readonly string[];
  /** Channels of run notices. Default chat and Slack, no e-mail: that asks for two more scopes. */
  notices: { chat: boolean; slack: boolean; email: boolean };
  /** Hosts beside those of the connectors: of a connector in the spreadsheet's own script, say. Default none. */
  extraHosts: readonly string[];
  /** Scopes beside those of the calls: of a script file of one's own, say. Default none. */
  extraScopes: readonly string[];
  /** Minutes a day that triggers may run: 90 for consumer accounts (default), 360 for Workspace. */
  dailyTriggerMinutes: number;
  /** Whether the script is for others to include as a library: it then refuses to work without `forHost`. Default false. */
  library: boolean;
  /** What `--all` deploys to. Default every `.clasp.<env>.json`. */
  targets: readonly string[] | undefined;
}

/** Reads the file. Throws on a setting that does not exist or has the wrong type; an absent file means defaults. */
export function readDeployment(path = 'sheetbound.config.json'): Deployment {
  const config = readConfig(path);
  const unknown = Object.keys(config).filter(key => !SETTINGS.includes(key));
  if (unknown.length)
    throw new Error(`${path}: there is no setting ${unknown.join(', ')}. There are: ${SETTINGS.join(', ')}.`);
  const { connectors = 'all', notices, dailyTriggerMinutes = 90, library = false } = config;
  if (connectors !== 'all' && !isTextList(connectors))
    throw new Error(`${path}: "connectors" is "all" or a list of folder names.`);
  if (typeof dailyTriggerMinutes !== 'number' || dailyTriggerMinutes <= 0)
    throw new Error(`${path}: "dailyTriggerMinutes" is a number of minutes: 90, or 360 for Workspace.`);
  if (typeof library !== 'boolean') throw new Error(`${path}: "library" is true or false.`);
  return {
    connectors,
    notices: { ...NOTICES, ...readNotices(notices, path) },
    extraHosts: hostList(config, path),
    extraScopes: textList(config, 'extraScopes', path) ?? [],
    dailyTriggerMinutes,
    library,
    targets: textList(config, 'targets', path),
  };
}

function readConfig(path: string): JsonObject {
  return existsSync(path) ? readJsonObject(path) : {};
}

/** A misspelt channel would be on though somebody turned it off. */
function readNotices(value: unknown, path: string): Partial<Deployment['notices']> {
  if (value === undefined) return {};
  const channels = Object.keys(NOTICES);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || !Object.values(value).every(item => typeof item === 'boolean'))
    throw new Error(`${path}: "notices" says true or false of ${channels.join(', ')}.`);
  const unknown = Object.keys(value).filter(key => !channels.includes(key));
  if (unknown.length)
    throw new Error(
      `${path}: "notices" has no channel ${unknown.join(', ')}. There are: ${channels.join(', ')}.`,
    );
  return value;
}

function hostList(config: JsonObject, path: string): string[] {
  const hosts = textList(config, 'extraHosts', path) ?? [];
  refuseNoHosts(hosts, `${path}: "extraHosts"`);
  return hosts;
}

function textList(config: JsonObject, key: string, path: string): string[] | undefined {
  const value = config[key];
  if (value === undefined) return undefined;
  if (!isTextList(value)) throw new Error(`${path}: "${key}" is a list of texts.`);
  return value;
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(item => typeof item === 'string');
}

/** The virtual modules `sheetbound:deployment`, its constants, and `sheetbound:email`, which is empty where it sends none. */
export function deploymentModules(deployment: Deployment, version: string, build: string): Plugin {
  const { notices, dailyTriggerMinutes, library } = deployment;
  const constants = { version, build, notices, dailyTriggerMinutes, library };
  const email = JSON.stringify(resolve('environments', 'apps-script', 'notices', 'Email.ts'));
  const modules: Record<string, string> = {
    'sheetbound:deployment': `export const DEPLOYMENT = ${JSON.stringify(constants)};\n`,
    'sheetbound:email': notices.email
      ? `export { sendEmail } from ${email};\n`
      : 'export const sendEmail = undefined;\n',
  };
  return {
    name: 'sheetbound-deployment',
    resolveId: id => (id in modules ? `\0${id}` : null),
    load: id => modules[id.replace('\0', '')] ?? null,
  };
}
