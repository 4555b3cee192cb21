import type { ChecklistCase, Trait } from '../runtimes/Checklist';

export const traits: readonly Trait[] = ['days', 'textValues', 'errorsIn200'];

const node = 'observations/group';
/** A Friday and the Monday after it, as the Bank has written gaps over the years. */
const GAPS = {
  observations: [
    { d: '2026-02-06', FXUSDCAD: { v: '1.3561' }, FXEURCAD: { v: '' }, FXJPYCAD: { e: -64 } },
    { d: '2026-02-09', FXUSDCAD: null, FXEURCAD: { v: '0.009132' } },
  ],
};

export const checklist: readonly ChecklistCase[] = [
  {
    title: 'asks once for all days, and changes nothing the next time',
    proves: ['happy path', 'exact days'],
    node,
    expect: {
      rows: 115,
      asked: [
        'GET www.bankofcanada.ca/valet/observations/group/FX_RATES_DAILY/json?start_date=2026-02-23&end_date=2026-02-27',
      ],
    },
    then: [{ expect: { rows: 115, asked: ['start_date=2026-02-25&end_date=2026-02-27'] } }],
  },
  {
    title: 'takes a weekend for days without rates',
    proves: 'empty',
    node,
    days: ['2026-02-28', '2026-03-01'],
    expect: { rows: 0, requests: 1 },
  },
  {
    title: 'leaves out days without a rate, however the Bank writes them, and keeps every digit',
    proves: ['null and missing fields', 'values as text'],
    node,
    days: ['2026-02-06', '2026-02-09'],
    faults: [{ body: { text: JSON.stringify(GAPS) } }],
    expect: {
      rows: 2,
      cells: [
        { date: '2026-02-06', label: 'USDCAD', rate: 1.3561 },
        { date: '2026-02-09', label: 'EURCAD', rate: 0.009132 },
      ],
    },
  },
  {
    title: 'asks again after an error of the server',
    proves: '500 then 200',
    node,
    faults: [{ status: 500 }],
    expect: { rows: 115, requests: 2 },
  },
  {
    title: 'waits as long as it is told to',
    proves: '429 with Retry-After',
    node,
    faults: [{ status: 429, retryAfter: 12 }],
    expect: { rows: 115, requests: 2, waited: 12_000 },
  },
  {
    title: 'asks again a few seconds after too many requests',
    proves: '429 without a time',
    node,
    faults: [{ status: 429, times: 3 }],
    expect: { rows: 115, requests: 4 },
  },
  {
    title: 'takes a page of a proxy for no answer',
    proves: 'HTML body',
    node,
    faults: [{ body: 'html' }],
    expect: { status: 'ERROR', rows: 0, texts: [/^\[BankOfCanada\] /m] },
  },
  {
    title: 'does not take an error with status 200 for a time without rates',
    proves: 'error with status 200',
    node,
    faults: [{ body: { text: '{"message":"Something went wrong"}' } }],
    expect: { status: 'ERROR', rows: 0, texts: ['has no list of observations'] },
  },
];
