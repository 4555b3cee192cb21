import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../environments/emulator/apis/Simulators';
import { filesIn, jsonOf, scratch, sheetbound, start, until } from './harness';

const NAME = 'BankOfCanada';

/** Runs that half a year of 15 days each takes. */
const PARTS = 13;

let simulators: Simulators;
let words: string[];
beforeAll(async () => {
  simulators = await startSimulators([NAME]);
  const hosts = Object.entries(simulators.hosts).flatMap(([host, url]) => ['--host', `${host}=${url}`]);
  const days = ['--param=StartDate=2024-01-01', '--param=EndDate=2024-06-30', '--param=MaxFetchingDays=15'];
  words = ['run', NAME, ...days, ...hosts];
});
beforeEach(async () => {
  await simulators.reset(NAME);
});
afterAll(async () => {
  await simulators.close();
});

const slow = (slowMs: number) => simulators.fail(NAME, { times: 1_000, slowMs });

/** So many requests have come; answers may be under way. */
function asked(count: number): Promise<void> {
  return until(async () => (await simulators.requests(NAME)).length >= count);
}

describe('Ctrl-C', () => {
  it('saves what is complete, and the same command goes on to the same data as an unbroken run', async () => {
    const [broken, whole] = [scratch(), scratch()];
    await slow(30);
    const run = start(broken, [...words, '--storage=csv:out']);
    await asked(4);
    run.child.kill('SIGINT');
    const stopped = await run.finished;
    expect(stopped.code).toBe(3);
    expect(stopped.stderr).toMatch(/Stopping: what is complete is being saved/);
    expect(stopped.stdout).toMatch(
      /paused, .*\n[^]*Paused: you asked for a stop\. .* Go on with:\n {2}npx sheetbound/,
    );
    const requests = (await simulators.requests(NAME)).length;
    expect(requests).toBeLessThan(PARTS);

    await simulators.reset(NAME);
    const resumed = await sheetbound(broken, [...words, '--storage=csv:out']);
    expect(resumed.code).toBe(0);
    expect((await simulators.requests(NAME)).length).toBeLessThan(PARTS - requests + 2);
    await sheetbound(whole, [...words, '--storage=csv:out']);
    const file = join('out', `bank_of_canada_exchange_rates.csv`);
    expect(sorted(filesIn(broken)[file])).toEqual(sorted(filesIn(whole)[file]));
  });

  it('saves in the runtime apps-script as well', async () => {
    const folder = scratch();
    await slow(30);
    const place = ['--runtime=apps-script', '--storage=xlsx:out.xlsx', '--json'];
    const run = start(folder, [...words, ...place]);
    await asked(3);
    run.child.kill('SIGINT');
    const stopped = await run.finished;
    expect(stopped.code).toBe(3);
    const first = jsonOf(stopped) as { report: { nodes: { added: number }[] } };
    await simulators.reset(NAME);
    const rest = await sheetbound(folder, [...words, ...place]);
    expect(rest.code).toBe(0);
    const second = jsonOf(rest) as typeof first;
    const whole = jsonOf(await sheetbound(scratch(), [...words, ...place])) as typeof first;
    const added = [first, second, whole].map(({ report }) => report.nodes[0]?.added ?? 0);
    expect(added[0]).toBeGreaterThan(0);
    expect((added[0] ?? 0) + (added[1] ?? 0)).toBe(added[2]);
  });

  it('a second time ends at once, and the next run is not kept away', async () => {
    const folder = scratch();
    await slow(60_000);
    const run = start(folder, [...words, '--storage=duckdb:rates.duckdb']);
    await asked(1);
    run.child.kill('SIGINT');
    let text = '';
    run.child.stderr?.on('data', (data: Buffer) => (text += data.toString()));
    await until(() => text.includes('Stopping'));
    run.child.kill('SIGINT');
    const ended = await run.finished;
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(
      /Ended at once\. What was saved before stays\. Go on with:\n {2}npx sheetbound run/,
    );
    await simulators.reset(NAME);
    expect((await sheetbound(folder, [...words, '--storage=duckdb:rates.duckdb'])).code).toBe(0);
  });
});

describe('two runs at once', () => {
  it('with one state file: the second is told who runs and fetches nothing', async () => {
    const folder = scratch();
    await slow(200);
    const first = start(folder, [...words, '--storage=csv:out']);
    await asked(1);
    const second = await sheetbound(folder, [...words, '--storage=csv:out', '--json']);
    expect(second.code).toBe(1);
    expect(jsonOf(second)).toMatchObject({ error: { name: 'LeaseHeldException' } });
    expect(second.stderr).toContain(`process ${first.child.pid}`);
    first.child.kill('SIGTERM');
    expect((await first.finished).code).toBe(3);
    await simulators.reset(NAME);
    expect((await sheetbound(folder, [...words, '--storage=csv:out'])).code).toBe(0);
  });
});

function sorted(file: Buffer | undefined): string[] {
  return String(file).split('\n').sort();
}

describe('a reader that has read enough', () => {
  it('ends the command without a word', async () => {
    const run = start(scratch(), ['describe', 'FacebookMarketing', '--json']);
    run.child.stdout?.destroy();
    expect(await run.finished).toMatchObject({ code: 0, stderr: '' });
  });
});
