import { RUN_CONFIG_TYPE, type RunConfigType } from '../Constants';
import type { AbstractSource } from './AbstractSource';
import type { GoneRows } from './AbstractStorage';
import { isCivilDate, toCivilDate, type CivilDate } from './CivilDate';
import { EnvironmentAdapter } from './EnvironmentAdapter';
import type { Fault } from './Exceptions';
import { selectNodes, type SelectedNode } from './Selection';

/** What this run is for. Default: incremental. */
export interface RunRequest {
  type: RunConfigType;
  /** First and last day of a manual backfill, both included. `to` defaults to today. */
  from?: CivilDate;
  to?: CivilDate;
}

/** A validated import: every default decided, nothing asked of the network but the accounts. */
export interface RunSetup {
  type: RunConfigType;
  nodes: SelectedNode[];
  accounts: readonly string[];
  today: (account: string | undefined) => CivilDate;
  startDate: CivilDate | undefined;
  endDate: CivilDate | undefined;
  maxFetchingDays: number;
  lookback: number;
  keepDays: number | undefined;
  createEmptyTables: boolean;
  gone: GoneRows;
}

/** Throws one `ConfigurationException` with every fault, before any request. */
export function setUpRun(source: AbstractSource, request: RunRequest): RunSetup {
  const checked = checkRun(source, request);
  return { ...checked, accounts: source.hasAccounts ? uniqueAccounts(source) : [] };
}

/** As `setUpRun`, but never asks for the accounts: it sends no request. */
export function checkRun(source: AbstractSource, request: RunRequest): Omit<RunSetup, 'accounts'> {
  const { config } = source;
  const values = standardValues(source);
  const isBackfill = request.type === RUN_CONFIG_TYPE.MANUAL_BACKFILL;
  const startDate = isBackfill ? (request.from ?? values.startDate) : values.startDate;
  const endDate = isBackfill ? (request.to ?? values.endDate) : values.endDate;
  const { hasAccounts } = source;
  const { nodes, faults } = selectNodes({
    sourceName: source.name,
    schema: source.fieldsSchema,
    fields: values.fields,
    destinations: values.destinations,
    hasAccounts,
  });
  const today = (account: string | undefined) => todayOf(source, account);
  // Values that are themselves at fault would only add noise to the list.
  const own = config.faults().length ? [] : source.validate();
  config.validate([
    ...faults,
    ...checkNumbers(values),
    ...checkDates({ isBackfill, startDate, endDate, nodes, today }),
    ...own,
  ]);
  return {
    type: request.type,
    nodes,
    today,
    ...values,
    startDate,
    endDate,
  };
}

function standardValues(source: AbstractSource) {
  const { config } = source;
  const text = (value: unknown) => (value === undefined ? undefined : String(value));
  const day = (value: unknown) => (value === undefined ? undefined : toCivilDate(value as Date));
  const keep = config['CleanUpToKeepWindow'].value as number | undefined;
  return {
    startDate: day(config['StartDate'].value),
    endDate: day(config['EndDate'].value),
    maxFetchingDays: Number(config['MaxFetchingDays'].value),
    lookback: Number(config['ReimportLookbackWindow'].value),
    fields: text(config['Fields'].value),
    destinations: text(config['DestinationTableNameOverride'].value),
    createEmptyTables: config['CreateEmptyTables'].value !== false,
    gone: config['GoneRows'].value as GoneRows,
    keepDays: keep,
    retries: Number(config['MaxFetchRetries'].value),
    delay: Number(config['InitialRetryDelay'].value),
  };
}

function checkNumbers(values: ReturnType<typeof standardValues>): Fault[] {
  const whole = (parameter: string, label: string, value: number | undefined, least: number): Fault[] =>
    value === undefined || Number.isNaN(value) || (Number.isInteger(value) && value >= least)
      ? []
      : [{ parameter, message: `${label}: must be a whole number of ${least} or more, not ${value}.` }];
  return [
    ...whole('MaxFetchingDays', 'Max Fetching Days', values.maxFetchingDays, 1),
    ...whole('ReimportLookbackWindow', 'Reimport Lookback Window', values.lookback, 0),
    ...whole('CleanUpToKeepWindow', 'Clean Up To Keep Window', values.keepDays, 1),
    ...whole('MaxFetchRetries', 'Max Fetch Retries', values.retries, 0),
    ...whole('InitialRetryDelay', 'Initial Retry Delay', values.delay, 0),
  ];
}

interface DateCheck {
  isBackfill: boolean;
  startDate: CivilDate | undefined;
  endDate: CivilDate | undefined;
  nodes: readonly SelectedNode[];
  today: (account: string | undefined) => CivilDate;
}

function checkDates({ isBackfill, startDate, endDate, nodes, today }: DateCheck): Fault[] {
  const faults: Fault[] = [];
  for (const [parameter, label, day] of [
    ['StartDate', 'Start Date', startDate],
    ['EndDate', 'End Date', endDate],
  ] as const)
    if (day !== undefined && !isCivilDate(day))
      faults.push({
        parameter,
        message: `${label}: "${day}" is not a date that exists; write it as 2026-01-31.`,
      });
  if (faults.length) return faults;
  if (isBackfill && !startDate)
    faults.push({ parameter: 'StartDate', message: 'Start Date: a manual backfill needs its first day.' });
  if (startDate && endDate && startDate > endDate)
    faults.push({
      parameter: 'StartDate',
      message: `Start Date: ${startDate} lies after End Date ${endDate}.`,
    });
  const furthest = Math.max(0, ...nodes.map(node => node.definition.futureDays ?? 0));
  const now = today(undefined);
  if (furthest === 0 && startDate && startDate > now)
    faults.push({
      parameter: 'StartDate',
      message: `Start Date: ${startDate} lies in the future (today is ${now}), and this source has no data ahead.`,
    });
  if (furthest === 0 && isBackfill && endDate && endDate > now && !(startDate && startDate > now))
    faults.push({
      parameter: 'EndDate',
      message: `End Date: ${endDate} lies in the future (today is ${now}), and this source has no data ahead.`,
    });
  return faults;
}

function todayOf(source: AbstractSource, account: string | undefined): CivilDate {
  const zone =
    (account === undefined ? undefined : source.timeZone(account)) ??
    source.timeZone() ??
    EnvironmentAdapter.timeZone();
  return EnvironmentAdapter.formatDate(new Date(EnvironmentAdapter.now()), zone, 'yyyy-MM-dd');
}

function uniqueAccounts(source: AbstractSource): string[] {
  return [
    ...new Set(
      source
        .getAccounts()
        .map(account => account.trim())
        .filter(account => account !== ''),
    ),
  ];
}
