/** `npm run dev [-- <Source>...] [--once]`: rebuilds, verifies, tests and imports whenever a file is saved. */
import { relative, sep } from 'node:path';
import { watch } from 'chokidar';
import { suggestion } from '../../src/Core/Nearest';
import { listConnectors } from '../build/Connectors';
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

function refuseUnknown(): void {
  const names = existing();
  const unknown = chosen.find(name => !names.includes(name));
  if (unknown === undefined) return;
  console.error(`error: there is no connector ${unknown} under src/Sources.${suggestion(unknown, names)}`);
  process.exit(2);
}

refuseUnknown();
const session = new Session({ chosen, existing, stepsFor, print: line => console.log(line) });
const first = session.changed([chosen.length ? `src/Sources/${chosen.join(', ')}` : 'everything']);

if (isOnce) {
  process.exitCode = (await first) ? 0 : 1;
} else {
  await first;
  watchAndRun();
}

function watchAndRun(): void {
  let pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(WATCHED, { ignoreInitial: true, ignored: /(^|[/\\])\.|~$|\.swp$/ });
  watcher.on('all', (_event, path) => {
    pending.add(relative(process.cwd(), path).split(sep).join('/'));
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = [...pending];
      pending = new Set();
      void session.changed(paths);
    }, SETTLE);
  });
  console.log(`\nWatching ${WATCHED.join(', ')}. Ctrl-C ends it.`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      clearTimeout(timer);
      void Promise.all([watcher.close(), session.stop()]).then(() => process.exit(0));
    });
}
