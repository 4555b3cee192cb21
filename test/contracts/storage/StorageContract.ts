import { afterEach, beforeEach, describe } from 'vitest';
import { describeGoneRows } from './GoneRowsContract';
import { describeImports } from './ImportContract';
import { describeProperties } from './PropertyContract';
import { describeReplacing } from './ReplaceContract';
import type { FixtureOf, StorageFixture } from './StorageFixture';
import { describeValues } from './ValueContract';

/** What every storage promises. A new storage runs this with a fixture and needs no other test of these promises. */
export function describeStorage(name: string, makeFixture: FixtureOf): void {
  describe(`${name} keeps the storage contract`, () => {
    let fixture: StorageFixture | undefined;
    const current: FixtureOf = () => {
      if (!fixture) throw new Error('A fixture exists only while a test runs.');
      return fixture;
    };
    beforeEach(() => {
      fixture = makeFixture();
    });
    afterEach(() => {
      fixture?.cleanup();
      fixture = undefined;
    });

    describeImports(current);
    describeValues(current);
    describeReplacing(current);
    describeGoneRows(current);
    describeProperties(current);
  });
}
