import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBroken, runUnbroken, type Call, type Unbroken } from './Replay';
import { STEPS, World } from './World';

/** After one in so many calls the scenario is carried on to its end; after the others of a step, to the next step. */
const CARRY_ON = 10;
/** It has by far the most calls: after most of them it is seen through and no further. */
const FIRST_IMPORT = 1;

function stepsAfter(call: Call): number {
  if (call.index % CARRY_ON === 0) return STEPS.length;
  return call.step === FIRST_IMPORT ? 1 : 2;
}

/** Ends an execution at every service call of the scenario in turn, and lets a user see it through. */
export function describeKills(bufferedWritesAtKill: 'lost' | 'applied'): void {
  let world: World;
  let unbroken: Unbroken;

  beforeAll(async () => {
    world = await World.start();
    unbroken = await runUnbroken(world);
  });
  afterAll(() => world.close());

  describe(`an execution that ends anywhere, its unsent writes ${bufferedWritesAtKill}`, () => {
    it('is tried on a scenario worth it', () => {
      expect(unbroken.pauses).toBeGreaterThanOrEqual(2);
      expect(unbroken.messages.join()).toMatch(/Done: 0 added, [1-9]\d* updated/);
      expect(unbroken.messages.join()).toMatch(/Cells restored: [1-9]/);
    });

    it('ends with the sheet of the unbroken run, cell for cell', { timeout: 540_000 }, async () => {
      const wrong: string[] = [];
      let killed = 0;
      for (const call of unbroken.calls) {
        const options = { steps: stepsAfter(call), bufferedWritesAtKill };
        const { data, hits } = await runBroken(
          world,
          unbroken,
          call,
          { when: 'before', effect: 'kill' },
          options,
        );
        killed += hits;
        const isEqual = data.every(
          (tabs, index) => JSON.stringify(tabs) === JSON.stringify(unbroken.data[call.step + index]),
        );
        if (!isEqual) wrong.push(`${STEPS[call.step]?.name}, call ${call.index}: ${call.name}`);
      }
      const points = STEPS.map(
        ({ name }, step) => `${unbroken.calls.filter(call => call.step === step).length} in "${name}"`,
      );
      console.log(`${killed} kill points (writes ${bufferedWritesAtKill}): ${points.join(', ')}`);
      expect(wrong).toEqual([]);
      expect(killed).toBe(unbroken.calls.length);
    });
  });
}
