import type { HostMap } from '../../environments/node/HostMap';
import { createNodeEnvironment } from '../../environments/node/NodeEnvironment';
import { installEnvironment, type Environment } from '../../src/Core/EnvironmentAdapter';

/** A clock that only sleeping moves, so that waits cost nothing and can be counted. */
export interface Clock {
  now: number;
  sleeps: number[];
}

/** The Node environment with its requests routed to simulators, on a clock of its own. */
export function installSimulated(hosts: HostMap, now = '2026-03-02T09:00:00Z'): Clock {
  const clock: Clock = { now: Date.parse(now), sleeps: [] };
  const node = createNodeEnvironment({ hosts, timeZone: 'UTC' });
  installEnvironment(onClock(node, clock));
  return clock;
}

function onClock(environment: Environment, clock: Clock): Environment {
  return new Proxy(environment, {
    get(target, key) {
      if (key === 'now') return () => clock.now;
      if (key === 'remainingTime') return () => Infinity;
      if (key === 'sleep')
        return (milliseconds: number) => {
          clock.sleeps.push(milliseconds);
          clock.now += milliseconds;
        };
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value;
    },
  });
}
