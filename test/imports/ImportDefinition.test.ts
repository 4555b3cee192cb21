import { describe, expect, it } from 'vitest';
import {
  parseDefinition,
  serialiseDefinition,
  type ImportDefinition,
} from '../../src/Imports/ImportDefinition';

const DEFINITION: ImportDefinition = {
  version: 2,
  id: 'GitHub-1a2b3c',
  name: 'Stars',
  source: 'GitHub',
  values: { RepositoryName: 'octocat/Hello-World' },
  secretScope: 'user',
  secretNames: ['AccessToken'],
  schedule: { every: 'hour' },
  owner: { id: 'a1', name: 'Anna' },
};

describe('parseDefinition', () => {
  it('reads what was written', () => {
    expect(parseDefinition(serialiseDefinition(DEFINITION), 'here')).toEqual(DEFINITION);
  });

  it('brings version 1 forward, so that an update loses no import', () => {
    const old = {
      version: 1,
      id: 'GitHub-1a2b3c',
      name: 'Stars',
      source: 'GitHub',
      values: { RepositoryName: 'octocat/Hello-World' },
      schedule: { every: 'hour' },
      owner: 'a1',
    };
    expect(parseDefinition(JSON.stringify(old), 'here')).toEqual({
      ...DEFINITION,
      secretNames: [],
      owner: { id: 'a1', name: 'a1' },
    });
  });

  it.each([
    ['{"version":2,', /damaged.*not whole JSON/],
    ['{"version":3}', /newer Sheetbound.*Update Sheetbound/],
    ['{}', /damaged.*no version/],
  ])('refuses %s without guessing', (text, problem) => {
    expect(() => parseDefinition(text, 'The import')).toThrow(problem);
  });
});
