/** A failure that has not been followed by a success. */
export interface Incident {
  /** Milliseconds since 1970 of the first failure. */
  since: number;
  message: string;
  /** Whoever asked for notices was told of the failure, and that it lasts. */
  toldOf: readonly ('failed' | 'still failing')[];
  /** A run succeeded since; kept until that was told. */
  isOver?: boolean;
}

export type NoticeKind = 'failed' | 'still failing' | 'recovered';

export interface Notice {
  kind: NoticeKind;
  importName: string;
  since: number;
  message: string;
}

const STILL_FAILING_AFTER = 86_400_000;

/**
 * Notices come on a change of state only: the first failure, once more when it lasts a day, and the recovery. One that
 * could not be sent is due again at the next run, because `told` decides and not the failure.
 */
export function dueNotice(incident: Incident, now: number): NoticeKind | undefined {
  if (incident.isOver) return 'recovered';
  if (!incident.toldOf.includes('failed')) return 'failed';
  const isLasting = now - incident.since >= STILL_FAILING_AFTER;
  return isLasting && !incident.toldOf.includes('still failing') ? 'still failing' : undefined;
}

/** The incident after a run that failed with this message, or succeeded; undefined when there is none (any more). */
export function nextIncident(
  incident: Incident | undefined,
  failure: string | undefined,
  now: number,
): Incident | undefined {
  if (failure === undefined) return incident?.toldOf.length ? { ...incident, isOver: true } : undefined;
  // A failure after a recovery that nobody was told of goes on with the old incident.
  return { since: incident?.since ?? now, message: failure, toldOf: incident?.toldOf ?? [] };
}

/** The incident once this notice was sent; undefined when it is over. */
export function told(incident: Incident, kind: NoticeKind): Incident | undefined {
  return kind === 'recovered' ? undefined : { ...incident, toldOf: [...incident.toldOf, kind] };
}

const HEADLINES: Record<NoticeKind, string> = {
  failed: 'failed',
  'still failing': 'has been failing for a day',
  recovered: 'works again',
};

/** One text for the whole file, however many imports changed state. */
export function noticeText(fileName: string, link: string, notices: readonly Notice[]): string {
  const lines = notices.map(({ kind, importName, message }) =>
    kind === 'recovered'
      ? `- ${importName} ${HEADLINES[kind]}.`
      : `- ${importName} ${HEADLINES[kind]}: ${message}`,
  );
  return [`Sheetbound, ${fileName}:`, ...lines, link].filter(line => line !== '').join('\n');
}
