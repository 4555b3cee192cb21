import { CONFIG_ATTRIBUTES, RUN_CONFIG_TYPE, type RunConfigType } from '../Constants';
import type { AbstractSource } from './AbstractSource';
import type { GoneRows } from './AbstractStorage';
import { isOverEverywhere, toCivilDate, type CivilDate } from './CivilDate';
import { EnvironmentAdapter } from './EnvironmentAdapter';
import { ConfigurationException, type Fault } from './Exceptions';
import type { ParameterDeclarations } from './Parameters';
import type { ResolvedParameter } from './ParameterValues';
import { checkDates, checkNumbers } from './RunChecks';
import { selectNodes, type SelectedNode } from './Selection';
import { isUndeclared } from './SliceTask';
import { STANDARD_PARAMETERS, standardValue, type StandardParameters } from './StandardParameters';

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
  /** Today in the zone of the account, where that decides which days are fetched; else in that of the source or file. */
  today: (account: string | undefined) => CivilDate;
  startDate: CivilDate | undefined;
  endDate: CivilDate | undefined;
  maxFetchingDays: number;
  lookback: number;
  keepDays: number | undefined;
  createEmptyTables: boolean;
  gone: GoneRows;
  /** The source's own values, without secrets, as JSON: rows of other settings are other rows. */
  settings: string;
}

/** Throws one `ConfigurationException` with every fault, before any request. */
export function setUpRun(source: AbstractSource, request: RunRequest): RunSetup {
  const checked = checkRun(source, request);
  return { ...checked, accounts: accountsOf(source, checked.nodes) };
}

/** What can be known of a run without asking for the accounts. */
export type CheckedRun = Omit<RunSetup, 'accounts'>;

/** As `setUpRun`, but never asks for the accounts: it sends no request. */
export function checkRun(source: AbstractSource, request: RunRequest): CheckedRun {
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
  const areZonesNeeded = needsZones(nodes, endDate);
  const today = (account: string | undefined) => todayOf(source, areZonesNeeded ? account : undefined);
  // Values that are themselves at fault would only add noise to the list.
  const own = config.faults().length ? [] : source.validate();
  config.validate([
    ...faults,
    ...checkNumbers(values),
    ...checkDates({ isBackfill, startDate, endDate, nodes, today }),
    ...(isBackfill ? [] : checkOverrides(config)),
    ...own,
  ]);
  return {
    type: request.type,
    nodes,
    today,
    ...values,
    startDate,
    endDate,
    settings: settingsOf(config),
  };
}

/** The accounts to ask for; none where no node runs per account. May send requests. */
export function accountsOf(source: AbstractSource, nodes: readonly SelectedNode[]): string[] {
  if (!source.hasAccounts || !nodes.some(node => node.perAccount)) return [];
  const accounts = uniqueAccounts(source);
  // Without one nothing would be fetched, and that would look like success.
  if (!accounts.length)
    throw new ConfigurationException(source.name, [{ message: 'There is no account to import from.' }]);
  return accounts;
}

function checkOverrides(config: AbstractSource['config']): Fault[] {
  return config.overridden().map(parameter => ({
    parameter,
    message: `${config.declarations()[parameter]?.label ?? parameter}: a value for one backfill was given, but this run is none.`,
  }));
}

function settingsOf(config: AbstractSource['config']): string {
  const own = Object.entries(config.declarations()).filter(([name]) => !(name in STANDARD_PARAMETERS));
  return JSON.stringify(plainValues(Object.fromEntries(own), config));
}

function plainValues(
  declarations: ParameterDeclarations,
  parameters: Readonly<Record<string, ResolvedParameter>>,
): unknown[] {
  return Object.entries(declarations)
    .filter(([, declaration]) => !declaration.attributes?.includes(CONFIG_ATTRIBUTES.SECRET))
    .map(([name, { oneOf = [] }]) => {
      const parameter = parameters[name];
      const chosen = oneOf.find(option => option.value === parameter?.value);
      return [name, parameter?.value, plainValues(chosen?.items ?? {}, parameter?.items ?? {})];
    });
}

function standardValues(source: AbstractSource) {
  const { config } = source;
  const text = (value: unknown) => (value === undefined ? undefined : String(value));
  // A source may declare its dates as text: `checkDates` looks at them.
  const day = (value: unknown) =>
    value === undefined ? undefined : isDate(value) ? toCivilDate(value) : String(value);
  const number = (name: keyof StandardParameters) => Number(standardValue(config, name));
  const keep = standardValue(config, 'CleanUpToKeepWindow');
  return {
    startDate: day(config['StartDate'].value),
    endDate: day(config['EndDate'].value),
    maxFetchingDays: number('MaxFetchingDays'),
    lookback: number('ReimportLookbackWindow'),
    fields: text(config['Fields'].value),
    destinations: text(config['DestinationTableNameOverride'].value),
    createEmptyTables: !/^false$/i.test(String(standardValue(config, 'CreateEmptyTables'))),
    gone: standardValue(config, 'GoneRows') as GoneRows,
    keepDays: keep === undefined ? undefined : Number(keep),
    retries: number('MaxFetchRetries'),
    delay: number('InitialRetryDelay'),
  };
}

function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]';
}

/**
 * Zones tell which day is an account's last one. An API is asked for them by a request that everything else waits for,
 * so it is left alone where they change nothing: no zone has a say in days that lie behind in all of them, nor in
 * catalogues, which have no days. What a node without fields holds is not known before it is fetched.
 */
function needsZones(nodes: readonly SelectedNode[], endDate: CivilDate | undefined): boolean {
  const isOver = endDate !== undefined && isOverEverywhere(endDate, new Date(EnvironmentAdapter.now()));
  return !isOver && nodes.some(node => node.isTimeSeries || isUndeclared(node));
}

function todayOf(source: AbstractSource, account: string | undefined): CivilDate {
  const now = new Date(EnvironmentAdapter.now());
  const dayIn = (zone: string): CivilDate => EnvironmentAdapter.formatDate(now, zone, 'yyyy-MM-dd');
  const zone = (account === undefined ? undefined : source.timeZone(account)) ?? source.timeZone();
  try {
    return dayIn(zone ?? EnvironmentAdapter.timeZone());
  } catch (error) {
    if (zone === undefined) throw error;
    source.warn(
      `The time zone "${zone}"${account === undefined ? '' : ` of ${account}`} is not known here: its days are cut in that of the file, ${EnvironmentAdapter.timeZone()}.`,
    );
    return dayIn(EnvironmentAdapter.timeZone());
  }
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
