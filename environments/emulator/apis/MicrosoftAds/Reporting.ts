import { addDays, countDays, isCivilDate } from '../../../../src/Core/CivilDate';
import { ianaZone } from '../../../../src/Sources/MicrosoftAds/TimeZones';
import type { SimulatedReply } from '../Simulator';
import { fault } from './Answers';
import { COLUMNS } from './Columns';
import { toCsv } from './Csv';
import { adFacts, COUNTED, placeFacts, type Counts, type Fact } from './Facts';
import { isMetric, metricOf } from './Metrics';
import type { WorldSettings } from './World';

/** A report as it was ordered, once it was found to be in order. */
export interface ReportOrder {
  type: string;
  account: string;
  columns: readonly string[];
  from: string;
  to: string;
  aggregation: string;
  formatVersion: string;
  name: string;
  excludes: { header: boolean; footer: boolean; columns: boolean };
}

/** A custom range of days goes with these only. */
const WITH_RANGE = ['Summary', 'Hourly', 'Daily', 'Weekly', 'WeeklyStartingMonday', 'Monthly', 'Yearly'];
const AGGREGATIONS = [...WITH_RANGE, 'HourOfDay', 'DayOfWeek'];
/** Months that daily figures are kept for. */
const RETENTION = 36;
const LONGEST_NAME = 200;

type Json = Readonly<Record<string, unknown>>;

/** The order, or the fault that the API answers with. */
export function readOrder(body: Json, now: string): ReportOrder | SimulatedReply {
  const request = recordOf(body['ReportRequest']);
  if (!request) return fault(100);
  const columns = listOf(request['Columns']);
  const type = String(request['Type']);
  const refused = columnFault(type, columns, String(request['Aggregation'])) ?? timeFault(request, now);
  if (refused) return refused;
  const accounts = listOf(recordOf(request['Scope'])?.['AccountIds']);
  if (!accounts.length || !accounts.every(id => /^\d+$/.test(id))) return fault(2026);
  const { CustomDateRangeStart: start, CustomDateRangeEnd: end } = recordOf(request['Time']) ?? {};
  return {
    type,
    account: accounts[0] ?? '',
    columns,
    from: dayOf(start) ?? '',
    to: dayOf(end) ?? '',
    // Without its column the aggregation is ignored.
    aggregation: columns.includes('TimePeriod') ? String(request['Aggregation']) : 'Summary',
    formatVersion: String(request['FormatVersion'] ?? '1.0'),
    name: String(request['ReportName'] ?? type),
    excludes: {
      header: request['ExcludeReportHeader'] === true,
      footer: request['ExcludeReportFooter'] === true,
      columns: request['ExcludeColumnHeaders'] === true,
    },
  };
}

function columnFault(
  type: string,
  columns: readonly string[],
  aggregation: string,
): SimulatedReply | undefined {
  const known = COLUMNS[type];
  if (!known) return fault(201, `Type: ${type}`);
  if (!columns.length) return fault(2014);
  const unknown = columns.filter(column => !known.has(column));
  if (unknown.length) return fault(201, `Columns: ${unknown.join(',')}`);
  const doubled = columns.filter((column, index) => columns.indexOf(column) !== index);
  if (doubled.length) return fault(2016, doubled.join(','));
  if (!columns.some(isMetric)) return fault(2017);
  return aggregation === 'Summary' && columns.includes('TimePeriod') ? fault(2034) : undefined;
}

function timeFault(request: Json, now: string): SimulatedReply | undefined {
  const time = recordOf(request['Time']);
  const aggregation = String(request['Aggregation'] ?? 'Summary');
  const zone = ianaZone(String(time?.['ReportTimeZone'] ?? 'PacificTimeUSCanadaTijuana'));
  const name = String(request['ReportName'] ?? '');
  if (!time || !AGGREGATIONS.includes(aggregation)) return fault(201, `Aggregation: ${aggregation}`);
  if (!zone) return fault(201, `ReportTimeZone: ${String(time['ReportTimeZone'])}`);
  if (name.length > LONGEST_NAME) return fault(201, 'ReportName');
  if (!WITH_RANGE.includes(aggregation)) return fault(2059, aggregation);
  const from = dayOf(time['CustomDateRangeStart']);
  const to = dayOf(time['CustomDateRangeEnd']);
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.parse(now));
  if (!from || !to || time['PredefinedTime'] !== undefined) return fault(2040);
  if (to < from) return fault(2011);
  if (from > today) return fault(2041);
  if (to > today || countDays(from, today) > RETENTION * 31) return fault(2040);
  return request['ReturnOnlyCompleteData'] === true && to === today ? fault(2040) : undefined;
}

/** The file of a report; undefined where there is not one row. */
export function reportFile(order: ReportOrder, settings: WorldSettings): string | undefined {
  const rows = rowsOf(order, settings);
  if (!rows.length) return undefined;
  const table = toCsv(order.excludes.columns ? rows : [order.columns, ...rows]);
  const title = order.excludes.header ? '' : titleOf(order, rows.length);
  const footer = order.excludes.footer ? '' : '\r\n"@2026 Microsoft Corporation. All rights reserved. "\r\n';
  return `\uFEFF${title}${table.slice(1)}${footer}`;
}

function titleOf({ name, from, to, aggregation }: ReportOrder, rows: number): string {
  const lines = [
    `Report Name: ${name}`,
    `Report Time: ${from}, ${to}`,
    'Time Zone: (GMT) Greenwich Mean Time : Dublin, Edinburgh, Lisbon, London',
    `Report Aggregation: ${aggregation}`,
    'Report Filter: ',
    'Potential Incomplete Data: true',
    `Rows: ${rows}`,
  ];
  return `${lines.map(line => `"${line}"`).join('\r\n')}\r\n\r\n`;
}

/** Facts brought together by whatever attributes were asked for. */
function rowsOf(order: ReportOrder, settings: WorldSettings): string[][] {
  const groups = new Map<string, { fact: Fact; period: string; counts: Record<string, number> }>();
  for (const day of wholePeriods(order)) {
    const period = periodOf(day, order.aggregation);
    for (const fact of factsOf(order, day, settings)) {
      const cells = order.columns.map(column => (column === 'TimePeriod' ? period : fact.attributes[column]));
      const key = JSON.stringify(cells);
      const group = groups.get(key) ?? { fact, period, counts: {} };
      for (const name of COUNTED) group.counts[name] = (group.counts[name] ?? 0) + fact.counts[name];
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ fact, period, counts }) =>
    order.columns.map(column => {
      if (column === 'TimePeriod') return period;
      return isMetric(column)
        ? metricOf(column, counts as Counts, order.formatVersion)
        : (fact.attributes[column] ?? '');
    }),
  );
}

/** Performance Max goes missing where ad groups are asked for, and neither asset groups nor the type of campaigns. */
function factsOf({ type, account, columns }: ReportOrder, day: string, settings: WorldSettings): Fact[] {
  if (type === 'AdPerformanceReportRequest') return adFacts(account, day, settings);
  const has = (...names: string[]) => names.some(name => columns.includes(name));
  const isHidden = has('AdGroupId', 'AdGroupName') && !has('AssetGroupId', 'AssetGroupName', 'CampaignType');
  const facts = placeFacts(account, day, settings);
  return isHidden ? facts.filter(({ attributes }) => attributes['AssetGroupId'] === '') : facts;
}

/** The days of the range; of whole weeks, months or years where those are asked for. */
function wholePeriods({ from, to, aggregation }: ReportOrder): string[] {
  const first = aggregation === 'Daily' ? from : periodStart(from, aggregation);
  let last = to;
  while (
    aggregation !== 'Daily' &&
    periodStart(addDays(last, 1), aggregation) === periodStart(to, aggregation)
  )
    last = addDays(last, 1);
  return Array.from({ length: countDays(first, last) }, (_, index) => addDays(first, index));
}

function periodStart(day: string, aggregation: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (aggregation === 'Weekly') return addDays(day, -weekday);
  if (aggregation === 'WeeklyStartingMonday') return addDays(day, -((weekday + 6) % 7));
  if (aggregation === 'Monthly') return `${day.slice(0, 7)}-01`;
  return aggregation === 'Yearly' ? `${day.slice(0, 4)}-01-01` : day;
}

function periodOf(day: string, aggregation: string): string {
  const start = periodStart(day, aggregation);
  return aggregation === 'Yearly' ? start.slice(0, 4) : start;
}

function recordOf(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function dayOf(value: unknown): string | undefined {
  const { Year: year, Month: month, Day: date } = recordOf(value) ?? {};
  if (![year, month, date].every(Number.isInteger)) return undefined;
  const day = `${String(year)}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return isCivilDate(day) ? day : undefined;
}
