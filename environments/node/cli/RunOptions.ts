import { statSync } from 'node:fs';
import { RUN_CONFIG_TYPE } from '../../../src/Constants';
import type { AbstractSource } from '../../../src/Core/AbstractSource';
import { chosenSignIn } from '../../../src/Core/Auth/SignIns';
import { isConfigurationException } from '../../../src/Core/Exceptions';
import { suggestion } from '../../../src/Core/Nearest';
import { checkRun, type RunRequest } from '../../../src/Core/RunSetup';
import type { HostMap } from '../HostMap';
import { findConnector, makeSource } from './Connectors';
import { readParameters, type ParameterOptions, type Variables } from './GivenParameters';
import type { ImportJob } from './ImportJob';
import { withSimulatedSecrets } from './SimulatedSecrets';
import {
  DEFAULT_STORAGE,
  RUNTIMES,
  defaultStatePath,
  parseStorage,
  type RuntimeName,
  type StorageSpec,
} from './StorageSpec';
import { UsageError } from './UsageError';
import { withSignIn } from './WithSignIn';

/** Options of `check`. */
export interface CheckOptions extends ParameterOptions {
  /** `HOST=URL` each. */
  host: readonly string[];
  simulate?: boolean;
  json?: boolean;
  /** Where sign-ins are kept. */
  state?: string;
}

/** Options of `run` as they were typed. */
export interface RunOptions extends CheckOptions {
  from?: string;
  to?: string;
  storage?: string;
  runtime?: string;
  name?: string;
  reload?: boolean;
  dryRun?: boolean;
}

/** Letters, digits, `-` and `_`, at most 40: with the node it stays within the 80 of a storage's target. */
const IMPORT_NAME = /^[A-Za-z0-9_-]{1,40}$/;

/** A job of which everything is decided but where simulated hosts are. Throws one `UsageError` with every fault. */
export function readRun(sourceName: string, options: RunOptions, variables: Variables): ImportJob {
  const faults: string[] = [];
  const runtime = readRuntime(options.runtime ?? 'node', faults);
  const storage = parseStorage(options.storage ?? DEFAULT_STORAGE[runtime], runtime, faults);
  const state = readStatePath(options.state, storage, faults);
  if (options.name !== undefined && !IMPORT_NAME.test(options.name))
    faults.push(`--name ${options.name}: use up to 40 letters, digits, "-" and "_".`);
  return readJob(sourceName, options, variables, {
    kind: options.dryRun ? 'preview' : 'run',
    request: requestOf(options),
    reload: options.reload ?? false,
    runtime,
    storage,
    state,
    ...(options.name === undefined ? {} : { importId: options.name }),
    faults,
  });
}

/** A check asks for no storage. Its state is where sign-ins are kept; without one where it is simulated. */
export function readCheck(sourceName: string, options: CheckOptions, variables: Variables): ImportJob {
  const faults: string[] = [];
  return readJob(sourceName, options, variables, {
    kind: 'check',
    request: { type: RUN_CONFIG_TYPE.INCREMENTAL },
    reload: false,
    runtime: 'node',
    storage: { kind: 'csv', path: '' },
    state: options.simulate
      ? ''
      : readStatePath(options.state, parseStorage(DEFAULT_STORAGE.node, 'node', faults), faults),
    faults,
  });
}

interface Decided extends Pick<ImportJob, 'kind' | 'request' | 'reload' | 'runtime' | 'storage' | 'state'> {
  importId?: string;
  faults: string[];
}

function readJob(
  sourceName: string,
  options: CheckOptions,
  variables: Variables,
  { faults, ...decided }: Decided,
): ImportJob {
  const entry = findConnector(sourceName);
  const declarations = makeSource(entry).config.declarations();
  const given = readParameters(options, declarations, variables);
  const signedIn =
    options.simulate || decided.runtime !== 'node'
      ? { values: given.values, faults: [] }
      : withSignIn(entry.name, declarations, given.values, decided.state);
  faults.push(...signedIn.faults);
  const values = options.simulate ? withSimulatedSecrets(declarations, given.values) : signedIn.values;
  const hosts = readHosts(options, faults);
  faults.push(...given.faults);
  const source = makeSource(entry, values);
  faults.push(...configurationFaults(source, decided.request, given.faulty));
  if (faults.length) throw new UsageError(faults);
  return {
    importId: entry.name,
    ...decided,
    source: entry.name,
    values,
    hosts,
    stop: new SharedArrayBuffer(4),
    secrets: [...new Set([...given.secrets, ...source.config.secrets()])],
  };
}

/** What Core finds, without what is told already: a refused value would also be reported as missing. */
function configurationFaults(
  source: AbstractSource,
  request: RunRequest,
  told: ReadonlySet<string>,
): string[] {
  try {
    checkRun(source, request);
    return [];
  } catch (error) {
    if (!isConfigurationException(error)) throw error;
    return error.faults
      .filter(fault => fault.parameter === undefined || !told.has(fault.parameter))
      .map(fault => inOwnWords(fault.message, request) + signInHint(source, fault.parameter));
  }
}

/** What signing in brings need not be looked for. A source may itself check what its choice lacks. */
function signInHint(source: AbstractSource, parameter: string | undefined): string {
  const signIn = chosenSignIn(source.config);
  if (!signIn || parameter === undefined) return '';
  const filled = Object.values(signIn.params.mapping);
  const { items } = source.config[signIn.choice] as { items: Record<string, { value?: unknown }> };
  const isLacking = parameter === signIn.choice && filled.every(item => items[item]?.value === undefined);
  return isLacking || filled.includes(parameter)
    ? ` Sign in for it: npx sheetbound login ${source.name}`
    : '';
}

/** A day that was given as --from is not looked for among the settings. */
function inOwnWords(message: string, { from, to }: RunRequest): string {
  if (from !== undefined && message.startsWith('Start Date:')) return message.replace('Start Date', '--from');
  if (to !== undefined && message.startsWith('End Date:')) return message.replace('End Date', '--to');
  return message;
}

function requestOf({ from, to }: RunOptions): RunRequest {
  if (from === undefined && to === undefined) return { type: RUN_CONFIG_TYPE.INCREMENTAL };
  return {
    type: RUN_CONFIG_TYPE.MANUAL_BACKFILL,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

function readRuntime(text: string, faults: string[]): RuntimeName {
  const found = RUNTIMES.find(runtime => runtime === text);
  if (!found) faults.push(`--runtime ${text}: there is no such runtime.${suggestion(text, RUNTIMES)}`);
  return found ?? 'node';
}

function readStatePath(path: string | undefined, storage: StorageSpec, faults: string[]): string {
  if (path === undefined) return defaultStatePath(storage);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    faults.push(`--state ${path}: is a folder; name a file.`);
  return path;
}

/** `HOST=URL` each, as `--host` has them. */
export function readHosts(
  { host, simulate }: Pick<CheckOptions, 'host' | 'simulate'>,
  faults: string[],
): HostMap {
  const hosts: Record<string, string> = {};
  for (const text of host) {
    const [, name, address] = /^([^=\s]+)=(https?:\/\/\S+)$/.exec(text) ?? [];
    if (name !== undefined && address !== undefined && URL.canParse(address)) hosts[name] = address;
    else faults.push(`--host ${text}: write it as HOST=URL, e.g. api.github.com=http://127.0.0.1:8080.`);
  }
  if (simulate && host.length)
    faults.push('--simulate and --host both say where requests go; use one of them.');
  return hosts;
}
