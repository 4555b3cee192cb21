import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulators } from '../../environments/emulator/apis/Simulators';
import { call, openFile, startApis } from './harness';

interface Answers {
  differences: unknown[];
  answers: { id: string; actual: string; expected: string }[];
}

let apis: Simulators;

beforeAll(async () => {
  apis = await startApis();
});

afterAll(async () => {
  await apis.close();
});

describe('probePlatform', () => {
  it('finds the emulator to be what it takes the platform for, and leaves no trace', () => {
    const file = openFile(apis);
    const before = file.spreadsheet.snapshot();
    const { answers, differences } = call<Answers>(file, 'anna@example.com', 'probePlatform');
    expect(differences).toEqual([]);
    expect(answers.length).toBeGreaterThan(35);
    expect(file.spreadsheet.snapshot()).toEqual(before);
    expect(file.user('anna@example.com').triggers).toEqual([]);
    expect(file.user('anna@example.com').properties).toEqual({});
  });
});
