import { ToolError } from '../ToolError';
import { buildsNamedIn } from './BuildIds';
import type { TracedBuild } from './MapShelf';
import type { SourcePlace } from './ScriptMap';
import { findFrames, type StackFrame } from './StackFrames';

/** Name of the script that the build makes. */
const SCRIPT = 'Code';

/** Lines shown before and after the place of the first frame. */
const AROUND = 3;

export interface TracedFrame {
  frame: StackFrame;
  /**
   * `source`: mapped. `build`: a line of the script that the build wrote, an entry point say. `beyond`: the script has
   * no such line, so the stack is of another build. `own`: a script file of somebody's own. `google`: not of the script.
   */
  kind: 'source' | 'build' | 'beyond' | 'own' | 'google';
  /** The function, as the stack or else the script names it. */
  name?: string;
  source?: SourcePlace;
  build?: TracedBuild;
}

export interface Excerpt {
  place: SourcePlace;
  name?: string;
  lines: { number: number; text: string }[];
}

export interface Trace {
  frames: readonly TracedFrame[];
  /** The given text with every mapped frame replaced. */
  text: string;
  /** Those that frames were read with, in their order. */
  builds: readonly TracedBuild[];
  /** Around the first mapped frame, as it was built. */
  excerpt?: Excerpt;
}

/**
 * Puts the places of what was written in for the places of the built script. `open` answers the build of a given id,
 * or the one that is meant where the text names none; a build goes for the frames that follow its name. Throws a
 * `ToolError` on a text without a frame of the script.
 */
export function traceStack(text: string, open: (build: string | undefined) => TracedBuild): Trace {
  const found = findFrames(text);
  if (!found.some(({ file }) => file === SCRIPT)) throw noStack(text, found);
  const named = buildsNamedIn(text);
  const frames = found.map(frame => {
    const before = named.findLast(({ at }) => at < frame.start) ?? named[0];
    return traceFrame(frame, () => open(before?.build));
  });
  const builds = [...new Set(frames.flatMap(({ build }) => (build ? [build] : [])))];
  const excerpt = excerptOf(frames);
  return { frames, builds, text: replaceFrames(text, frames), ...(excerpt ? { excerpt } : {}) };
}

function traceFrame(frame: StackFrame, open: () => TracedBuild): TracedFrame {
  if (frame.file.startsWith('__GS_')) return { frame, kind: 'google' };
  if (frame.file !== SCRIPT) return { frame, kind: 'own' };
  const build = open();
  const { line, column } = frame;
  if (!build.map.hasLine(line)) return { frame, kind: 'beyond', build };
  const name = frame.name ?? build.map.nameAt(line, column);
  const known = { frame, build, ...(name === undefined ? {} : { name }) };
  const source = build.map.sourceOf(line, column);
  return source ? { ...known, kind: 'source', source } : { ...known, kind: 'build' };
}

/** Between frames of the short form stands " < ": with whole paths each takes a line of its own. */
function replaceFrames(text: string, frames: readonly TracedFrame[]): string {
  let result = '';
  let end = 0;
  for (const traced of frames) {
    const { frame } = traced;
    const between = text.slice(end, frame.start);
    result += end > 0 && between === ' < ' ? '\n    < ' : between;
    result += traced.source
      ? `${placeText(traced.source)}${traced.name === undefined ? '' : ` (${traced.name})`}`
      : text.slice(frame.start, frame.end);
    end = frame.end;
  }
  return result + text.slice(end);
}

/** `src/Sources/GitHub/Source.ts:41:12`, as editors open it. */
export function placeText({ file, line, column }: SourcePlace): string {
  return `${file}:${line}${column === undefined ? '' : `:${column}`}`;
}

function excerptOf(frames: readonly TracedFrame[]): Excerpt | undefined {
  const top = frames.find(({ kind }) => kind === 'source');
  if (!top?.source || !top.build) return undefined;
  const { source: place, build, name } = top;
  const all = build.map.linesOf(place.file);
  if (!all) return undefined;
  const first = Math.max(1, place.line - AROUND);
  const lines = all
    .slice(first - 1, place.line + AROUND)
    .map((text, index) => ({ number: first + index, text }));
  return { place, lines, ...(name === undefined ? {} : { name }) };
}

function noStack(text: string, found: readonly StackFrame[]): ToolError {
  const [other] = found;
  const what =
    text.trim() === ''
      ? 'There is no text.'
      : other
        ? `No frame of this stack is in ${SCRIPT}.js, which the build makes; ${other.file}:${other.line} is in a file of its own and reads as it is.`
        : `There is no place in this text such as ${SCRIPT}:76:11.`;
  return new ToolError(
    `[trace] ${what} Paste the whole entry of Google's execution log, or the message of the line in the tab "Run history".`,
    'invalid',
  );
}
