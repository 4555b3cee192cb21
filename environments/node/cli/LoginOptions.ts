import { chosenSignIn, declaredSignIns, type DeclaredSignIn } from '../../../src/Core/Auth/SignIns';
import type { AbstractSource } from '../../../src/Core/AbstractSource';
import type { ConnectorEntry } from '../../../src/Core/ConnectorRegistry';
import { isRecord } from '../../../src/Core/Json';
import type { HostMap } from '../HostMap';
import { makeSource } from './Connectors';
import { readParameters, type ParameterOptions, type Variables } from './GivenParameters';
import { setAt } from './ParameterPath';
import { readHosts } from './RunOptions';
import { defaultStatePath, DEFAULT_STORAGE, parseStorage } from './StorageSpec';
import { UsageError } from './UsageError';

/** Options of `login` as they were typed. */
export interface LoginOptions extends ParameterOptions {
  host: readonly string[];
  state?: string;
  storage?: string;
  port?: string;
  redirect?: string;
  minutes?: string;
  open?: boolean;
  json?: boolean;
}

/** A sign-in of which everything is decided. */
export interface LoginJob {
  source: AbstractSource;
  declared: DeclaredSignIn;
  redirect: URL;
  /** Path of the state file. */
  state: string;
  hosts: HostMap;
  /** Milliseconds to wait for the browser. */
  longest: number;
}

/** Where browsers are sent back to when it is not said: the same for every sign-in, because it has to be registered. */
export const DEFAULT_PORT = 8765;
const DEFAULT_MINUTES = 10;

/** Throws one `UsageError` with every fault. Sends nothing. */
export function readLogin(entry: ConnectorEntry, options: LoginOptions, variables: Variables): LoginJob {
  const declarations = makeSource(entry).config.declarations();
  const given = readParameters({ ...options, fields: undefined }, declarations, variables);
  const faults = [...given.faults];
  const declared = chooseSignIn(entry, given.values, faults);
  if (declared) readVariables(declared, given.values, variables);
  const source = makeSource(entry, given.values);
  const redirect = readRedirect(options, faults);
  const hosts = readHosts({ ...options, simulate: false }, faults);
  const state = statePathOf(options, faults);
  const longest = readMinutes(options.minutes, faults) * 60_000;
  if (faults.length || !declared || !redirect) throw new UsageError(faults);
  return { source, declared, redirect, state, hosts, longest };
}

/** Where the state file lies, as `run` finds it. */
export function statePathOf(
  { state, storage }: Pick<LoginOptions, 'state' | 'storage'>,
  faults: string[],
): string {
  return state ?? defaultStatePath(parseStorage(storage ?? DEFAULT_STORAGE.node, 'node', faults));
}

/** The option that was named, or the only one there is: then it need not be named. */
function chooseSignIn(
  entry: ConnectorEntry,
  values: Record<string, unknown>,
  faults: string[],
): DeclaredSignIn | undefined {
  const all = declaredSignIns(makeSource(entry).config.declarations());
  const [only] = all;
  if (!only) {
    faults.push(
      `${entry.name}: nobody signs in to it from here. Its keys are settings: npx sheetbound describe ${entry.name}`,
    );
    return undefined;
  }
  const chosen = chosenSignIn(makeSource(entry, values).config);
  if (chosen) return chosen;
  const isOther = all.some(({ choice }) => choiceOf(values[choice]) !== undefined);
  if (all.length === 1 && !isOther) {
    setAt(values, [only.choice], only.option);
    return only;
  }
  const names = all.map(({ choice, option }) => `${choice}=${option}`);
  faults.push(`--param: name what to sign in to: ${names.join(' or ')}.`);
  return undefined;
}

function choiceOf(value: unknown): unknown {
  return isRecord(value) ? value['value'] : value;
}

/** A source may name environment variables for what was not given. */
function readVariables(
  { choice, params }: DeclaredSignIn,
  values: Record<string, unknown>,
  variables: Variables,
): void {
  const given = values[choice];
  const items = isRecord(given) && isRecord(given['items']) ? given['items'] : {};
  for (const [item, from] of Object.entries(params.vars ?? {})) {
    const name = isRecord(from) && from['store'] === 'env' ? from['key'] : from;
    const value = typeof name === 'string' ? variables[name] : undefined;
    if (items[item] === undefined && value !== undefined && value !== '')
      setAt(values, [choice, item], value);
  }
}

function readRedirect({ redirect, port }: LoginOptions, faults: string[]): URL | undefined {
  if (redirect !== undefined && port !== undefined)
    faults.push('--redirect and --port both say where the browser comes back to; use one of them.');
  const number = Number(port ?? DEFAULT_PORT);
  if (!Number.isInteger(number) || number < 1 || number > 65_535) {
    faults.push(`--port ${port ?? ''}: is a number from 1 to 65535.`);
    return undefined;
  }
  const address = redirect ?? `http://127.0.0.1:${number}/`;
  if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)) return new URL(address);
  faults.push(
    `--redirect ${address}: write a whole address, e.g. http://localhost:${DEFAULT_PORT}/callback.`,
  );
  return undefined;
}

function readMinutes(text: string | undefined, faults: string[]): number {
  const minutes = Number(text ?? DEFAULT_MINUTES);
  if (minutes > 0 && minutes <= 60) return minutes;
  faults.push(`--minutes ${text ?? ''}: is a number of up to 60.`);
  return DEFAULT_MINUTES;
}
