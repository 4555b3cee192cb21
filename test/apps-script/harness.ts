import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulators, type Simulators } from '../../environments/emulator/apis/Simulators';
import { Emulator, type EmulatorOptions } from '../../environments/emulator/google/Emulator';
import type { ExecutionRecord } from '../../environments/emulator/google/EmulatorState';
import type { Manifest } from '../../environments/emulator/google/World';

/** Where the built script is; the tests of an unfinished tree may point elsewhere. */
const BUNDLE = process.env['SHEETBOUND_BUNDLE'] ?? 'dist/apps-script';

export const CODE = readFileSync(join(BUNDLE, 'Code.js'), 'utf8');
export const MANIFEST = JSON.parse(readFileSync(join(BUNDLE, 'appsscript.json'), 'utf8')) as Manifest;

export const ANNA = 'anna@example.com';
export const BEN = 'ben@example.com';

/** An import that needs no key. */
export const HOLIDAYS = {
  name: 'Holidays',
  source: 'OpenHolidays',
  values: { CountryIsoCode: 'CH', StartDate: '2026-01-01' },
};

export const NOW = '2026-03-02T09:00:00Z';

/** One simulator of each API for a test file. */
export async function startApis(): Promise<Simulators> {
  return startSimulators(['OpenHolidays', 'BankOfCanada', 'GitHub'], { now: NOW });
}

export function openFile(apis: Simulators, options: Partial<EmulatorOptions> = {}): Emulator {
  return new Emulator({ code: CODE, manifest: MANIFEST, now: NOW, hosts: apis.hosts, ...options });
}

/** What a page gets; throws what its failure handler would get. */
export function resultOf<T = Record<string, unknown>>(record: ExecutionRecord): T {
  if (record.error) throw new Error(`${record.functionName}: ${record.error.message}`);
  return record.result as T;
}

export function call<T = Record<string, unknown>>(
  emulator: Emulator,
  user: string,
  functionName: string,
  request: Record<string, unknown> = {},
): T {
  return resultOf<T>(emulator.user(user).call(functionName, request));
}

/** The message of a call that must fail. */
export function failureOf(record: ExecutionRecord): string {
  if (!record.error) throw new Error(`${record.functionName} did not fail: ${JSON.stringify(record.result)}`);
  return record.error.message;
}

/** Every cell of a tab as it shows, header first. */
export function cellsOf(emulator: Emulator, tab: string): string[][] {
  const sheet = emulator.spreadsheet.sheet(tab);
  const lastRow = sheet.grid.lastRow();
  const lastColumn = sheet.grid.lastColumn();
  return Array.from({ length: lastRow }, (_, row) =>
    Array.from({ length: lastColumn }, (_, column) => sheet.display(row + 1, column + 1)),
  );
}

/** Rows of a tab as objects by caption. */
export function rowsOf(emulator: Emulator, tab: string): Record<string, string>[] {
  const [header = [], ...rows] = cellsOf(emulator, tab);
  return rows.map(row => Object.fromEntries(header.map((caption, index) => [caption, row[index] ?? ''])));
}
