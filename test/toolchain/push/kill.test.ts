import { once } from 'node:events';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiFault } from '../../../environments/emulator/script-api/ApiFaults';
import type { ScriptProject } from '../../../environments/emulator/script-api/ScriptProject';
import { listPushes } from '../../../toolchain/deploy/journal/JournalRecord';
import type { PushStep } from '../../../toolchain/deploy/push/PushTypes';
import { splitStamp } from '../../../toolchain/deploy/stage/StampLine';
import type { Running } from '../support/loopback';
import { builtScript, note, openWorkshop, type Workshop } from './support/workshop';

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const PROCESS = resolve('test/toolchain/push/support/push-process.ts');
const [OLD, NEW, NEXT] = ['00000000000a', '00000000000b', '00000000000c'];

let shop: Workshop;
let number = 0;

beforeAll(async () => {
  shop = await openWorkshop();
});
afterAll(() => shop.close());

/** Steps between two requests. */
const STEPS: PushStep[] = ['plan', 'save', 'stage', 'note', 'finish', 'over'];

/** Requests of one push, in their order: our first look, our last look, clasp's look, the push, our look back. */
const REQUESTS: [name: string, fault: ApiFault][] = [
  ['before the first look', { match: /^GET .*content/ }],
  ['before the last look', { match: /^GET .*content/, skip: 1 }],
  ['before clasp looks', { match: /^GET .*content/, skip: 2 }],
  ['before the push is carried out', { match: /^PUT .*content/ }],
  ['after the push was carried out', { match: /^PUT .*content/ }],
  ['before the look back', { match: /^GET .*content/, skip: 3 }],
];

for (const [index, step] of STEPS.entries())
  it(`goes on after a kill at the step "${step}"`, async () => {
    const { name, project } = await pushed();
    const killed = start(name, step);
    await killed.finished;
    expect(killed.child.signalCode).toBe('SIGKILL');
    await recover(name, project, index % 2 === 0 ? 'push' : 'rollback');
  });

for (const [index, [when, fault]] of REQUESTS.entries())
  it(`goes on after a kill ${when}`, async () => {
    const { name, project } = await pushed();
    const kill = async (): Promise<void> => {
      running.child.kill('SIGKILL');
      if (running.child.signalCode === null) await once(running.child, 'exit');
    };
    shop.loopback.google.fail(
      when.startsWith('after') ? { ...fault, after: kill } : { ...fault, before: kill },
    );
    const running = start(name);
    await running.finished;
    expect(running.child.signalCode).toBe('SIGKILL');
    await recover(name, project, index % 2 === 0 ? 'rollback' : 'push');
  });

it('goes on after a kill of a rollback', async () => {
  const { name, project } = await pushed();
  shop.build({ 'Code.js': builtScript(NEW) });
  await shop.pushOne(name);
  await start(name, 'read-back', 'rollback').finished;
  expect(buildIn(project)).toBe(OLD);
  await recover(name, project, 'push');
});

/** A project with the old build, and the new one built. */
async function pushed(): Promise<{ name: string; project: ScriptProject }> {
  const name = `k${++number}`;
  const project = shop.target(name);
  shop.build({ 'Code.js': builtScript(OLD) });
  expect(await shop.pushOne(name)).toMatchObject({ outcome: 'pushed' });
  shop.build({ 'Code.js': builtScript(NEW) });
  return { name, project };
}

function start(name: string, ...rest: string[]): Running {
  return shop.loopback.start(['--import', TSX, PROCESS, shop.root, name, ...rest], shop.root);
}

/** The project is whole at once; then the next command finds out what happened, and both it and the notes are in order. */
async function recover(name: string, project: ScriptProject, way: 'push' | 'rollback'): Promise<void> {
  expectWhole(project, [OLD, NEW]);
  if (way === 'rollback') {
    const back = await shop.pushOne(name, { rollback: {} });
    expect(back).toMatchObject({ outcome: 'pushed' });
    expectWhole(project, ['', OLD]);
  }
  expectSettled(name, project, way === 'rollback');
  expect(await shop.pushOne(name)).toMatchObject({ outcome: expect.stringMatching(/^(pushed|up-to-date)$/) });
  expectWhole(project, [NEW]);
  shop.build({ 'Code.js': builtScript(NEXT) });
  expect(await shop.pushOne(name)).toMatchObject({
    outcome: 'pushed',
    plan: { conflicts: [], overruled: [] },
  });
  expectWhole(project, [NEXT]);
  expectSettled(name, project, true);
}

function buildIn(project: ScriptProject): string {
  return splitStamp(project.source('Code')).stamp?.build ?? '';
}

/** All files are those of one state: of a build, or (empty) of a new project. */
function expectWhole(project: ScriptProject, builds: string[]): void {
  const build = buildIn(project);
  expect(builds).toContain(build);
  const { body } = splitStamp(project.source('Code'));
  expect(body).toBe(build ? builtScript(build) : 'function myFunction() {\n  \n}\n');
  expect(project.source('appsscript').includes('oauthScopes')).toBe(build !== '');
}

function expectSettled(name: string, project: ScriptProject, isSettled: boolean): void {
  if (!isSettled) return;
  const pushes = listPushes(shop.root, name);
  expect(pushes.filter(({ status }) => status === 'started' || status === 'unclear')).toEqual([]);
  const { stamp } = splitStamp(project.source('Code'));
  if (stamp) expect(note(shop.root, name, 'current.json')['deployed']).toEqual(stamp);
}
