import { readFileSync } from 'node:fs';
import type { Fault } from '../../../environments/emulator/apis/Faults';
import { Emulator, type EmulatorOptions } from '../../../environments/emulator/google/Emulator';
import type { EmulatorState, ExecutionRecord } from '../../../environments/emulator/google/EmulatorState';
import { useQuota } from '../../../environments/emulator/google/Quotas';
import { createUrlFetchApp } from '../../../environments/emulator/google/url-fetch/UrlFetchService';
import { HolidaysApi } from './HolidaysApi';

const NOW = '2026-03-02T09:00:00Z';
const USER = 'olga@example.com';
const MINUTES = 60_000;

/** Longer than a lease lasts: whoever was killed has lost it. */
const AFTER_A_KILL = 7 * MINUTES;

/** A user's act, and what the API does meanwhile. */
export interface Step {
  name: string;
  fault?: Fault;
  functionName: string;
  request?: Record<string, unknown>;
}

const IMPORT = {
  name: 'Holidays',
  source: 'OpenHolidays',
};
const VALUES = {
  CountryIsoCode: 'DE, AT',
  StartDate: '2026-01-01',
  MaxFetchingDays: 62,
  ReimportLookbackWindow: 20,
  InitialRetryDelay: 1000,
};
const FIELDS = 'publicHolidays date, publicHolidays name, schoolHolidays date, schoolHolidays name';

/** Two nodes, two accounts, two pauses and more, a new column, updates, and an undo. */
export const STEPS: readonly Step[] = [
  {
    name: 'save the import',
    functionName: 'saveImport',
    request: { ...IMPORT, values: { ...VALUES, Fields: FIELDS } },
  },
  {
    name: 'first import',
    // Both accounts are told twice to wait longer than the run may take: two pauses.
    fault: { match: 'PublicHolidays', status: 429, retryAfter: 280, times: 4 },
    functionName: 'importNewData',
  },
  {
    name: 'one more field, in another language',
    functionName: 'saveImport',
    request: {
      ...IMPORT,
      values: { ...VALUES, LanguageIsoCode: 'DE', Fields: `${FIELDS}, publicHolidays type` },
    },
  },
  { name: 'import with updates', functionName: 'importNewData' },
  { name: 'undo', functionName: 'undoLastRun' },
];

export class World {
  private readonly api = new HolidaysApi(NOW);
  private readonly options: Omit<EmulatorOptions, 'now' | 'state'> = {
    code: readFileSync('dist/apps-script/Code.js', 'utf8'),
    manifest: JSON.parse(readFileSync('dist/apps-script/appsscript.json', 'utf8')) as NonNullable<
      EmulatorOptions['manifest']
    >,
    services: host => ({
      UrlFetchApp: createUrlFetchApp(host, {
        hosts: {},
        fetch: this.api,
        quota: calls => useQuota(host.userState, 'urlfetch', calls, host.now()),
        urlFetchWhitelist: host.world.manifest.urlFetchWhitelist,
      }),
    }),
  };

  /** Before a step, and before it is done again in another world. */
  prepare({ fault }: Step): void {
    this.api.reset(fault);
  }

  emulator(state?: EmulatorState, bufferedWritesAtKill: 'lost' | 'applied' = 'lost'): Emulator {
    const options = { ...this.options, bufferedWritesAtKill };
    return state ? Emulator.fromJSON(state, options) : new Emulator({ ...options, now: NOW });
  }

  /** Does a step and sees it through as a user would: again after a failure, the ticker for what is paused. */
  perform(emulator: Emulator, step: Step): ExecutionRecord[] {
    const before = emulator.executions.length;
    const user = emulator.user(USER);
    for (let attempt = 0; attempt < 8; attempt++) {
      const record = user.call(step.functionName, requestOf(step, emulator));
      if (attempt && isNothingToUndo(record)) return emulator.executions.slice(before);
      // Told that somebody runs it, a person waits as long as the text says.
      if (record.status !== 'completed' || isBusy(record.result)) emulator.advance(AFTER_A_KILL);
      this.letTickerWork(emulator);
      if (record.status === 'completed' && !isFailure(record.result) && isSettled(emulator, step)) {
        return emulator.executions.slice(before);
      }
    }
    throw new Error(
      `"${step.name}" did not come to an end: ${JSON.stringify(emulator.executions.slice(-3))}`,
    );
  }

  private letTickerWork(emulator: Emulator): void {
    for (let tick = 0; tick < 12 && isOpen(emulator); tick++) emulator.advance(10 * MINUTES);
  }
}

/** As a page would send it, which has listed the imports: a second attempt changes what the first one has saved. */
function requestOf({ request }: Step, emulator: Emulator): Record<string, unknown> {
  const id = importId(emulator);
  if (request) return id === undefined ? request : { ...request, id };
  return { importId: id };
}

function importId(emulator: Emulator): string | undefined {
  const tab = emulator.spreadsheet.snapshot().find(({ title }) => title === '_sheetbound');
  const row = tab?.values.find(([kind]) => kind === 'import');
  return typeof row?.[1] === 'string' ? row[1] : undefined;
}

/** A run of this import is paused, or was cut off and waits for the ticker. */
export function isOpen(emulator: Emulator): boolean {
  return (emulator.documentProperties['sheetbound.digest'] ?? '').includes('"open"');
}

/** The attempt before was cut off after it had done everything. */
function isNothingToUndo({ error }: ExecutionRecord): boolean {
  return error?.message.includes('There is no run that could be undone') ?? false;
}

/** Nothing is left to the ticker, and the last run went well: a person would look into the history. */
function isSettled(emulator: Emulator, { functionName }: Step): boolean {
  if (isOpen(emulator)) return false;
  if (functionName !== 'importNewData') return true;
  const history = emulator.spreadsheet.snapshot().find(({ title }) => title === 'Run history');
  const column = history?.values[0]?.indexOf('Result') ?? -1;
  return history?.values.at(-1)?.[column] === 'Done';
}

function isBusy(result: unknown): boolean {
  return (result as { status?: string } | null)?.status === 'BUSY';
}

function isFailure(result: unknown): boolean {
  return ['ERROR', 'BUSY'].includes((result as { status?: string } | null)?.status ?? '');
}

/**
 * What a person sees in the data tabs: values, formulas, formats, notes. Random ids are left out of it, and so is the
 * order of the tabs: one that could not be made at first comes later.
 */
export function dataOf(emulator: Emulator): unknown[] {
  const id = importId(emulator) ?? '';
  const tabs = emulator.spreadsheet
    .snapshot()
    .filter(({ title }) => !/^(Run history|_sheetbound.*)$/.test(title));
  tabs.sort((a, b) => (a.title < b.title ? -1 : 1));
  return JSON.parse(JSON.stringify(tabs).split(id).join('<import>')) as unknown[];
}
