import { beforeAll, describe, expect, it } from 'vitest';
import type { Emulator } from '../../../environments/emulator/google/Emulator';
import type { Injection } from '../../../environments/emulator/google/Injection';
import { pause, runBroken, runUnbroken, type Call, type Unbroken } from './Replay';
import { dataOf, STEPS, World } from './World';

const UPDATE = 3;
const TAB = 'open_holidays_public_holidays';
const NOTE = 'my note';

type Fault = Pick<Injection<Emulator>, 'when' | 'effect'>;

/** In turn, so that neighbouring calls fail in different ways. */
const FAULTS: Fault[] = [
  { when: 'before', effect: 'throw' },
  { when: 'after', effect: 'throw' },
  { when: 'before', effect: 'timeout' },
  { when: 'after', effect: 'timeout' },
];

const EDITS: Record<string, (emulator: Emulator) => void> = {
  sort: emulator => emulator.spreadsheet.asUser('mallory@example.com').sort(TAB, 4),
  'insert row': emulator => emulator.spreadsheet.asUser('mallory@example.com').insertRow(TAB, 3),
  rename: emulator => emulator.spreadsheet.asUser('mallory@example.com').renameTab(TAB, 'Renamed'),
  'delete tab': emulator => emulator.spreadsheet.asUser('mallory@example.com').deleteTab(TAB),
};

let world: World;
let unbroken: Unbroken;

beforeAll(() => {
  world = new World();
  unbroken = runUnbroken(world);
});

const describeCall = (call: Call) => `${STEPS[call.step]?.name}, call ${call.index}: ${call.name}`;

describe('a service that fails anywhere', () => {
  it('leaves a sheet that the next try makes equal to the unbroken one', { timeout: 540_000 }, async () => {
    const wrong: string[] = [];
    for (const [position, call] of unbroken.calls.entries()) {
      await pause();
      const fault = FAULTS[position % FAULTS.length] as Fault;
      // What failed and is begun anew is another run: an undo would take back another part, so each step stands alone.
      const { data, hits } = runBroken(world, unbroken, call, fault, { steps: 1 });
      const isEqual = data.every(
        (tabs, index) => JSON.stringify(tabs) === JSON.stringify(unbroken.data[call.step + index]),
      );
      if (!isEqual || hits !== 1)
        wrong.push(`${describeCall(call)} (${fault.effect as string} ${fault.when})`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('another user who edits the tab anywhere', () => {
  for (const [name, edit] of Object.entries(EDITS)) {
    it(
      `${name}: no row is lost or doubled, and notes stay with their rows`,
      { timeout: 300_000 },
      async () => {
        const calls = unbroken.calls.filter(
          call => call.step === UPDATE && call.name.startsWith('SpreadsheetApp'),
        );
        const states = unbroken.states.map((state, step) => (step === UPDATE ? withNotes(state) : state));
        const wrong: string[] = [];
        for (const call of calls) {
          await pause();
          const fault: Fault = { when: 'before', effect: edit };
          const { data, emulator } = runBroken(world, { ...unbroken, states }, call, fault, {
            steps: 1,
          });
          // A tab that goes after the last look at it is made and filled anew by the next import.
          const tabs = name === 'delete tab' ? importAgain(emulator) : (data[0] ?? []);
          const problem = compare(rowsOf(tabs, name === 'rename' ? 'Renamed' : TAB), name === 'delete tab');
          if (problem) wrong.push(`${describeCall(call)}: ${problem}`);
        }
        expect(wrong).toEqual([]);
      },
    );
  }

  function importAgain(emulator: Emulator): unknown[] {
    world.perform(emulator, STEPS[UPDATE] as (typeof STEPS)[number]);
    return dataOf(emulator);
  }

  /** Rows may stand elsewhere than in the unbroken run; reloaded ones are all in the new language. */
  function compare(rows: unknown[][], isReloaded: boolean): string | undefined {
    const width = isReloaded ? 3 : 5;
    const texts = (all: unknown[][]) => all.map(row => JSON.stringify(row.slice(0, width))).sort();
    const expected = texts(rowsOf(unbroken.data[UPDATE] ?? [], TAB));
    if (JSON.stringify(texts(rows)) !== JSON.stringify(expected)) return 'other rows';
    const isNoteWrong = (row: unknown[]) => noteOf(row) !== `${NOTE} ${row[0] as string}`;
    return !isReloaded && rows.some(isNoteWrong) ? 'notes moved' : undefined;
  }

  /** The user's own column, five to the right of ours. */
  function withNotes(state: Unbroken['states'][number]): Unbroken['states'][number] {
    const emulator = world.emulator(state);
    const hand = emulator.spreadsheet.asUser('mallory@example.com');
    const sheet = emulator.spreadsheet.sheet(TAB);
    for (let row = 2; row <= sheet.grid.lastRow(); row++)
      hand.typeValue(TAB, `H${row}`, `${NOTE} ${String(sheet.value(row, 1))}`);
    return emulator.toJSON();
  }
});

/** Data rows without blank ones. */
function rowsOf(tabs: unknown[], title: string): unknown[][] {
  const tab = (tabs as { title: string; values: unknown[][] }[]).find(each => each.title === title);
  return (tab?.values.slice(1) ?? []).filter(row => row.some(value => value !== null));
}

function noteOf(row: readonly unknown[]): unknown {
  return row.find(value => typeof value === 'string' && value.startsWith(NOTE));
}
