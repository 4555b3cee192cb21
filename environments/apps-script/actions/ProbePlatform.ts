import { answerOf, type Probe, type ProbeTools } from '../probe/Probe';
import { cellProbes } from '../probe/CellProbes';
import { expectations } from '../probe/Expectations';
import { serviceProbes } from '../probe/ServiceProbes';
import type { Runtime } from '../Runtime';

const SCRATCH_TAB = 'Sheetbound probe (can be deleted)';
const SIZE = { rows: 20, columns: 10 };

export interface ProbeAnswer {
  id: string;
  question: string;
  expected: string;
  actual: string;
}

export interface ProbeResult {
  /** Answers that are not what the emulator takes for granted. */
  differences: ProbeAnswer[];
  answers: ProbeAnswer[];
  /** Language of whoever asks: Google translates many of its messages. */
  locale: string;
  message: string;
}

/** Asks the platform what is not documented, in a scratch tab that is removed, and prints what differs from the emulator. */
export function probePlatform(runtime: Runtime): ProbeResult {
  const scratch = new Scratch(runtime.spreadsheet);
  let answers: ProbeAnswer[];
  try {
    const tools: ProbeTools = { scratch: () => scratch.make() };
    answers = [...cellProbes(), ...serviceProbes()].map(probe => answer(probe, tools));
  } finally {
    scratch.remove();
  }
  const differences = answers.filter(({ expected, actual }) => expected !== actual);
  const locale = Session.getActiveUserLocale();
  const message = describe(answers.length, differences, locale);
  console.log(message);
  runtime.dialogs?.alert('Probe platform', message);
  return { differences, answers, locale, message };
}

function answer(probe: Probe, tools: ProbeTools): ProbeAnswer {
  const { id, question } = probe;
  return { id, question, expected: expectations()[id] ?? '?', actual: answerOf(probe, tools) };
}

function describe(count: number, differences: readonly ProbeAnswer[], locale: string): string {
  if (!differences.length) return `${count} questions asked: everything is as the emulator takes it to be.`;
  const language = /^en/.test(locale)
    ? ''
    : ' Your language is not English; messages may differ by it alone.';
  const lines = differences.map(
    ({ id, question, expected, actual }) => `${id} (${question})\n  emulator: ${expected}\n  here: ${actual}`,
  );
  return [`${differences.length} of ${count} answers differ from the emulator.${language}`, ...lines].join(
    '\n',
  );
}

/** A tab that each probe finds empty. */
class Scratch {
  private sheet: GoogleAppsScript.Spreadsheet.Sheet | undefined;

  constructor(private readonly spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet) {
    const left = spreadsheet.getSheetByName(SCRATCH_TAB);
    if (left) spreadsheet.deleteSheet(left);
  }

  make(): GoogleAppsScript.Spreadsheet.Sheet {
    this.remove();
    const shown = this.spreadsheet.getActiveSheet();
    const sheet = this.spreadsheet.insertSheet(SCRATCH_TAB, this.spreadsheet.getNumSheets());
    this.spreadsheet.setActiveSheet(shown);
    sheet.deleteRows(SIZE.rows + 1, sheet.getMaxRows() - SIZE.rows);
    sheet.deleteColumns(SIZE.columns + 1, sheet.getMaxColumns() - SIZE.columns);
    this.sheet = sheet;
    return sheet;
  }

  remove(): void {
    if (!this.sheet) return;
    this.spreadsheet.deleteSheet(this.sheet);
    this.sheet = undefined;
    SpreadsheetApp.flush();
  }
}
