import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { expect } from 'vitest';
import { Emulator, type EmulatorOptions } from '../../../environments/emulator/google/Emulator';
import type { HostMap } from '../../../environments/node/HostMap';
import { startWorker } from '../../../environments/node/WorkerFile';
import { ANNA, call, CODE, MANIFEST, NOW, rowsOf } from '../../apps-script/harness';

const HOSTS = ['openholidaysapi.org', 'www.bankofcanada.ca'];

/** The API of `HostileApi`, in the place of the real ones. */
export interface Hostile {
  /** Every host behaves in this way, or gives this body; `refused`: nobody listens there. */
  as(behaviour: string): HostMap;
  /** The same for the command line. */
  words(behaviour: string): string[];
  close(): Promise<unknown>;
}

export async function startHostile(bodies: Readonly<Record<string, string>> = {}): Promise<Hostile> {
  const worker: Worker = startWorker('../../test/end-to-end/bad-input/HostileApi', { workerData: bodies });
  const [port] = (await once(worker, 'message')) as [number];
  const as = (behaviour: string): HostMap => {
    const origin = behaviour === 'refused' ? 'http://127.0.0.1:1' : `http://127.0.0.1:${port}/${behaviour}`;
    return Object.fromEntries(HOSTS.map(host => [host, origin]));
  };
  return {
    as,
    words: behaviour => Object.entries(as(behaviour)).map(([host, origin]) => `--host=${host}=${origin}`),
    close: () => worker.terminate(),
  };
}

export interface Holiday {
  /** As it stands in the JSON. */
  id: string;
  name: string;
  date?: string;
}

/** An answer of OpenHolidays. `id` is put in as it is, so that it may be what `JSON.stringify` never writes. */
export function holidays(list: readonly Holiday[]): string {
  const records = list.map(({ id, name, date = '2026-03-01' }) => {
    const rest = JSON.stringify({ startDate: date, endDate: date, name: [{ language: 'EN', text: name }] });
    return `{"id":${id},${rest.slice(1)}`;
  });
  return `[${records.join(',')}]`;
}

/** An answer of the Bank of Canada with these rates, as they stand in the JSON, of one day. */
export function rates(list: Readonly<Record<string, string>>): string {
  const cells = Object.entries(list).map(([pair, value]) => `"FX${pair}":{"v":${value}}`);
  return `{"observations":[{"d":"2026-02-27",${cells.join(',')}}]}`;
}

/** One window, one request. */
export const DAYS = { StartDate: '2026-02-20', EndDate: '2026-03-01' };

export const HOLIDAY_VALUES = {
  ...DAYS,
  CountryIsoCode: 'CH',
  Fields: 'publicHolidays id, publicHolidays date, publicHolidays name',
  MaxFetchRetries: 1,
  InitialRetryDelay: 1,
};

export const TAB = 'open_holidays_public_holidays';

export function asWords(values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(values).map(([name, value]) => `--param=${name}=${String(value)}`);
}

/** A file with one saved import of holidays, reached through `hosts`. */
export function fileWith(hosts: HostMap, options: Partial<EmulatorOptions> = {}): Emulator {
  const file = new Emulator({ code: CODE, manifest: MANIFEST, now: NOW, hosts, ...options });
  call(file, ANNA, 'saveImport', { source: 'OpenHolidays', name: 'Holidays', values: HOLIDAY_VALUES });
  return file;
}

/** The same file, whose API behaves otherwise from now on. */
export function reopened(file: Emulator, hosts: HostMap): Emulator {
  return Emulator.fromJSON(file.toJSON(), { code: CODE, manifest: MANIFEST, hosts });
}

/** What a user gets by "Import now", which is also the last line of the history. */
export function importNow(file: Emulator, user = ANNA): { status: string; message: string } {
  const before = file.spreadsheet.findSheet('Run history')?.grid.lastRow() ?? 1;
  const { status, message } = call<{ status: string; message: string }>(file, user, 'importNewData', {});
  const lines = rowsOf(file, 'Run history');
  expect(lines).toHaveLength(before);
  expect(lines.at(-1)?.['Message']).toBe(message);
  return { status, message };
}
