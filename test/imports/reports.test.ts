import { describe, expect, it } from 'vitest';
import type { NodeReport, RunReport } from '../../src/Core/RunReport';
import { HISTORY_COLUMNS, historyCells, historyEntry } from '../../src/Imports/HistoryRows';
import { mergeReports } from '../../src/Core/MergeReports';

function node(id: string, added: number): NodeReport {
  const zero = { updated: 1, unchanged: 2, removed: 0, gone: 3, warnings: [] };
  return { node: id, destination: id, records: added, added, ...zero, slicesDone: 1, slicesTotal: 2 };
}

function report(from: string, to: string, nodes: NodeReport[], status: RunReport['status']): RunReport {
  const base = {
    runId: from,
    source: 'X',
    type: 'INCREMENTAL' as const,
    warnings: [],
    failures: [],
    requests: 2,
  };
  return { ...base, status, startedAt: Date.parse(from), finishedAt: Date.parse(to), from, to, nodes };
}

const FIRST = report('2026-01-01', '2026-01-31', [node('a', 5)], 'PAUSED');
const SECOND = report('2026-02-01', '2026-02-10', [node('a', 7), node('b', 1)], 'DONE');

describe('mergeReports', () => {
  it('tells several capped runs as the one that was asked for', () => {
    const merged = mergeReports(FIRST, SECOND);
    expect(merged).toMatchObject({
      runId: '2026-01-01',
      status: 'DONE',
      from: '2026-01-01',
      to: '2026-02-10',
      requests: 4,
    });
    expect(merged.nodes.map(({ added, gone, slicesDone }) => [added, gone, slicesDone])).toEqual([
      [12, 6, 2],
      [1, 3, 1],
    ]);
  });
});

describe('failures of a run that went on', () => {
  const failure = (account: string, message: string) => ({ node: 'a', account, message });
  const failed = { ...FIRST, failures: [failure('x', 'at first'), failure('y', 'y')] };

  it('are told once, and kept until they were asked for again', () => {
    const again = { ...FIRST, failures: [failure('x', 'later')] };
    expect(mergeReports(failed, again).failures.map(({ message }) => message)).toEqual(['y', 'later']);
  });

  it('are forgotten when all is done', () => {
    expect(mergeReports(failed, SECOND).failures).toEqual([]);
  });
});

describe('a line of history', () => {
  const context = {
    importId: 'i',
    importName: '=HYPERLINK("x")',
    trigger: 'schedule' as const,
    runBy: '+Anna',
    link: '',
  };

  it('has a plain value for every column, and no text that could become a formula', () => {
    const entry = historyEntry(SECOND, '@message', context);
    const cells = historyCells(entry, { started: 46_000.5, finished: 46_000.6 });
    expect(Object.keys(cells)).toEqual([...HISTORY_COLUMNS]);
    expect(cells).toMatchObject({
      Import: '\'=HYPERLINK("x")',
      'Run by': "'+Anna",
      Message: "'@message",
      Added: 8,
      Slices: "'2/4",
      'Window from': 46_054,
      Result: "'Done",
      'Detail link': '',
    });
  });

  it('stays readable and within a cell when a message is very long', () => {
    const { message } = historyEntry(
      SECOND,
      `Failed: ${'x'.repeat(60_000)} build 1f3a9c0b2d4e, Code:1:2`,
      context,
    );
    expect(message).toHaveLength(2_000);
    expect(message).toMatch(/^Failed: x+ \.\.\. x+ build 1f3a9c0b2d4e, Code:1:2$/);
  });
});
