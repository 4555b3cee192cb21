import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dueNotice,
  nextIncident,
  noticeText,
  told,
  type Incident,
  type NoticeKind,
} from '../../src/Imports/NoticePolicy';

const HOUR = 3_600_000;

/** Runs once an hour; true is a success. Every notice that is due is sent. */
function notices(
  outcomes: readonly boolean[],
  isDelivered: (hour: number) => boolean = () => true,
): [number, NoticeKind][] {
  let incident: Incident | undefined;
  const sent: [number, NoticeKind][] = [];
  outcomes.forEach((isGood, hour) => {
    const now = hour * HOUR;
    incident = nextIncident(incident, isGood ? undefined : 'refused', now);
    const kind = incident ? dueNotice(incident, now) : undefined;
    if (!kind || !incident || !isDelivered(hour)) return;
    sent.push([hour, kind]);
    incident = told(incident, kind);
  });
  return sent;
}

const bad = (count: number) => Array.from({ length: count }, () => false);

describe('notices', () => {
  it('come at the first failure, after a day of it, and at the recovery: three for one incident', () => {
    expect(notices([true, ...bad(72), true, true])).toEqual([
      [1, 'failed'],
      [25, 'still failing'],
      [73, 'recovered'],
    ]);
  });

  it('come again when the channel was down, and not at all when it works again before anybody was told', () => {
    expect(notices([...bad(3), true], hour => hour >= 2)).toEqual([
      [2, 'failed'],
      [3, 'recovered'],
    ]);
    expect(notices([...bad(3), true, true], hour => hour >= 3)).toEqual([]);
  });

  it('never come twice for the same state', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 100 }), outcomes => {
        const kinds = notices(outcomes).map(([, kind]) => kind);
        kinds.forEach((kind, index) => {
          const before = kinds[index - 1];
          const allowed: Record<string, NoticeKind[]> = {
            none: ['failed'],
            recovered: ['failed'],
            failed: ['still failing', 'recovered'],
            'still failing': ['recovered'],
          };
          expect(allowed[before ?? 'none']).toContain(kind);
        });
      }),
    );
  });

  it('are one text for the whole file', () => {
    const text = noticeText('Budget', 'https://docs.example/1', [
      { kind: 'failed', importName: 'Stars', since: 0, message: '[GitHub] 401' },
      { kind: 'recovered', importName: 'Rates', since: 0, message: 'old' },
    ]);
    expect(text).toBe(
      'Sheetbound, Budget:\n- Stars failed: [GitHub] 401\n- Rates works again.\nhttps://docs.example/1',
    );
  });
});
