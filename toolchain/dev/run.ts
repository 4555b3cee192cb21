/** `npm run dev [-- <Source>...] [--once]`: rebuilds, verifies, tests and imports whenever a file is saved. */
import { relative, sep } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import { suggestion } from '../../src/Core/Nearest';
import { listConnectors } from '../build/Connectors';
import { END_SIGNALS } from '../ProcessGroup';
import { Session } from './Session';
import { stepsFor } from './Steps';

const WATCHED = ['src', 'environments', 'test/sources', 'appsscript.json', 'sheetbound.config.json'];

/** Milliseconds that a save may take: editors write a file in several steps, and branches change many files. */
const SETTLE = 150;

const words = process.argv.slice(2);
const isOnce = words.includes('--once');
const chosen = words.filter(word => !word.startsWith('-'));
const existing = (): string[] => {
  try {
    return listConnectors().map(({ name }) => name);
  } catch {
    // The build says what is wrong with a folder.
    return [];
  }
};

refuseUnknown();
const session = new Session({ chosen, existing, stepsFor, print: line => console.log(line) });
// Before the first round: a save in the middle of it counts, and Ctrl-C ends what it started.
const watcher = isOnce ? undefined : watchFiles();
stopOnSignals();
const isDone = await session.changed([chosen.length ? `src/Sources/${chosen.join(', ')}` : 'everything']);
if (isOnce) process.exitCode = isDone ? 0 : 1;
else console.log(`\nWatching ${WATCHED.join(', ')}. Ctrl-C ends it.`);

function refuseUnknown(): void {
  const flag = words.find(word => word.startsWith('-') && word !== '--once');
  if (flag !== undefined) refuse(`there is no option ${flag}. There is --once: one round, then end.`);
  const names = existing();
  // None at all: the build says what is wrong with a folder.
  const unknown = names.length ? chosen.find(name => !names.includes(name)) : undefined;
  if (unknown !== undefined)
    refuse(`there is no connector ${unknown} under src/Sources.${suggestion(unknown, names)}`);
}

function refuse(message: string): never {
  console.error(`error: ${message}`);
  process.exit(2);
}

function watchFiles(): FSWatcher {
  let pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  return watch(WATCHED, { ignoreInitial: true, ignored: /(^|[/\\])\.|~$|\.swp$/ }).on(
    'all',
    (_event, path) => {
      pending.add(relative(process.cwd(), path).split(sep).join('/'));
      clearTimeout(timer);
      timer = setTimeout(() => {
        const paths = [...pending];
        pending = new Set();
        void session.changed(paths);
      }, SETTLE);
    },
  );
}

function stopOnSignals(): void {
  for (const signal of END_SIGNALS)
    process.once(signal, () => {
      void Promise.all([watcher?.close(), session.stop()]).then(() => process.exit(isOnce ? 130 : 0));
    });
}
