import { describe, expect, it } from 'vitest';
import type { StorageTarget } from '../../../src/Core/AbstractStorage';
import type { Row } from '../../../src/Core/Schema';
import { SheetBench } from './SheetBench';

const target: StorageTarget = {
  id: 'import.days',
  name: 'Days',
  sourceName: 'Shop',
  uniqueKeys: ['day', 'id'],
  fields: {
    day: { type: 'date', name: 'Day' },
    id: { type: 'string', name: 'Id' },
    clicks: { type: 'integer', name: 'Clicks' },
    text: { type: 'string', name: 'Text' },
  },
};
const wider: StorageTarget = {
  ...target,
  fields: { ...target.fields, cost: { type: 'number', name: 'Cost' } },
};

const key = (i: number) => ({ day: `2026-01-${String(i).padStart(2, '0')}`, id: `00${i}` });
const before: Row[] = Array.from({ length: 12 }, (_, i) => ({ ...key(i + 1), clicks: i, text: `=t${i}` }));
/** Updates of scattered rows, rows that stay, new rows, and a new field. */
const after: Row[] = Array.from({ length: 16 }, (_, i) => ({
  ...key(i + 1),
  clicks: i % 3 === 0 ? i + 100 : i,
  text: `=t${i}`,
  cost: i / 4,
}));

let prepared: SheetBench | undefined;

/** A tab of 12 rows with a column of the user's between, values and a formula in it, and notes. */
function bench(): SheetBench {
  prepared ??= prepare();
  return prepared.copy();
}

function prepare(): SheetBench {
  const made = new SheetBench({ timeZone: 'America/Sao_Paulo' });
  made.with(target, storage => storage.saveData(before));
  made.user.insertColumn('Days', 3);
  made.user.typeValue('Days', 'C1', 'Mine');
  for (let row = 2; row <= 13; row += 1) made.user.typeValue('Days', `C${row}`, `of 00${row - 1}`);
  made.user.setNote('Days', 'B4', 'about 003');
  made.user.setFormula('Days', 'F5', '=D5*2').typeValue('Days', 'F1', 'Double');
  return made;
}

interface Shown {
  clicks: string;
  text: string;
  cost: string;
  mine: string;
}

/** By key; a row without one is listed under ''. Throws if a key comes twice. */
function rowsByKey(from: SheetBench): Map<string, Shown> {
  const [header = [], ...rows] = from.shown(from.model.titles().find(title => title !== 'Sheet1') ?? '');
  const at = (row: readonly string[], caption: string) => row[header.indexOf(caption)] ?? '';
  const found = new Map<string, Shown>();
  for (const row of rows) {
    if (row.every(cell => cell === '')) continue;
    const id = at(row, 'Id');
    expect(found.has(id), `the key ${id} stands once`).toBe(false);
    found.set(id, {
      clicks: at(row, 'Clicks'),
      text: at(row, 'Text'),
      cost: at(row, 'Cost'),
      mine: at(row, 'Mine'),
    });
  }
  return found;
}

function expected(): Map<string, Shown> {
  return new Map(
    after.map((row, i) => [
      String(row['id']),
      {
        clicks: String(row['clicks']),
        text: String(row['text']),
        cost: String(row['cost']),
        mine: i < 12 ? `of 00${i + 1}` : '',
      },
    ]),
  );
}

function expectIntact(from: SheetBench, lost: readonly string[] = []): void {
  const wanted = expected();
  for (const id of lost) wanted.set(id, { ...(wanted.get(id) as Shown), mine: '' });
  expect(Object.fromEntries(rowsByKey(from))).toEqual(Object.fromEntries(wanted));
}

function callsOfSave(): number {
  const made = bench();
  made.with(wider, storage => storage.saveData(after));
  expectIntact(made);
  return made.calls.length;
}

const total = callsOfSave();
const moments = Array.from({ length: total * 2 }, (_, i) => ({
  index: Math.floor(i / 2),
  when: i % 2 === 0 ? ('before' as const) : ('after' as const),
}));

const EDITS: Record<string, { edit: (made: SheetBench) => void; lost?: string[] }> = {
  'sorts the tab backwards': { edit: made => made.user.sort('Days', 2, false) },
  'sorts the tab by a column of theirs': { edit: made => made.user.sort('Days', 4, false) },
  'inserts a row near the top': { edit: made => made.user.insertRow('Days', 4) },
  'inserts a row above the last one': { edit: made => made.user.insertRow('Days', 13) },
  'inserts three rows': { edit: made => made.user.insertRow('Days', 6, 3) },
  'renames the tab': { edit: made => made.user.renameTab('Days', 'Mine now') },
};

describe('another user, while rows are written', () => {
  for (const [name, { edit }] of Object.entries(EDITS)) {
    it(`${name}: at none of ${total} calls does a row lose its values or its neighbours`, () => {
      for (const { index, when } of moments) {
        const made = bench();
        let isDone = false;
        made.hook = (at, _, moment) => {
          if (isDone || at !== index || moment !== when) return;
          isDone = true;
          edit(made);
        };
        made.with(wider, storage => storage.saveData(after));
        made.hook = undefined;
        expect(isDone).toBe(true);
        try {
          expectIntact(made);
        } catch (error) {
          throw new Error(
            `At call ${index}, ${when}: ${String(error)}\n${made.shown(made.model.titles()[1] ?? '').join('\n')}`,
            { cause: error },
          );
        }
      }
    });
  }
});

describe('a tab that is too large to be read at once', () => {
  it('is put right, or reloaded as a whole, when another user moves rows at any call', () => {
    for (const name of ['sorts the tab backwards', 'inserts a row near the top', 'inserts three rows']) {
      for (const { index, when } of moments) {
        const made = bench();
        made.maxCellsReadAtOnce = 1;
        made.hook = (at, _, moment) => {
          if (at === index && moment === when) EDITS[name]?.edit(made);
        };
        try {
          made.with(wider, storage => storage.saveData(after));
        } catch (error) {
          expect(error).toMatchObject({ name: 'DestinationException', reason: 'gone' });
          made.hook = undefined;
          made.with(wider, storage => storage.saveData(after));
        }
        made.hook = undefined;
        const shown = rowsByKey(made);
        const wanted = expected();
        expect([...shown.keys()].sort()).toEqual([...wanted.keys()].sort());
        for (const [id, { clicks, cost }] of wanted) expect(shown.get(id)).toMatchObject({ clicks, cost });
      }
    }
  });
});

/** Ends the execution at a call: it and all later ones throw. */
function killAt(made: SheetBench, index: number, when: 'before' | 'after'): void {
  let isKilled = false;
  made.hook = (at, _, moment) => {
    if (at === index && moment === when) isKilled = true;
    if (isKilled) throw new Error('Exceeded maximum execution time');
  };
}

describe('an execution that is killed', () => {
  for (const killed of ['lost', 'applied'] as const) {
    it(`at any of ${total} calls, buffered writes ${killed}: the next one ends with the sheet of an unbroken run`, () => {
      const whole = bench();
      whole.with(wider, storage => storage.saveData(after));
      for (const { index, when } of moments) {
        const made = bench();
        killAt(made, index, when);
        expect(() => made.with(wider, storage => storage.saveData(after), undefined, killed)).toThrow();
        made.hook = undefined;
        made.with(wider, storage => storage.saveData(after));
        expect(made.model.snapshot(), `killed ${when} call ${index}`).toEqual(whole.model.snapshot());
      }
    });

    it(`while the tab is made, buffered writes ${killed}: the next one finds it and makes no second one`, () => {
      const whole = new SheetBench();
      whole.with(wider, storage => storage.saveData(after));
      const calls = whole.calls.length;
      for (let index = 0; index < calls; index += 1) {
        for (const when of ['before', 'after'] as const) {
          const made = new SheetBench();
          killAt(made, index, when);
          expect(() => made.with(wider, storage => storage.saveData(after), undefined, killed)).toThrow();
          made.hook = undefined;
          made.with(wider, storage => storage.saveData(after));
          expect(made.model.snapshot(), `killed ${when} call ${index}`).toEqual(whole.model.snapshot());
        }
      }
    });
  }
});

describe('a tab that is deleted in mid-run', () => {
  it('is said to be gone at whatever call, and made anew by the next run; other tabs are as they were', () => {
    const known = new Set<string>();
    for (const { index, when } of moments.slice(2)) {
      const made = bench();
      made.hook = (at, _, moment) => {
        if (at === index && moment === when && made.model.findSheet('Days')) made.user.deleteTab('Days');
      };
      try {
        made.with(wider, storage => storage.saveData(after));
      } catch (error) {
        expect(error).toMatchObject({ name: 'DestinationException', reason: 'gone' });
        expect(String(error)).toContain('"Days" was deleted');
        known.add(`${index} ${when}`);
        made.hook = undefined;
        made.with(wider, storage => storage.saveData(after));
        expect(rowsByKey(made).size).toBe(after.length);
      }
      expect(made.model.titles()[0]).toBe('Sheet1');
    }
    // Only behind the last look does nobody notice any more.
    expect(known.size).toBe(moments.length - 3);
  });
});

describe('a bad moment of Sheets', () => {
  it('is waited out at any call, whether the write had happened or not', () => {
    for (const { index, when } of moments) {
      const made = bench();
      let isDone = false;
      made.hook = (at, _, moment) => {
        if (isDone || at !== index || moment !== when) return;
        isDone = true;
        throw new Error('Service Spreadsheets timed out while accessing document with id 1.');
      };
      if (index === 0) continue; // getActiveSpreadsheet is the runtime's.
      made.with(wider, storage => storage.saveData(after));
      made.hook = undefined;
      expectIntact(made);
    }
  });
});

describe('rows that are deleted while another user moves them', () => {
  const kept = after.slice(0, 12).filter((_, i) => i % 2 === 0);
  const keys = new Set(kept.map(row => JSON.stringify([row['day'], row['id']])));
  const scope = { dateField: 'day', from: '2026-01-01', to: '2026-01-31' };
  const remaining = kept.map(row => String(row['id'])).sort();

  function world(): SheetBench {
    const made = new SheetBench();
    made.with(target, storage => storage.saveData(before));
    return made;
  }

  it('are no others than those that are gone', () => {
    const whole = world();
    whole.with(target, storage => storage.reconcile([scope], keys, 'remove'));
    for (let index = 0; index < whole.calls.length; index += 1) {
      for (const when of ['before', 'after'] as const) {
        for (const edit of [
          (made: SheetBench) => made.user.sort('Days', 2, false),
          (made: SheetBench) => made.user.insertRow('Days', 4),
        ]) {
          const made = world();
          made.hook = (at, _, moment) => {
            if (at === index && moment === when) edit(made);
          };
          made.with(target, storage => storage.reconcile([scope], keys, 'remove'));
          made.hook = undefined;
          const ids = [...rowsByKey(made).keys()].sort();
          expect(ids, `${when} call ${index} ${edit.toString()}`).toEqual(remaining);
        }
      }
    }
  });
});
