import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import JSON5 from 'json5';
import { suggestion } from '../../../src/Core/Nearest';
import { isDeviceName } from '../../DeviceNames';
import { ToolError } from '../../ToolError';

/** Name of the target that `.clasp.json` describes. */
export const DEFAULT_TARGET = 'default';

/** What the name of a target may be: it is part of file names. */
const TARGET_NAME = /^[a-z0-9][a-z0-9_-]*$/i;

/** A folder and several files are called after it. */
const LONGEST_NAME = 40;

const FILE_NAME = /^\.clasp\.([a-z0-9][a-z0-9_-]*)\.json$/i;

export type TargetSettings = Readonly<Record<string, unknown>>;

/** `.clasp.prod.json`; `.clasp.json` for the default target. */
export function targetFile(name: string): string {
  return name === DEFAULT_TARGET ? '.clasp.json' : `.clasp.${name}.json`;
}

/** Throws a `ToolError` for what cannot be part of a file name. */
export function requireTargetName(name: string): void {
  if (TARGET_NAME.test(name) && name.length <= LONGEST_NAME && !isDeviceName(name)) return;
  const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}...` : name;
  const why = isDeviceName(name)
    ? 'Windows has a device of that name, and no folder.'
    : `Use letters, digits, "-" and "_", at most ${LONGEST_NAME}, for example: prod, team-a.`;
  throw new ToolError(`[Targets] "${shown}" is no name for a target. ${why}`, 'invalid');
}

/** Targets that have a file in the folder, the default one last, and that only when its script id was filled in. */
export function existingTargets(root: string): string[] {
  const named = readdirSync(root)
    .map(file => FILE_NAME.exec(file)?.[1])
    .filter((name): name is string => name !== undefined && name !== DEFAULT_TARGET)
    .sort();
  return hasDefaultTarget(root) ? [...named, DEFAULT_TARGET] : named;
}

/** The content of a target's file. Throws a `ToolError` that lists the targets that exist when there is none. */
export function readTargetFile(root: string, name: string): TargetSettings {
  const file = targetFile(name);
  let text: string;
  try {
    text = readFileSync(join(root, file), 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw noSuchTarget(root, name);
    throw new ToolError(`[Targets] ${file} cannot be read (${code}). Make it readable for you.`, 'invalid', {
      cause: error,
    });
  }
  return parseSettings(file, text);
}

function parseSettings(file: string, text: string): TargetSettings {
  let value: unknown;
  try {
    value = JSON5.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/^JSON5: /, '') : String(error);
    throw new ToolError(
      `[Targets] ${file} is not valid JSON: ${message}. Correct it, or delete it and run \`npx sheetbound create\`.`,
      'invalid',
      {
        cause: error,
      },
    );
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as TargetSettings;
  throw new ToolError(`[Targets] ${file} must hold an object such as {"scriptId": "..."}.`, 'invalid');
}

function noSuchTarget(root: string, name: string): ToolError {
  const existing = existingTargets(root);
  const file = targetFile(name);
  const others = existing.length
    ? suggestion(name, existing) ||
      ` There are ${existing.length} others, ${existing.slice(0, 5).join(', ')} among them.`
    : '';
  return new ToolError(
    `[Targets] There is no target "${name}": no ${file} in this folder.${others} To make it: \`npx sheetbound create --env ${name}\`, or write {"scriptId": "<id>"} into ${file} for a script that exists.`,
    'invalid',
  );
}

function hasDefaultTarget(root: string): boolean {
  try {
    const { scriptId } = parseSettings('.clasp.json', readFileSync(join(root, '.clasp.json'), 'utf8'));
    return typeof scriptId === 'string' && scriptId.trim() !== '' && !isPlaceholder(scriptId);
  } catch {
    return false;
  }
}

/** A text that stands where an id is to be put. */
export function isPlaceholder(scriptId: string): boolean {
  return (
    /^<.*>$/.test(scriptId) ||
    /^(paste|your|enter|insert|replace)[-_ ]/i.test(scriptId) ||
    /SCRIPT[-_ ]?ID/.test(scriptId)
  );
}
