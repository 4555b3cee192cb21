import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../environments/emulator/apis/Simulators';
import { filesIn, jsonOf, scratch, sheetbound, type Finished } from '../../cli/harness';
import { listSources } from '../../sources/harness';
import { configOf, importOf, secretsShown, type Import } from './Import';

let simulators: Simulators;
beforeAll(async () => {
  simulators = await startSimulators([], { now: new Date().toISOString() });
});
afterAll(() => simulators.close());

interface Ran extends Finished {
  folder: string;
}

/** A command that uses the simulators of this test, so that it can be asked what travelled. */
async function run(order: Import, more: readonly string[]): Promise<Ran> {
  const folder = join(scratch(), order.source);
  mkdirSync(folder);
  const { config, variables } = configOf(order);
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(config));
  const hosts = Object.entries(simulators.hostsOf(order.source)).flatMap(pair => ['--host', pair.join('=')]);
  const words = ['run', order.source, '--config', 'settings.json', ...hosts, ...more, '--json'];
  return { ...(await sheetbound(folder, words, variables)), folder };
}

/** What a command left behind. A state file keeps fetched tokens, as its page says, and never what was entered. */
function leftBehind({ folder }: Ran, { entered }: Import): string[] {
  const files = Object.entries(filesIn(folder)).filter(([file]) => file !== 'settings.json');
  return files.map(([file, content]) => {
    const text = content.toString('utf8');
    if (!file.endsWith('state.json')) return text;
    expect(entered.filter(secret => text.includes(secret))).toEqual([]);
    return JSON.stringify(withoutStores(JSON.parse(text)));
  });
}

/** Without the stores of secrets: the cache, and the properties of the user. */
function withoutStores(state: unknown): unknown {
  const { emulator, ...others } = state as { emulator?: { users: object[] } };
  const users = emulator?.users.map(user => ({ ...user, properties: {} })) ?? [];
  return { ...others, cache: {}, user: {}, ...(emulator ? { emulator: { ...emulator, users } } : {}) };
}

interface Report {
  status: string;
  nodes: { added: number }[];
}

it.each(listSources())('%s runs from the command line, in both runtimes, and shows no secret', async name => {
  const order = await importOf(name, new Date().toISOString().slice(0, 10));
  await simulators.configure(name, order.simulator);
  const commands = await Promise.all([
    run(order, ['--storage', 'csv:tables']),
    run(order, ['--runtime', 'apps-script']),
  ]);
  for (const command of commands) {
    expect(command.code, command.stdout + command.stderr).toBe(0);
    const report = jsonOf(command)['report'] as Report;
    expect(report.status).toBe('DONE');
    expect(report.nodes[0]?.added).toBeGreaterThan(0);
    const texts = leftBehind(command, order);
    expect(texts.length).toBeGreaterThan(1);
    expect(await secretsShown(simulators, order, [command.stdout, command.stderr, texts])).toEqual([]);
  }
  const [onNode, inScript] = commands.map(command => (jsonOf(command)['report'] as Report).nodes[0]?.added);
  expect(inScript).toBe(onNode);
});

it.each(listSources())('%s fails on the command line with a reason, and shows no secret', async name => {
  const order = await importOf(name, new Date().toISOString().slice(0, 10));
  await simulators.fail(name, { status: 400, times: 1000 });
  const command = await run(order, ['--storage', 'csv:tables', '--param', 'MaxFetchRetries=0']);
  expect(command.code).toBe(1);
  expect(command.stdout).toContain(`[${name}] `);
  const texts = leftBehind(command, order);
  expect(await secretsShown(simulators, order, [command.stdout, command.stderr, texts])).toEqual([]);
});
