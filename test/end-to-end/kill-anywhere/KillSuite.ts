import { beforeAll, describe, expect, it } from 'vitest';
import { pause, runBroken, runUnbroken, type Call, type Unbroken } from './Replay';
import { STEPS, World } from './World';

/** After one in so many calls the scenario is carried on to its end; after the others of a step, to the next step. */
const CARRY_ON = 10;
/** It has by far the most calls: after most of them it is seen through and no further. */
export const FIRST_IMPORT = 1;

type WritesAtKill = 'lost' | 'applied';

function stepsAfter(call: Call): number {
  if (call.index % CARRY_ON === 0) return STEPS.length;
  return call.step === FIRST_IMPORT ? 1 : 2;
}

/** Ends an execution at every service call of some steps in turn, and lets a user see it through. */
export function describeKills(what: string, isMeant: (step: number) => boolean): void {
  let world: World;
  let unbroken: Unbroken;

  beforeAll(() => {
    world = new World();
    unbroken = runUnbroken(world);
  });

  /** What went wrong after a kill at `call`, and how many writes were unsent at it. */
  function kill(call: Call, bufferedWritesAtKill: WritesAtKill) {
    const options = { steps: stepsAfter(call), bufferedWritesAtKill };
    const fault = { when: 'before', effect: 'kill' } as const;
    const { data, hits, unsent } = runBroken(world, unbroken, call, fault, options);
    const isEqual = data.every(
      (tabs, index) => JSON.stringify(tabs) === JSON.stringify(unbroken.data[call.step + index]),
    );
    const place = `${STEPS[call.step]?.name}, call ${call.index}: ${call.name}, writes ${bufferedWritesAtKill}`;
    return { wrong: isEqual ? [] : [place], hits, unsent };
  }

  describe(`an execution that ends anywhere in ${what}`, () => {
    it('is tried on a scenario worth it', () => {
      expect(unbroken.pauses).toBeGreaterThanOrEqual(2);
      expect(unbroken.messages.join()).toMatch(/Done: 0 added, [1-9]\d* updated/);
      expect(unbroken.messages.join()).toMatch(/Cells restored: [1-9]/);
    });

    it(
      'ends with the sheet of the unbroken run, cell for cell, its unsent writes lost or applied',
      { timeout: 540_000 },
      async () => {
        const calls = unbroken.calls.filter(({ step }) => isMeant(step));
        const wrong: string[] = [];
        const killed = { lost: 0, applied: 0 };
        for (const call of calls) {
          await pause();
          const lost = kill(call, 'lost');
          wrong.push(...lost.wrong);
          killed.lost += lost.hits;
          // With nothing unsent there is nothing to lose or to apply: the same run, step by step.
          if (!lost.unsent) continue;
          const applied = kill(call, 'applied');
          wrong.push(...applied.wrong);
          killed.applied += applied.hits;
        }
        const points = STEPS.map(
          ({ name }, step) => `${calls.filter(call => call.step === step).length} in "${name}"`,
        ).filter((_, step) => isMeant(step));
        console.log(`${killed.lost} kill points, ${killed.applied} with unsent writes: ${points.join(', ')}`);
        expect(wrong).toEqual([]);
        expect(killed.lost).toBe(calls.length);
        expect(killed.applied).toBeGreaterThan(0);
      },
    );
  });
}
