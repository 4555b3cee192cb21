import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refreshToken } from '../../../src/Core/Auth';
import { installEnvironment, type Environment } from '../../../src/Core/EnvironmentAdapter';
import { RotatingService } from './support/RotatingService';
import { context, errorOf, sentBy, TOKEN_URL, TokenWorld } from './support/TokenWorld';

const HOUR = 3_600_000;

let world: TokenWorld;
let service: RotatingService;

beforeEach(() => {
  world = new TokenWorld({ file: true });
  service = new RotatingService();
  world.reply = service.reply;
});
afterEach(() => {
  world.close();
});

function send(): string | undefined {
  const options = { ...context({ maxRetries: 0 }), tokenUrl: TOKEN_URL, clientId: 'app' };
  return sentBy(refreshToken({ ...options, refreshToken: 'entered-0' }));
}

function run(): string | undefined {
  world.begin();
  return send();
}

/** The service calls of one execution that has to fetch a token. */
function callsOf(begun: () => void): string[] {
  begun();
  const calls: string[] = [];
  world.begin(call => calls.push(call));
  send();
  return calls;
}

const FIRST = () => undefined;
const LATER = () => {
  run();
  world.time += HOUR;
};

describe.each([
  ['the first exchange', FIRST],
  ['a later exchange', LATER],
])('%s', (_, begun) => {
  it('writes the new refresh token by the very next service call', () => {
    const calls = callsOf(begun);
    expect(calls[calls.indexOf('fetch') + 1]).toBe('user properties set');
    expect(calls.filter(call => call === 'fetch')).toHaveLength(1);
  });

  it('loses nothing in a kill, except between the answer and that call', () => {
    const count = callsOf(begun).length;
    const lost: string[] = [];
    for (let at = 1; at <= count; at++) {
      world.close();
      world = new TokenWorld({ file: true });
      service = new RotatingService();
      world.reply = service.reply;
      begun();
      const killedAt = runUntil(at);
      // The platform has freed the lock of what it killed.
      world.isLocked = false;
      world.time += HOUR;
      try {
        run();
      } catch {
        lost.push(killedAt);
      }
    }
    expect(lost).toEqual(['user properties set']);
  });
});

/** An execution that ends before its `at`-th service call. The name of that call. */
function runUntil(at: number): string {
  let count = 0;
  let killedAt = '';
  world.begin(call => {
    if (++count < at) return;
    killedAt = call;
    throw new Error('killed');
  });
  expect(errorOf(send).message).toBe('killed');
  return killedAt;
}

describe('two executions at once', () => {
  it.each([
    ['the first exchange', FIRST],
    ['a later exchange', LATER],
  ])('use no refresh token twice, wherever one comes between the other: %s', (_, begun) => {
    const count = callsOf(begun).length;
    for (let at = 1; at <= count; at++) {
      world.close();
      world = new TokenWorld({ file: true });
      service = new RotatingService();
      world.reply = service.reply;
      begun();
      const sent = runTwo(at);
      expect(service.reused, `interrupted before call ${at}`).toEqual([]);
      expect(new Set(sent).size, `tokens after call ${at}`).toBe(1);
    }
  });
});

it('an execution that has its access token from the cache keeps the stored refresh token out of texts as well', () => {
  run();
  const stored = Object.values(world.stored().user).join(' ');
  const rotated = /"token":"([^"]+)"/.exec(stored)?.[1] ?? 'none';
  world.begin();
  const options = { ...context(), tokenUrl: TOKEN_URL, clientId: 'app', refreshToken: 'entered-0' };
  const auth = refreshToken(options);
  const asked = world.requests.length;
  sentBy(auth);
  expect(world.requests).toHaveLength(asked);
  expect(auth.secrets()).toContain(rotated);
});

/** One execution, and another one that runs from its beginning to its end before the `at`-th service call of the first. */
function runTwo(at: number): (string | undefined)[] {
  const sent: (string | undefined)[] = [];
  let count = 0;
  const watch = () => {
    if (++count !== at) return;
    world.begin();
    try {
      sent.push(send());
    } catch (error) {
      // It does not wait in this world: the other one has the lock.
      expect((error as Error).message).toContain('Another run is signing in');
    }
    installEnvironment(first);
  };
  const first: Environment = world.begin(watch);
  sent.push(send());
  sent.push(run());
  return sent;
}
