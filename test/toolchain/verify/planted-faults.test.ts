import { describe, expect, it } from 'vitest';
import { FAULT_KINDS } from '../../../toolchain/verify/FaultKinds';
import type { Fault } from '../../../toolchain/verify/Fault';
import { CREDENTIAL_PLANTS, PLANTS, type Plant } from './support/plants';
import { Project, sourceLine } from './support/project';

function check({ plant, kind, at, source }: Plant): Fault[] {
  const project = new Project();
  plant(project);
  const { faults } = project.verify();
  expect(new Set(faults.map(fault => fault.kind))).toEqual(new Set([kind]));
  expect(faults.every(({ remedy }) => remedy.length > 5)).toBe(true);
  if (!at) return faults;
  const expected = kind === 'manifest-missing' ? { file: at[0], line: 1, column: 1 } : project.placeOf(...at);
  expect(faults.map(({ place }) => place)).toContainEqual(expected);
  const found = faults.find(({ place }) => place.line === expected.line && place.column === expected.column);
  if (source) expect(found?.source).toMatchObject({ file: source[0], line: sourceLine(...source) });
  return faults;
}

it('finds no fault in the script as it is built: nobody is kept from deploying it', () => {
  expect(new Project().verify().faults).toEqual([]);
});

describe('a fault that users would meet is found before they do', () => {
  it.each(PLANTS.map(plant => [plant.kind, plant.what, plant] as const))('%s: %s', (_kind, _what, plant) => {
    check(plant);
  });
});

describe('a credential is not published with the script', () => {
  it.each(CREDENTIAL_PLANTS.map(plant => [plant.what, plant] as const))('%s…', (_what, plant) => {
    const [, value = ''] = plant.at ?? [];
    expect(value.length).toBeGreaterThan(10);
    expect(JSON.stringify(check(plant))).not.toContain(value.slice(-10));
  });
});

it('has a planted fault for every kind', () => {
  const planted = new Set(PLANTS.map(({ kind }) => kind));
  expect(Object.keys(FAULT_KINDS).filter(kind => !planted.has(kind as Plant['kind']))).toEqual([]);
});
