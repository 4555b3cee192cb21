import { show, whenThrown, type Probe } from './Probe';

/** What is typed into cells, by the id of its probe. */
const typed = (): Readonly<Record<string, unknown>> => ({
  'minus-sum': '-1+1',
  'minus-reference': '-A1',
  'at-sign': '@x',
  'tab-formula': '\t=1',
  'blank-formula': '   =SUM(1,2)',
  'plus-phone': '+41 79 123',
  'leading-zeros': '007',
  'leading-zeros-apostrophe': "'007",
  'iso-date': '2026-09-05',
  'true-text': 'TRUE',
  percent: '10%',
  exponent: '1e5',
  'long-number': '12345678901234567890',
  'not-a-number': NaN,
  infinity: Infinity,
  object: { a: 1 },
  array: [1, 2],
});

/** Writes one value and tells what became of it, formula and format among it. */
function typedProbe(id: string, given: unknown): Probe {
  return {
    id: `cell-${id}`,
    question: `setValues with ${typeof given === 'number' ? String(given) : JSON.stringify(given)}`,
    ask: ({ scratch }) => {
      const cell = scratch().getRange(1, 1, 1, 1);
      cell.setValues([[given]]);
      const formula = cell.getFormulas()[0]?.[0] ?? '';
      const value = show(cell.getValues()[0]?.[0]).replace(/@[0-9a-f]{4,8}\b/, '@hash');
      return `${value}${formula === '' ? '' : `, formula ${formula}`}`;
    },
  };
}

const formatted = (): readonly Probe[] => [
  {
    id: 'text-format-number',
    question: 'a cell with the format @ that is given 007',
    ask: ({ scratch }) => afterTextFormat(scratch(), '007'),
  },
  {
    id: 'text-format-formula',
    question: 'a cell with the format @ that is given =1+1',
    ask: ({ scratch }) => afterTextFormat(scratch(), '=1+1'),
  },
  {
    id: 'append-text-format',
    question: 'appendRow below cells with the format @',
    ask: ({ scratch }) => {
      const sheet = scratch();
      sheet.getRange(1, 1, 20, 1).setNumberFormat('@');
      sheet.appendRow(['007']);
      return show(sheet.getRange(1, 1, 1, 1).getValues()[0]?.[0]);
    },
  },
  {
    id: 'append-full-grid',
    question: 'appendRow when the last row is full',
    ask: ({ scratch }) => {
      const sheet = scratch();
      sheet.getRange(20, 1, 1, 1).setValues([['last']]);
      sheet.appendRow(['next']);
      return `${sheet.getMaxRows()} rows, then ${show(sheet.getRange(sheet.getLastRow(), 1, 1, 1).getValues()[0]?.[0])}`;
    },
  },
];

function afterTextFormat(sheet: GoogleAppsScript.Spreadsheet.Sheet, value: string): string {
  const cell = sheet.getRange(1, 1, 1, 1);
  cell.setNumberFormat('@');
  cell.setValues([[value]]);
  return show(cell.getValues()[0]?.[0]);
}

const refused = (): readonly Probe[] => [
  {
    id: 'validation-when',
    question: 'a write of three cells, the second of which a validation refuses: when is it refused',
    ask: ({ scratch }) => {
      const sheet = validated(scratch());
      return whenThrown(() => {
        sheet.getRange(1, 1, 1, 3).setValues([[1, 2, 3]]);
      });
    },
  },
  {
    id: 'validation-atomic',
    question: 'the same: what is in the cells afterwards',
    ask: ({ scratch }) => {
      const sheet = validated(scratch());
      whenThrown(() => {
        sheet.getRange(1, 1, 1, 3).setValues([[1, 2, 3]]);
      });
      return (sheet.getRange(1, 1, 1, 3).getValues()[0] ?? []).map(show).join(' ');
    },
  },
  {
    id: 'long-text',
    question: 'a text of 50,001 characters',
    ask: ({ scratch }) => {
      const sheet = scratch();
      return whenThrown(() => {
        sheet.getRange(1, 1, 1, 1).setValues([['x'.repeat(50_001)]]);
      });
    },
  },
  {
    id: 'outside-grid',
    question: 'getRange below the last row',
    ask: ({ scratch }) => String(scratch().getRange(21, 1, 1, 1).getA1Notation()),
  },
  {
    id: 'last-row-false',
    question: 'getLastRow with FALSE in row 5 and a formula that shows nothing in row 7',
    ask: ({ scratch }) => {
      const sheet = scratch();
      sheet.getRange(5, 1, 1, 1).setValues([[false]]);
      sheet.getRange(7, 1, 1, 1).setFormulas([['=""']]);
      return String(sheet.getLastRow());
    },
  },
];

function validated(sheet: GoogleAppsScript.Spreadsheet.Sheet): GoogleAppsScript.Spreadsheet.Sheet {
  const rule = SpreadsheetApp.newDataValidation()
    .requireValueInList(['yes', 'no'], true)
    .setAllowInvalid(false);
  sheet.getRange(1, 2, 1, 1).setDataValidation(rule.build());
  SpreadsheetApp.flush();
  return sheet;
}

/** Made when it is asked for: every execution evaluates the script, and next to none probes. */
export function cellProbes(): Probe[] {
  const ofTyped = Object.entries(typed()).map(([id, value]) => typedProbe(id, value));
  return [...ofTyped, ...formatted(), ...refused()];
}
