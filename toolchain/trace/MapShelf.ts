import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../ToolError';
import { buildOfScript } from './BuildIds';
import { keptPushes, readMap, type KeptPush } from './KeptMaps';
import type { ScriptMap } from './ScriptMap';

/** The build that a stack is read with. */
export interface TracedBuild {
  /** Unknown for a script that was built without one. */
  build: string | undefined;
  /** The push that it was kept with; undefined: it is the one in `dist/apps-script`. */
  push?: KeptPush;
  /** The text did not say so: which one it is was concluded from what is there. */
  isAssumed: boolean;
  map: ScriptMap;
}

/** What was asked for beside the text. */
export interface MapChoice {
  env?: string;
  build?: string;
}

const BUILD = /^[0-9a-f]{12}$/;
const SCRIPT = join('dist', 'apps-script', 'Code.js');
/** Builds that an error lists: the last 20 pushes of each target are kept. */
const MOST_LISTED = 12;

/** The maps at hand: one for every push that is kept, and that of the build in `dist`. */
export class MapShelf {
  private readonly pushes: readonly KeptPush[];
  private readonly opened = new Map<string, TracedBuild>();

  constructor(
    private readonly root: string,
    private readonly choice: MapChoice = {},
  ) {
    const { build, env } = choice;
    if (build !== undefined && !BUILD.test(build))
      throw new ToolError(`[trace] "${build}" is no build id: twelve of 0-9 and a-f.`, 'invalid');
    this.pushes = keptPushes(root);
    if (env !== undefined && !this.pushes.some(push => push.env === env)) throw this.unknownTarget(env);
  }

  /** For frames of a text that names this build, or none. Throws a `ToolError` that says what there is instead. */
  open(named: string | undefined): TracedBuild {
    const { build } = this.choice;
    if (named !== undefined && build !== undefined && build !== named)
      throw new ToolError(
        `[trace] The text is of build ${named}, not of ${build}: another build has other lines. Leave --build away.`,
        'invalid',
      );
    const key = named ?? build ?? '';
    const known = this.opened.get(key) ?? (key === '' ? this.concluded() : this.ofBuild(key));
    this.opened.set(key, known);
    return known;
  }

  private ofBuild(build: string): TracedBuild {
    const { env } = this.choice;
    const fitting = this.pushes.filter(push => push.build === build && push.hasMap);
    let damage: unknown;
    for (const push of [...fitting].sort((a, b) => Number(b.env === env) - Number(a.env === env)))
      try {
        return { build, push, isAssumed: false, map: readMap(push.map, push.script) };
      } catch (error) {
        // Another push of it may have kept the map whole, and a build of the same source makes it again.
        damage ??= error;
      }
    const built = this.built();
    if (built?.build === build) return { ...built, isAssumed: false };
    throw damage ?? new ToolError(`[trace] The map of build ${build} is not kept here. ${this.advice()}`);
  }

  /** What stands in the one target, or in the one that was asked for; without any push, what was built last. */
  private concluded(): TracedBuild {
    const { env } = this.choice;
    const current = this.currentBuilds(env);
    if (current.length > 1)
      throw new ToolError(
        `[trace] The text names no build, and several are deployed: ${current.map(push => `${push.build} (${push.env})`).join(', ')}. Say which: --env or --build.`,
        'invalid',
      );
    const [push] = current;
    if (push) return { ...this.ofBuild(push.build), isAssumed: true };
    const built = this.pushes.length ? undefined : this.built();
    if (built) return { ...built, isAssumed: true };
    throw new ToolError(
      `[trace] The text names no build, and none is known to stand in ${env ?? 'a target'} now. If you know which it is of, name it with --build. ${this.advice()}`,
    );
  }

  /** The last push of each target that went through; each build once. */
  private currentBuilds(env: string | undefined): KeptPush[] {
    const byTarget = new Map<string, KeptPush>();
    for (const push of this.pushes)
      if (push.status === 'done' && (env === undefined || push.env === env) && !byTarget.has(push.env))
        byTarget.set(push.env, push);
    // A rollback to what was there before Sheetbound holds no build.
    const current = [...byTarget.values()].filter(({ build }) => build !== '');
    return current.filter((push, index) => current.findIndex(({ build }) => build === push.build) === index);
  }

  private built(): Omit<TracedBuild, 'isAssumed'> | undefined {
    const script = join(this.root, SCRIPT);
    const map = `${script}.map`;
    if (!existsSync(script) || !existsSync(map)) return undefined;
    return { build: buildOfScript(readFileSync(script, 'utf8')), map: readMap(map, script) };
  }

  private unknownTarget(env: string): ToolError {
    const names = [...new Set(this.pushes.map(push => push.env))];
    const known = names.length ? `There are pushes to: ${names.join(', ')}.` : 'No push is kept at all.';
    return new ToolError(`[trace] No push to "${env}" is kept here. ${known}`, 'invalid');
  }

  private advice(): string {
    const kept = this.pushes.filter(push => push.hasMap);
    const list = kept.slice(0, MOST_LISTED).map(push => `\n  ${push.build}  ${push.env}  ${timeOf(push)}`);
    const more = kept.length > MOST_LISTED ? `\n  and ${kept.length - MOST_LISTED} older ones` : '';
    const there = kept.length ? `Kept are:${list.join('')}${more}\n` : 'No push from here is kept. ';
    return `${there}Run this where the push was made, or check out the commit that was pushed and run npm run build: the same source makes the same build, and trace finds it in dist.`;
  }
}

/** `2026-11-20 10:12 UTC`, as far as the record holds a time. */
export function timeOf({ startedAt }: KeptPush): string {
  const time = new Date(startedAt);
  return Number.isNaN(time.getTime())
    ? startedAt
    : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
