import { describe, expect, it } from 'vitest';
import { installCanned } from '../canned';
import { importNode, loadSource } from '../harness';

const NODE = 'observations/group';

async function read(observations: unknown[], from = '2026-03-02', to = '2026-03-06') {
  installCanned([{ body: { terms: {}, seriesDetail: {}, observations } }]);
  return importNode(await loadSource('BankOfCanada'), NODE, from, to);
}

describe('the source BankOfCanada', () => {
  it('makes a row of each day and pair, with rates as numbers', async () => {
    const rows = await read([
      { d: '2026-03-05', FXUSDCAD: { v: '1.3600' }, FXKRWCAD: { v: '0.000928' } },
      { d: '2026-03-06', FXUSDCAD: { v: 1.3561 } },
    ]);
    expect(rows).toEqual([
      { date: '2026-03-05', label: 'USDCAD', rate: 1.36 },
      { date: '2026-03-05', label: 'KRWCAD', rate: 0.000928 },
      { date: '2026-03-06', label: 'USDCAD', rate: 1.3561 },
    ]);
  });

  it('leaves out what was not published, in all the ways in which the Bank says so, and keeps a real 0', async () => {
    const rows = await read([
      {
        d: '2026-03-06',
        FXA: { v: '' },
        FXB: { e: -64 },
        FXC: {},
        FXD: null,
        FXE: { v: null },
        FXF: { v: '0' },
      },
    ]);
    expect(rows).toEqual([{ date: '2026-03-06', label: 'FXF', rate: 0 }]);
  });

  it.each([
    ['a rate that is none', [{ d: '2026-03-06', FXUSDCAD: { v: 'n/a' } }], /field rate holds "n\/a"/],
    [
      'a day that does not exist',
      [{ d: '2026-02-30', FXUSDCAD: { v: '1' } }],
      /field date holds "2026-02-30"/,
    ],
    ['a row without a day', [{ FXUSDCAD: { v: '1' } }], /without a date/],
  ])('refuses %s', async (_, observations, message) => {
    await expect(read(observations)).rejects.toThrow(message);
  });

  it.each([
    ['FX_RATES_DAILY', '2026-03-02'],
    ['FX_RATES_MONTHLY', '2026-02-01'],
    ['FX_RATES_ANNUAL', '2025-01-01'],
  ])('asks %s from %s on, so that an average published late is not missed', async (Group, from) => {
    const asked = installCanned([{ body: { observations: [] } }]);
    importNode(await loadSource('BankOfCanada', { Group }), NODE, '2026-03-02', '2026-03-06');
    expect(asked.map(request => request.url)).toEqual([
      `https://www.bankofcanada.ca/valet/observations/group/${Group}/json?start_date=${from}&end_date=2026-03-06`,
    ]);
  });

  it('asks monthly averages across the turn of a year', async () => {
    const asked = installCanned([{ body: { observations: [] } }]);
    importNode(
      await loadSource('BankOfCanada', { Group: 'FX_RATES_MONTHLY' }),
      NODE,
      '2026-01-31',
      '2026-01-31',
    );
    expect(asked[0]?.url).toContain('start_date=2025-12-01&end_date=2026-01-31');
  });

  it('never gives an average the key of a daily rate', async () => {
    const rows = await read([
      {
        d: '2026-01-01',
        FXUSDCAD: { v: '1' },
        FXMUSDCAD: { v: '2' },
        FXAUSDCAD: { v: '3' },
        FXMXNCAD: { v: '4' },
      },
    ]);
    expect(rows.map(row => row['label'])).toEqual(['USDCAD', 'FXMUSDCAD', 'FXAUSDCAD', 'MXNCAD']);
  });

  it('refuses a group that is not offered before it asks for anything', async () => {
    const asked = installCanned([]);
    const source = await loadSource('BankOfCanada', { Group: 'FX_DAILY' });
    expect(() => source.config.validate()).toThrow(/"FX_DAILY" is not one of FX_RATES_DAILY/);
    expect(asked).toEqual([]);
  });
});
