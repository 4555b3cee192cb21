import { readFileSync } from 'node:fs';
import { suggestion } from '../../../src/Core/Nearest';
import type { ParameterDeclaration, ParameterDeclarations } from '../../../src/Core/Parameters';
import { declarationsAt, isSecret, pathsOf, setAt, splitPath, type GivenValues } from './ParameterPath';

/** The options by which settings are given. */
export interface ParameterOptions {
  /** `K=V` each. */
  param: readonly string[];
  /** `K=ENVIRONMENT_VARIABLE` each. */
  secret: readonly string[];
  /** Path of a JSON file. */
  config?: string | undefined;
  /** `node field, node field`. */
  fields?: string | undefined;
}

export interface GivenParameters {
  values: GivenValues;
  faults: string[];
  /** Names that a fault is already told of. */
  faulty: Set<string>;
  /** What was read from environment variables: never to be printed. */
  secrets: string[];
}

/** Environment variables of a process. */
export type Variables = Readonly<Record<string, string | undefined>>;

interface Reading extends GivenParameters {
  declarations: ParameterDeclarations;
  variables: Variables;
}

/**
 * From the command line to values. The file comes first; an option replaces what it says. Secrets come from
 * environment variables only: a command line can be read by everyone on the machine and stays in the shell's history.
 */
export function readParameters(
  options: ParameterOptions,
  declarations: ParameterDeclarations,
  variables: Variables,
): GivenParameters {
  const reading: Reading = {
    values: {},
    faults: [],
    faulty: new Set(),
    secrets: [],
    declarations,
    variables,
  };
  if (options.config !== undefined) readConfigFile(options.config, reading);
  const given = new Set<string>();
  for (const text of options.param) readParam(text, given, reading);
  for (const text of options.secret) readSecret(text, given, reading);
  if (options.fields !== undefined) {
    if (given.has('Fields'))
      addFault(reading, 'Fields', 'is given by --fields and by --param; use one of them.');
    setAt(reading.values, ['Fields'], options.fields);
  }
  const { values, faults, faulty, secrets } = reading;
  return { values, faults, faulty, secrets };
}

function addFault(reading: Reading, name: string, problem: string): void {
  reading.faults.push(`${name}: ${problem}`);
  for (const part of splitPath(name)) reading.faulty.add(part);
}

function readParam(text: string, given: Set<string>, reading: Reading): void {
  const pair = splitPair(text);
  if (!pair) {
    reading.faults.push(`--param ${text.split('=')[0]}: write it as NAME=VALUE.`);
    return;
  }
  const path = splitPath(pair.name);
  const [declaration] = declarationsAt(reading.declarations, path);
  if (isAnySecret(reading, path)) addFault(reading, pair.name, secretAdvice(pair.name));
  else if (isKnown(path, reading) && isFirst(pair.name, given, reading))
    setAt(reading.values, path, parseValue(pair.value, declaration, pair.name, reading));
}

function readSecret(text: string, given: Set<string>, reading: Reading): void {
  const pair = splitPair(text);
  if (!pair) {
    reading.faults.push(
      `--secret ${text.split('=')[0]}: write it as NAME=VARIABLE, the name of the environment variable that holds it.`,
    );
    return;
  }
  const path = splitPath(pair.name);
  if (!isKnown(path, reading) || !isFirst(pair.name, given, reading)) return;
  const value = readVariable(pair.name, pair.value, reading);
  if (value !== undefined) setAt(reading.values, path, value);
}

function splitPair(text: string): { name: string; value: string } | undefined {
  const at = text.indexOf('=');
  return at > 0 ? { name: text.slice(0, at).trim(), value: text.slice(at + 1) } : undefined;
}

function isKnown(path: readonly string[], reading: Reading): boolean {
  if (declarationsAt(reading.declarations, path).length) return true;
  const name = path.join('.');
  addFault(reading, name, `there is no such setting.${suggestion(name, pathsOf(reading.declarations))}`);
  return false;
}

function isFirst(name: string, given: Set<string>, reading: Reading): boolean {
  if (given.has(name)) addFault(reading, name, 'is given twice; give it once.');
  const isNew = !given.has(name);
  given.add(name);
  return isNew;
}

function isAnySecret({ declarations }: Reading, path: readonly string[]): boolean {
  return declarationsAt(declarations, path).some(isSecret);
}

function secretAdvice(name: string): string {
  return `is secret and is not taken in clear. Put it into an environment variable and name that: --secret ${name}=VARIABLE. In a file of --config write {"env": "VARIABLE"}.`;
}

/** An object can only be typed as JSON; a choice is named by its option, whatever its type. */
function parseValue(
  text: string,
  declaration: ParameterDeclaration | undefined,
  name: string,
  reading: Reading,
): unknown {
  if (declaration?.requiredType !== 'object' || declaration.oneOf) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    addFault(reading, name, 'must be a JSON object, e.g. {"a": 1}.');
    return undefined;
  }
}

/** A token pasted in place of a variable's name must not be repeated by the message about it. */
function readVariable(name: string, variable: string, reading: Reading): string | undefined {
  const value = reading.variables[variable];
  if (value !== undefined && value.trim() !== '') {
    reading.secrets.push(value.trim());
    return value;
  }
  const shown = /^[A-Z][A-Z0-9_]{0,63}$/.test(variable)
    ? `the environment variable ${variable} is ${value === undefined ? 'not set' : 'empty'}.`
    : 'what was given is not the name of an environment variable that is set (it is not shown, it may be the secret itself).';
  addFault(reading, name, shown);
  return undefined;
}

function readConfigFile(path: string, reading: Reading): void {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const problem = code === undefined ? 'is not valid JSON' : `cannot be read (${code})`;
    reading.faults.push(`--config ${path}: ${problem}.`);
    return;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    reading.faults.push(`--config ${path}: must hold one JSON object, {"NAME": value, ...}.`);
    return;
  }
  for (const [name, value] of Object.entries(parsed)) readConfigValue([name], value, reading);
}

function readConfigValue(path: readonly string[], value: unknown, reading: Reading): void {
  const name = path.join('.');
  const declarations = declarationsAt(reading.declarations, path);
  if (!isKnown(path, reading) || value === undefined || value === null) return;
  const variable = variableOf(value);
  if (variable !== undefined && !declarations.some(one => one.requiredType === 'object')) {
    const read = readVariable(name, variable, reading);
    if (read !== undefined) setAt(reading.values, path, read);
  } else if (declarations.some(isSecret)) {
    addFault(reading, name, secretAdvice(name));
  } else if (declarations.some(one => one.oneOf) && typeof value === 'object') {
    readChoice(path, value as { value?: unknown; items?: unknown }, reading);
  } else setAt(reading.values, path, value);
}

function readChoice(
  path: readonly string[],
  given: { value?: unknown; items?: unknown },
  reading: Reading,
): void {
  setAt(reading.values, path, given.value);
  for (const [name, value] of Object.entries(given.items ?? {}))
    readConfigValue([...path, name], value, reading);
}

/** `{"env": "NAME"}`. */
function variableOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).join() !== 'env') return undefined;
  return String((value as { env: unknown }).env);
}
