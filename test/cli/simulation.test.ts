import { expect, it } from 'vitest';
import { simulate } from '../../environments/node/cli/Simulation';
import { isHostOf } from '../../environments/node/HostMap';
import { listSources } from '../sources/harness';

it.each(listSources())(
  '%s can be tried without the network: its simulator answers for all its hosts',
  async name => {
    const simulation = await simulate(name);
    expect(Object.keys(simulation.hosts).length).toBeGreaterThan(0);
    await simulation.close();
  },
);

it('knows the hosts that a pattern stands for', () => {
  expect(isHostOf('*.myshopify.com', 'demo.myshopify.com')).toBe(true);
  expect(isHostOf('*.myshopify.com', 'myshopify.com')).toBe(false);
  expect(isHostOf('*.myshopify.com', 'demo.myshopify.com.example')).toBe(false);
  expect(isHostOf('api.github.com', 'api.github.com')).toBe(true);
});
