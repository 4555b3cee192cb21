import type { FetchContext } from '../../Core/AbstractSource';
import { isCivilDate, type CivilDate } from '../../Core/CivilDate';
import type { Part } from '../../Core/Parts';
import type { NodeDefinition, SourceRecord } from '../../Core/Schema';
import { cleanRecord } from '../../Core/Values';
import { toDay } from './Bulk';

/** `Type` of the request, by node. */
const TYPES: Readonly<Record<string, string>> = {
  ad_performance_report: 'AdPerformanceReportRequest',
  user_location_performance_report: 'UserLocationPerformanceReportRequest',
};

export interface ReportOrder {
  node: string;
  account: string;
  part: Part;
  /** All fields of the node: what is counted, and what is said, follows from their types. */
  definitions: NodeDefinition['fields'];
  aggregation: string;
  timeZone: string;
}

/** Body of `GenerateReport/Submit`: one report for one account and a whole range of days. */
export function submission({ node, account, part, definitions, aggregation, timeZone }: ReportOrder): object {
  return {
    ReportRequest: {
      Type: TYPES[node],
      ReportName: `Sheetbound ${node} ${account} ${part.from} ${part.to}`,
      Format: 'Csv',
      FormatVersion: '2.0',
      ExcludeColumnHeaders: false,
      ExcludeReportHeader: true,
      ExcludeReportFooter: true,
      ReturnOnlyCompleteData: false,
      Aggregation: aggregation,
      Columns: columnsOf(part.fields, definitions),
      Scope: { AccountIds: [Number(account)] },
      Time: {
        CustomDateRangeStart: dateOf(part.from),
        CustomDateRangeEnd: dateOf(part.to),
        ReportTimeZone: timeZone,
      },
    },
  };
}

/** A report without anything counted is refused, so that impressions are asked for where nothing else is. */
function columnsOf(fields: readonly string[], definitions: NodeDefinition['fields']): string[] {
  const isCounted = (field: string) => ['integer', 'number'].includes(definitions[field]?.type ?? '');
  return fields.some(isCounted) ? [...fields] : [...fields, 'Impressions'];
}

function dateOf(day: CivilDate): { Day: number; Month: number; Year: number } {
  const [year, month, date] = day.split('-').map(Number);
  return { Day: date ?? 0, Month: month ?? 0, Year: year ?? 0 };
}

/** What tells the rows of a report apart: the keys, and every breakdown that is chosen. */
export function keysOf({ definition, fields }: FetchContext): string[] {
  const isBreakdown = (field: string) => definition.fields[field]?.role === 'dimension';
  return [...new Set([...(definition.uniqueKeys ?? []), ...fields.filter(isBreakdown)])];
}

/**
 * Fields that took several values in rows which `keys` do not tell apart: only one of those rows can be kept. Microsoft
 * makes a row for each combination of what was chosen, so this is none of the breakdowns that are known.
 */
export function splittingFields(
  records: readonly Record<string, string>[],
  keys: readonly string[],
  definitions: NodeDefinition['fields'],
): string[] {
  const attributes = Object.keys(records[0] ?? {}).filter(field => definitions[field]?.type === 'string');
  const first = new Map<string, Record<string, string>>();
  const found = new Set<string>();
  for (const record of records) {
    const key = keys.map(field => record[field] ?? '').join('\u0000');
    const other = first.get(key);
    if (!other) first.set(key, record);
    else for (const field of attributes) if (other[field] !== record[field]) found.add(field);
  }
  return [...found];
}

/** One name for each part of a window: halves of fields begin with different ones beside the keys. */
export function reportKey(part: Part, keys: readonly string[]): string {
  const others = part.fields.filter(field => !keys.includes(field));
  return `${part.from} ${part.to} ${others.length} ${others[0] ?? ''}`;
}

/** Numbers without their commas and signs, `--` as nothing, and the day that a week, month or year begins with. */
export function toPerformance(
  record: Record<string, string>,
  definitions: NodeDefinition['fields'],
): SourceRecord {
  const cleaned = cleanRecord(record, definitions);
  const { TimePeriod: period } = cleaned;
  return { ...cleaned, TimePeriod: typeof period === 'string' ? firstDay(period) : period };
}

/** Yearly reports name the year alone; some write days as bulk files do. */
function firstDay(period: string): string {
  const day = /^\d{4}$/.test(period) ? `${period}-01-01` : toDay(period);
  return day !== null && isCivilDate(day) ? day : period;
}
