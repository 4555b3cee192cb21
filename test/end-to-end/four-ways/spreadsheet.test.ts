import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulators, type Simulators } from '../../../environments/emulator/apis/Simulators';
import type { Emulator } from '../../../environments/emulator/google/Emulator';
import { ANNA, call, NOW, openFile, resultOf, rowsOf } from '../../apps-script/harness';
import { WebhookServer } from '../../apps-script/WebhookServer';
import { listSources } from '../../sources/harness';
import { importOf, secretsShown, type Import } from './Import';

const HOUR = 3_600_000;
const SLACK = 'https://hooks.slack.com/services/T0/B0/notASecretOfTheSource';

let simulators: Simulators;
let webhooks: WebhookServer;
beforeAll(async () => {
  [simulators, webhooks] = await Promise.all([startSimulators([], { now: NOW }), WebhookServer.start()]);
});
afterAll(() => Promise.all([simulators.close(), webhooks.close()]));

describe.each(listSources())('%s in a spreadsheet', name => {
  let order: Import;
  let file: Emulator;

  beforeEach(async () => {
    order = await importOf(name, NOW.slice(0, 10));
    await simulators.reset(name);
    await simulators.configure(name, order.simulator);
    file = openFile(simulators, { hosts: { ...simulators.hostsOf(name), ...webhooks.hosts } });
  });

  /** All that people and Google keep, but the stores that are there for secrets. */
  const traces = () => {
    const { users, ...state } = file.toJSON();
    return { ...state, caches: {}, users: users.map(user => ({ ...user, properties: {} })) };
  };

  it('runs from the menu', async () => {
    call(file, ANNA, 'saveImport', { source: name, values: order.values });
    const user = file.user(ANNA);
    user.open();
    expect(resultOf(user.clickMenu('Sheetbound', 'Import new data'))).toMatchObject({ status: 'DONE' });
    expect(rowsOf(file, order.destination).length).toBeGreaterThan(0);
    expect(await secretsShown(simulators, order, [traces(), file.spreadsheet.snapshot()])).toEqual([]);
  });

  it('runs by its schedule, says when it fails and when it works again, and shows no secret', async () => {
    call(file, ANNA, 'manageNotices', { channels: { slack: SLACK } });
    call(file, ANNA, 'saveImport', { source: name, values: order.values, schedule: { every: '4 hours' } });
    const seen = await simulators.secrets(name);
    const text = JSON.stringify({ message: `No: ${[...order.entered, ...seen].join(' ')}` });
    await simulators.fail(name, { status: 400, times: 1000, body: { text } });
    file.advance(9 * HOUR);
    await simulators.reset(name);
    await simulators.configure(name, { ...order.simulator, now: new Date(file.now).toISOString() });
    file.advance(5 * HOUR);
    const results = rowsOf(file, 'Run history').map(line => line['Result']);
    expect(results[0]).toBe('Failed');
    expect(results.at(-1)).toBe('Done');
    expect(rowsOf(file, order.destination).length).toBeGreaterThan(0);
    const posts = await webhooks.posts();
    expect(posts.length).toBeGreaterThan(0);
    expect(await secretsShown(simulators, order, [traces(), posts])).toEqual([]);
  });
});
