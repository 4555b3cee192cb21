import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { readParameters, type ParameterOptions } from '../../environments/node/cli/GivenParameters';
import { CONFIG_ATTRIBUTES } from '../../src/Constants';
import { defineParameters } from '../../src/Core/Parameters';
import { resolveParameters } from '../../src/Core/ParameterValues';

const { SECRET } = CONFIG_ATTRIBUTES;

const declarations = defineParameters({
  Account: { requiredType: 'string' },
  Days: { requiredType: 'number' },
  Filter: { requiredType: 'object' },
  Fields: { requiredType: 'string' },
  ApiKey: { requiredType: 'string', attributes: [SECRET] },
  Auth: {
    requiredType: 'string',
    oneOf: [
      { value: 'token', items: { Token: { requiredType: 'string', attributes: [SECRET] } } },
      { value: 'password', items: { User: { requiredType: 'string' }, Password: { attributes: [SECRET] } } },
    ],
  },
});

const folder = mkdtempSync(join(tmpdir(), 'sheetbound-config-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function config(content: unknown): string {
  const path = join(folder, 'config.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const read = (options: Partial<ParameterOptions>, variables: Record<string, string> = {}) =>
  readParameters({ param: [], secret: [], ...options }, declarations, variables);

describe('settings on the command line', () => {
  it('are taken whole, equals signs and blanks included', () => {
    const { values, faults } = read({ param: ['Account=a=b c', 'Days=3', 'Filter={"a": [1]}'] });
    expect(faults).toEqual([]);
    expect(values).toEqual({ Account: 'a=b c', Days: '3', Filter: { a: [1] } });
  });

  it('reach what belongs to a choice by a dot, in any order', () => {
    const variables = { PW: 'geheim-1' };
    const options = { param: ['Auth.User=me', 'Auth=password'], secret: ['Auth.Password=PW'] };
    const { values, faults, secrets } = read(options, variables);
    expect(faults).toEqual([]);
    expect(secrets).toEqual(['geheim-1']);
    const { parameters, faults: wrong } = resolveParameters(declarations, values);
    expect(wrong).toEqual([]);
    expect(parameters['Auth']).toEqual({
      value: 'password',
      items: { User: { value: 'me' }, Password: { value: 'geheim-1' } },
    });
  });

  it('replace what the file says', () => {
    const options = { config: config({ Account: 'file', Days: 7 }), param: ['Account=typed'] };
    expect(read(options).values).toEqual({ Account: 'typed', Days: 7 });
  });

  it('are all checked before the first is complained of', () => {
    const { faults } = read({
      param: ['Acount=1', 'Days', 'Filter={', 'Account=1', 'Account=2', '__proto__=x', 'Fields=a b'],
      fields: 'a b',
      config: join(folder, 'missing.json'),
    });
    expect(faults).toHaveLength(7);
    expect(faults.join('\n')).toMatch(/Acount: there is no such setting\. Did you mean Account\?/);
    expect(faults.join('\n')).toMatch(/missing\.json: cannot be read \(ENOENT\)/);
    expect(faults.join('\n')).toMatch(/__proto__: there is no such setting/);
  });

  it.each(['[1]', 'null', '"x"', '{"Account": ', ''])('refuse a file that holds %s', content => {
    expect(read({ config: config(content) }).faults).toHaveLength(1);
  });
});

describe('secrets on the command line', () => {
  it('come from environment variables, also by way of the file', () => {
    const options = {
      config: config({
        ApiKey: { env: 'KEY' },
        Auth: { value: 'token', items: { Token: { env: 'TOKEN' } } },
      }),
    };
    const { values, faults, secrets } = read(options, { KEY: ' k-1 ', TOKEN: 't-1' });
    expect(faults).toEqual([]);
    expect(values).toEqual({ ApiKey: ' k-1 ', Auth: { value: 'token', items: { Token: 't-1' } } });
    expect(secrets).toEqual(['k-1', 't-1']);
  });

  it('name a variable that is not set or empty', () => {
    expect(read({ secret: ['ApiKey=NO_SUCH'] }).faults).toEqual([
      'ApiKey: the environment variable NO_SUCH is not set.',
    ]);
    expect(read({ secret: ['ApiKey=BLANK'] }, { BLANK: ' ' }).faults[0]).toMatch(/BLANK is empty/);
  });

  it('are never repeated by a message, wherever somebody puts them in clear', () => {
    const secret = fc.stringMatching(/^[a-z0-9_]{12,30}$/);
    fc.assert(
      fc.property(secret, token => {
        const clear = { ApiKey: token, Auth: { value: 'token', items: { Token: token } } };
        const results = [
          read({ param: [`ApiKey=${token}`, `Auth.Token=${token}`] }),
          read({ secret: [`ApiKey=${token}`, `Auth.Password=${token}`] }),
          read({ config: config(clear) }),
          read({ config: config({ ApiKey: { value: token } }) }),
        ];
        for (const { faults, values } of results) {
          expect(faults.length).toBeGreaterThan(0);
          expect(JSON.stringify([faults, values])).not.toContain(token);
        }
      }),
      { numRuns: 50 },
    );
  });
});
