import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONFIG_ATTRIBUTES } from '../../src/Constants';
import { defineParameters } from '../../src/Core/Parameters';
import { maskSecret, mergeSecrets, secretSlots, splitSecrets } from '../../src/Imports/SecretValues';

const SECRET = [CONFIG_ATTRIBUTES.SECRET];

const DECLARATIONS = defineParameters({
  Token: { requiredType: 'string', isRequired: true, label: 'Token of all', attributes: SECRET },
  Name: { requiredType: 'string' },
  Auth: {
    oneOf: [
      {
        value: 'key',
        items: { Key: { requiredType: 'string', attributes: SECRET }, Region: { requiredType: 'string' } },
      },
      { value: 'none', items: {} },
    ],
  },
});

describe('splitSecrets', () => {
  it('takes every secret out, those inside a choice too, and merging puts them back', () => {
    const values = { Token: 'tok', Name: 'n', Auth: { value: 'key', items: { Key: 'k', Region: 'eu' } } };
    const split = splitSecrets(DECLARATIONS, values);
    expect(split).toEqual({
      values: { Name: 'n', Auth: { value: 'key', items: { Region: 'eu' } } },
      secrets: { Token: 'tok', 'Auth.Key': 'k' },
    });
    expect(mergeSecrets(DECLARATIONS, split.values, split.secrets)).toEqual(values);
  });

  it('leaves no secret in what is stored in the file, however it was wrapped', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.boolean(),
        fc.constantFrom('key', 'none', 'other'),
        (secret, isWrapped, value) => {
          const given = isWrapped ? { value: secret } : secret;
          const choice = { value, items: value === 'key' ? { Key: given } : {} };
          const { values } = splitSecrets(DECLARATIONS, { Token: given, Auth: choice });
          expect(JSON.stringify(values)).not.toContain(secret);
        },
      ),
    );
  });

  it('leaves the secrets of a choice out that is no longer chosen', () => {
    const merged = mergeSecrets(
      DECLARATIONS,
      { Auth: { value: 'none', items: {} } },
      { Token: 't', 'Auth.Key': 'k' },
    );
    expect(merged).toEqual({ Token: 't', Auth: { value: 'none', items: {} } });
  });
});

describe('secretSlots', () => {
  it('names the secrets that these values can have', () => {
    expect(secretSlots(DECLARATIONS, { Auth: { value: 'key' } }).map(({ path }) => path)).toEqual([
      'Token',
      'Auth.Key',
    ]);
    expect(secretSlots(DECLARATIONS, { Auth: { value: 'none' } })).toEqual([
      { path: 'Token', label: 'Token of all', isRequired: true },
    ]);
  });
});

describe('maskSecret', () => {
  it('shows four characters of a long secret and none of a short one', () => {
    expect(maskSecret('ghp_0123456789abcd')).toBe('••••abcd');
    expect(maskSecret('hunter2')).toBe('••••');
  });
});
