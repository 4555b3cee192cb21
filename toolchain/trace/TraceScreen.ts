import { count } from '../../environments/node/cli/Terminal';
import { timeOf, type TracedBuild } from './MapShelf';
import { placeText, type Excerpt, type Trace, type TracedFrame } from './TraceStack';

/** The traced text, and the lines around the innermost place. */
export function traceText({ text, excerpt }: Trace): string {
  const body = text.replace(/\s+$/, '');
  return excerpt ? `${body}\n\n${excerptText(excerpt)}` : body;
}

/** With line numbers, and a mark under the column. */
function excerptText({ place, name, lines }: Excerpt): string {
  const width = Math.max(...lines.map(({ number }) => String(number).length));
  const shown = lines.flatMap(({ number, text }) => {
    const isHere = number === place.line;
    const line = `${isHere ? '>' : ' '} ${String(number).padStart(width)} | ${text}`.trimEnd();
    if (!isHere || place.column === undefined) return [line];
    // Tabs stay tabs, so that the mark stands below whatever their width is.
    const indent = text.slice(0, place.column - 1).replace(/[^\t]/g, ' ');
    return [line, `  ${' '.repeat(width)} | ${indent}^`];
  });
  const title = name === undefined ? placeText(place) : `${placeText(place)} in ${name}`;
  return [title, ...shown].join('\n');
}

/** What the traced text does not say by itself. `isChanged`: whether a source differs today. */
export function traceNotes({ frames, builds, excerpt }: Trace, isChanged: boolean): string[] {
  return [
    ...builds.map(buildNote),
    ...kindNotes(frames),
    ...(excerpt && isChanged
      ? [
          `${excerpt.place.file} has changed since: the lines shown are those of the build, yours may have moved.`,
        ]
      : []),
  ];
}

function buildNote({ build, push, isAssumed }: TracedBuild): string {
  const id = build === undefined ? 'A build without an id' : `Build ${build}`;
  const where = push
    ? `pushed to ${push.env} on ${timeOf(push)} (push ${push.id})`
    : 'as it stands in dist/apps-script';
  const doubt = isAssumed
    ? ` The text names no build: this is what was ${push ? 'pushed' : 'built'} last, and the lines are wrong if the stack is older. Name another by --build or --env.`
    : '';
  return `${id}, ${where}.${doubt}`;
}

function kindNotes(frames: readonly TracedFrame[]): string[] {
  const of = (kind: TracedFrame['kind']) => frames.filter(each => each.kind === kind);
  const [own] = of('own');
  const [made] = of('build');
  const [beyond] = of('beyond');
  return [
    ...(own
      ? [
          `${named(own)} and what else is not in Code.js stays as it is: ${own.frame.file} is a script file of your own, and its lines are those of the editor.`,
        ]
      : []),
    ...(made
      ? [`${named(made)} is a line that the build writes${made.name ? ` (entry point ${made.name})` : ''}.`]
      : []),
    ...(beyond
      ? [
          `${count(of('beyond').length, 'frame')} could not be traced: ${named(beyond)} lies beyond the end of that build. The stack is of another one: name it by --build or --env.`,
        ]
      : []),
  ];
}

function named({ frame: { file, line, column } }: TracedFrame): string {
  return placeText({ file, line, ...(column === undefined ? {} : { column }) });
}

/** For scripts: everything the screen says, as data. */
export function traceJson(trace: Trace, notes: readonly string[]): object {
  const { frames, text, builds, excerpt } = trace;
  return {
    builds: builds.map(({ build, push, isAssumed }) => ({
      build: build ?? null,
      isAssumed,
      ...(push ? { env: push.env, push: push.id, pushedAt: push.startedAt } : {}),
    })),
    frames: frames.map(({ frame, kind, name, source, build }) => ({
      kind,
      file: frame.file,
      line: frame.line,
      ...(frame.column === undefined ? {} : { column: frame.column }),
      ...(name === undefined ? {} : { name }),
      ...(build?.build === undefined ? {} : { build: build.build }),
      ...(source ? { source } : {}),
    })),
    text,
    ...(excerpt ? { excerpt } : {}),
    notes,
  };
}
