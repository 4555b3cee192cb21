import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../../ToolError';
import { readTarget, type Target } from './Target';
import { DEFAULT_TARGET, existingTargets } from './TargetFiles';

export { DEPLOYED_FOLDER, readTarget, type Target } from './Target';

export interface TargetChoice {
  /** One name, or several with commas between. */
  env?: string;
  /** Every target: those that `targets` in sheetbound.config.json lists, else every file. */
  all?: boolean;
}

/**
 * The chosen targets; without a choice the default one, or the only one. Throws a `ToolError` for a target that does
 * not exist or cannot be used, and for two that are one script project.
 */
export function readTargets(root: string, choice: TargetChoice = {}): Target[] {
  const targets = namesOf(root, choice).map(name => readTarget(root, name));
  refuseTwins(targets);
  return targets;
}

function namesOf(root: string, { env, all }: TargetChoice): string[] {
  if (all && env !== undefined)
    throw new ToolError('[Targets] --env and --all exclude each other. Give one of them.', 'invalid');
  if (all) return allNames(root);
  if (env !== undefined) return listedNames(env);
  const existing = existingTargets(root);
  if (existing.includes(DEFAULT_TARGET)) return [DEFAULT_TARGET];
  const [only, ...others] = existing;
  if (only === undefined) throw noTarget();
  if (others.length === 0) return [only];
  throw new ToolError(
    `[Targets] Which target? Add --env with one or more of ${existing.join(', ')}, or --all.`,
    'invalid',
  );
}

function listedNames(env: string): string[] {
  const names = env
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
  if (names.length === 0)
    throw new ToolError('[Targets] --env needs the name of a target, for example --env prod.', 'invalid');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ToolError(`[Targets] --env names "${twice}" twice.`, 'invalid');
  return names;
}

function allNames(root: string): string[] {
  const names = configuredTargets(root) ?? existingTargets(root);
  if (names.length === 0) throw noTarget();
  return names;
}

function noTarget(): ToolError {
  return new ToolError(
    '[Targets] There is no target yet. `npx sheetbound create` makes a spreadsheet with its script; for a script that exists write {"scriptId": "<id>"} into .clasp.dev.json.',
    'invalid',
  );
}

/** `targets` of sheetbound.config.json; undefined when it lists none. */
export function configuredTargets(root: string): string[] | undefined {
  const fault = (text: string, cause?: unknown) =>
    new ToolError(`[Targets] sheetbound.config.json ${text}`, 'invalid', { cause });
  let config: unknown;
  try {
    config = JSON.parse(readFileSync(join(root, 'sheetbound.config.json'), 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fault('cannot be read as JSON. Correct it first.', error);
  }
  const targets = (config as { targets?: unknown } | null)?.targets;
  if (targets === undefined) return undefined;
  if (!Array.isArray(targets) || !targets.every((name): name is string => typeof name === 'string'))
    throw fault('must list "targets" as names, for example ["staging", "prod"].');
  const twice = targets.find((name, index) => targets.indexOf(name) !== index);
  if (twice !== undefined) throw fault(`lists target "${twice}" twice.`);
  return targets;
}

/** Two pushes to one project would take turns at overwriting each other. */
function refuseTwins(targets: readonly Target[]): void {
  for (const [index, target] of targets.entries()) {
    const twin = targets.slice(0, index).find(({ scriptId }) => scriptId === target.scriptId);
    if (twin)
      throw new ToolError(
        `[Targets] ${twin.file} and ${target.file} name the same script project (${target.scriptId}). Correct one of them, or choose one target.`,
        'invalid',
      );
  }
}
