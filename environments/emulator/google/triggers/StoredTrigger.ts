/** When a clock trigger fires. Hours and days are in `timeZone`. */
export type TriggerSchedule =
  | { kind: 'once'; at: number }
  | { kind: 'minutes'; every: number }
  | { kind: 'hours'; every: number }
  | { kind: 'days'; every: number; hour?: number; nearMinute?: number }
  | { kind: 'weeks'; every: number; weekDay?: number; hour?: number; nearMinute?: number }
  | { kind: 'month'; day: number; hour?: number; nearMinute?: number };

/** A trigger as it is kept; belongs to the user who created it. */
export interface StoredTrigger {
  /** A decimal number, as text. */
  id: string;
  handler: string;
  source: 'CLOCK' | 'SPREADSHEETS';
  event: 'CLOCK' | 'ON_OPEN';
  timeZone: string;
  /** Undefined for triggers of the spreadsheet. */
  schedule?: TriggerSchedule;
  createdAt: number;
  /** Virtual milliseconds; undefined once a one-shot has fired, and for triggers of the spreadsheet. */
  nextAt?: number;
  firedCount: number;
  /** A trigger that the user or Google switched off stays in the list and does not fire. */
  disabled?: boolean;
}
