import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSimulators, type Fault, type Simulators } from '../../../environments/emulator/apis/Simulators';
import { resolveNode } from '../../../src/Core/FieldsSchema';
import { messageOf } from '../../../src/Core/Exceptions';
import type { Row } from '../../../src/Core/Schema';
import { DEFAULT_WINDOW, loadCases } from '../../sources/cases';
import { importNode, listSources, loadSource } from '../../sources/harness';
import { installSimulated, type Clock } from '../../sources/simulated';

const loaded = await Promise.all(listSources().map(async name => ({ name, cases: await loadCases(name) })));
const nodes = loaded.flatMap(({ name, cases }) =>
  Object.entries(cases.nodes).map(([node, nodeCase]) => ({ name, node, cases, nodeCase })),
);

/** `*.shop.example` stands for any subdomain. */
function isHostOf(pattern: string, host: string): boolean {
  return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

let simulators: Simulators;
let clock: Clock;
beforeAll(async () => {
  simulators = await startSimulators();
});
afterAll(() => simulators.close());

it.each(loaded)(
  '$name has a case for every node, and a simulator for every host',
  async ({ name, cases }) => {
    const source = await loadSource(name, cases.values);
    expect(Object.keys(cases.nodes)).toEqual(Object.keys(source.fieldsSchema ?? {}));
    const { default: manifest } = (await import(`../../../src/Sources/${name}/manifest.json`)) as {
      default: string | { hosts: string[] };
    };
    const { hosts } = (typeof manifest === 'string' ? JSON.parse(manifest) : manifest) as { hosts: string[] };
    const served = Object.keys(simulators.hostsOf(name));
    expect(hosts.filter(pattern => !served.some(host => isHostOf(pattern, host)))).toEqual([]);
    expect(served.filter(host => !hosts.some(pattern => isHostOf(pattern, host)))).toEqual([]);
  },
);

describe.each(nodes)('$name $node', ({ name, node, cases, nodeCase }) => {
  const [from, to] = nodeCase.window ?? DEFAULT_WINDOW;
  // Its own hosts only: two connectors may talk to one host, each to its own simulator of it.
  const reset = async () => {
    await simulators.reset(name);
    if (cases.simulator) await simulators.configure(name, cases.simulator);
  };
  beforeEach(async () => {
    await reset();
    clock = installSimulated(simulators.hostsOf(name));
  });

  async function run(
    more: { values?: Record<string, unknown>; window?: [string, string] } = {},
  ): Promise<Row[]> {
    const source = await loadSource(name, { ...cases.values, ...cases.secrets, ...more.values });
    const [first, last] = more.window ?? [from, to];
    return importNode(source, node, first, last);
  }

  it('brings rows that its unique keys tell apart', async () => {
    const source = await loadSource(name, cases.values);
    const definition = resolveNode(source.fieldsSchema ?? {}, node);
    const isDimension = (field: string) => definition.fields[field]?.role === 'dimension';
    const keys = [
      ...(definition.uniqueKeys ?? []),
      ...Object.keys(definition.fields).filter(isDimension),
      ...(definition.accountField ? [definition.accountField] : []),
    ];
    const rows = await run();
    expect(rows.length).toBeGreaterThan(0);
    const filled = keys.filter(key => !nodeCase.blankKeys?.includes(key));
    for (const key of filled)
      expect(rows.filter(row => row[key] === null || row[key] === '').length, key).toBe(0);
    expect(new Set(rows.map(row => JSON.stringify(keys.map(key => row[key])))).size).toBe(rows.length);
  });

  it('fills every field that it offers', async () => {
    const filled = new Set<string>();
    for (const seed of [1, 2, 3]) {
      await simulators.configure(name, { seed });
      for (const row of await run())
        for (const [field, value] of Object.entries(row))
          if (value !== null && value !== '') filled.add(field);
    }
    const source = await loadSource(name, cases.values);
    const { fields } = resolveNode(source.fieldsSchema ?? {}, node);
    const blank = Object.keys(fields).filter(field => !filled.has(field));
    expect(blank.sort()).toEqual([...(nodeCase.alwaysBlank ?? [])].sort());
  });

  it('brings the same rows again', async () => {
    expect(await run()).toEqual(await run());
  });

  const { large, empty } = nodeCase;
  if (large)
    it('reads a large answer to its end', async () => {
      await simulators.configure(name, large.settings);
      const rows = await run();
      expect(await simulators.requests(name)).toHaveLength(large.requests);
      expect(rows).toHaveLength(large.rows);
    });

  if (empty)
    it('takes an empty answer for what it is', async () => {
      const { settings = {}, ...more } = empty;
      await simulators.configure(name, settings);
      expect(await run(more)).toEqual([]);
    });

  describe('never takes a failure for "no rows"', () => {
    const faults: [string, Fault][] = [
      ['401', { status: 401 }],
      ['403', { status: 403 }],
      ['404', { status: 404 }],
      ['400 as a page', { status: 400, body: 'html' }],
      ['a truncated body', { body: 'truncated' }],
      ['a page instead of data', { body: 'html' }],
      ['no body', { body: 'empty', status: 200 }],
      ['JSON of another kind', { body: { text: '{"unexpected":true}' } }],
      ['an error object with status 200', { body: { text: '{"message":"Something went wrong"}' } }],
      ['null', { body: { text: 'null' } }],
    ];
    it.each(faults)('%s', async (_, fault) => {
      await simulators.fail(name, { times: 100, ...fault });
      const error = await run().then(
        rows => `no error, ${rows.length} rows`,
        (reason: unknown) => messageOf(reason),
      );
      expect(error).toMatch(new RegExp(`^\\[${name}\\] .{20,}`));
    });

    it.each([
      ['500', { status: 500 }],
      ['429', { status: 429 }],
      ['a dropped connection', { closeConnection: true }],
      ['a body that is cut off', { body: 'cut' }],
    ] as [string, Fault][])('%s, over and over', async (_, fault) => {
      await simulators.fail(name, { times: 100, ...fault });
      await expect(run()).rejects.toThrow(`[${name}]`);
      expect(clock.sleeps).toHaveLength(3);
    });
  });

  it.each([
    ['a 500', { status: 500 }],
    ['a gateway page', { status: 503, body: 'html' }],
    ['a 429 without a time', { status: 429 }],
  ] as [string, Fault][])('gets over %s, twice', async (_, fault) => {
    const undisturbed = await run();
    const waits = clock.sleeps.splice(0).length;
    await simulators.fail(name, { times: 2, ...fault });
    expect(await run()).toEqual(undisturbed);
    expect(clock.sleeps).toHaveLength(waits + 2);
  });

  it('gets over dropped connections', async () => {
    const undisturbed = await run();
    await simulators.fail(name, { times: 3, closeConnection: true });
    expect(await run()).toEqual(undisturbed);
    expect(clock.sleeps.length).toBeGreaterThan(0);
  });

  it('waits exactly as long as the API asks', async () => {
    await run();
    // Reports are waited for, too.
    const waits = clock.sleeps.splice(0);
    await reset();
    await simulators.fail(name, { status: 429, retryAfter: 7 });
    await run();
    expect(clock.sleeps).toEqual([7000, ...waits]);
  });

  it('shows no secret in errors, logs and addresses, not even one that it has fetched', async () => {
    const printed: unknown[] = [];
    const spies = (['log', 'info', 'warn', 'error'] as const).map(level =>
      vi.spyOn(console, level).mockImplementation((...values: unknown[]) => void printed.push(...values)),
    );
    await run();
    const entered = (await loadSource(name, { ...cases.values, ...cases.secrets })).config.secrets();
    const secrets = [...new Set([...entered, ...(await simulators.secrets(name))])];
    if (secrets.length) {
      const body = { text: JSON.stringify({ message: `No: ${secrets.join(' ')}` }) };
      // Said to the first request, which may be the one for a token, and to those after it.
      for (const after of [0, 1])
        for (const status of [400, 401, 403, 404, 200]) {
          await simulators.fail(name, { status, body, times: 100, after });
          printed.push(await run().catch((error: unknown) => messageOf(error)));
          await reset();
        }
    }
    await run();
    const addresses = (await simulators.requests(name)).map(request => [request.path, request.query]);
    for (const spy of spies) spy.mockRestore();
    for (const secret of secrets) expect(JSON.stringify([printed, addresses])).not.toContain(secret);
  });
});
