/** `npm run build`: both artefacts at once, each by a process of its own, into a folder that becomes `dist` when whole. */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { stripVTControlCharacters } from 'node:util';
import { END_SIGNALS, endGroup, IN_GROUP } from '../ProcessGroup';
import { inputsDigest, recordBuild, sameBuild } from './BuildRecord';
import { listConnectors } from './Connectors';
import { readDeployment } from './Deployment';
import { makeOutput, removeOutput, swapIn } from './SwapIn';

const isWatching = process.argv.includes('--watch') || process.argv.includes('-w');

const ROLLUP = [join('node_modules', 'rollup', 'dist', 'bin', 'rollup'), '-c', '--silent'];
const ROLLDOWN = [join('node_modules', 'rolldown', 'bin', 'cli.mjs'), '-c', '--configLoader', 'native'];

/** What bundles the script for Apps Script, and what bundles the npm package. */
const BUNDLERS = isWatching
  ? [
      [...ROLLUP, '--watch', '--no-watch.clearScreen'],
      [...ROLLDOWN, '--watch'],
    ]
  : [ROLLUP, ROLLDOWN];

/** A build ends before collecting its young garbage (megabytes) or compiling its own code to the utmost would pay. */
const V8 = ['--min-semi-space-size=64', '--max-semi-space-size=128', '--interrupt-budget=600000'];

/** Where in Rollup a fault was noticed helps nobody who wrote a connector; `npx rollup -c` tells it. */
const FRAME = /^(?:\u001b\[\d*m)* {4}at \S/;

/** What the build plugins said of what they made. */
const summaries: string[] = [];

function build(bundler: readonly string[], output: string): ChildProcess {
  const env = { ...process.env, SHEETBOUND_OUTPUT: output };
  // Rolldown lists every file that it wrote.
  const stdio: StdioOptions = ['inherit', 'ignore', 'pipe', 'ipc'];
  const child = spawn(process.execPath, [...V8, ...bundler], { stdio, env, ...IN_GROUP });
  child.on('message', summary => {
    if (isWatching) tell(String(summary));
    else summaries.push(String(summary));
  });
  if (child.stderr)
    createInterface({ input: child.stderr }).on('line', line => {
      if (!line.trim() || FRAME.test(line)) return;
      console.error(process.stderr.isTTY ? line : stripVTControlCharacters(line));
    });
  return child;
}

function tell(summary: string): void {
  console.log(`Built ${summary}`);
}

function ended(child: ChildProcess): Promise<number> {
  // Not `exit`: what it said last would be lost.
  return new Promise(resolve => child.on('close', code => resolve(code ?? 1)));
}

/** Both processes would say the same of a wrong setting or folder. */
function settingsFault(): string | undefined {
  try {
    listConnectors(undefined, readDeployment().connectors);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function buildInto(output: string): Promise<boolean> {
  const children = BUNDLERS.map(bundler => build(bundler, output));
  // The compiler takes SIGTERM for no reason to end.
  const stop = (): void => children.forEach(child => endGroup(child, 'SIGKILL'));
  for (const signal of END_SIGNALS) process.on(signal, stop);
  const codes = await Promise.all(
    children.map(async child => {
      const code = await ended(child);
      if (code !== 0) stop();
      return code;
    }),
  );
  return codes.every(code => code === 0);
}

async function buildUnlessSame(): Promise<boolean> {
  const inputs = inputsDigest();
  const same = sameBuild(inputs);
  if (same) {
    same.forEach(summary => tell(`${summary}. Nothing has changed since.`));
    return true;
  }
  const output = makeOutput();
  try {
    if (!(await buildInto(output))) return false;
    // What was built before stays until the new one is whole, and stays when it fails.
    swapIn(output, () => recordBuild(inputs, summaries));
  } finally {
    removeOutput(output);
  }
  summaries.forEach(tell);
  return true;
}

async function run(): Promise<boolean> {
  const fault = settingsFault();
  if (fault) console.error(`error: ${fault} Nothing was built.`);
  if (fault) return false;
  return isWatching ? buildInto('dist') : buildUnlessSame();
}

process.exitCode = (await run()) ? 0 : 1;
