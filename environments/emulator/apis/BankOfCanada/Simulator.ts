import { addDays, isCivilDate } from '../../../../src/Core/CivilDate';
import { fraction } from '../Random';
import {
  DEFAULT_SETTINGS,
  Simulator,
  type SimulatedReply,
  type SimulatedRequest,
  type SimulatorSettings,
} from '../Simulator';
import { GROUPS, rateOf, seriesOf, type Group, type Series } from './Series';

export interface BankOfCanadaSettings extends SimulatorSettings {
  /** Series a group: 26 are real, more are invented. */
  series: number;
  /** Share of cells without a value: half `{"v":""}`, half `{"e":-64}`, as the Bank has served both. Default 0. */
  gaps: number;
}

const DOCS = 'https://www.bankofcanada.ca/valet/docs';
const RECENT = ['recent', 'recent_weeks', 'recent_months', 'recent_years'] as const;
/** Days of the fixed holidays on which nothing is published. */
const CLOSED = ['01-01', '07-01', '09-30', '11-11', '12-25', '12-26'];

class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The Valet web service of the Bank of Canada: observations of groups and series, JSON only. */
export class BankOfCanadaSimulator extends Simulator<BankOfCanadaSettings> {
  readonly hosts = ['www.bankofcanada.ca'];

  constructor() {
    super({ ...DEFAULT_SETTINGS, series: 26, gaps: 0 });
  }

  answer(request: SimulatedRequest): SimulatedReply {
    try {
      return { status: 200, body: this.route(request) };
    } catch (error) {
      if (error instanceof Refusal) return explain(error.status, error.message);
      throw error;
    }
  }

  refuse(status: number): SimulatedReply {
    const messages: Record<number, string> = { 404: 'Page not found.', 429: 'Too many requests.' };
    return explain(status, messages[status] ?? 'The request could not be served.');
  }

  private route(request: SimulatedRequest): unknown {
    const [root, route, ...rest] = decodeURIComponent(request.path).slice(1).split('/');
    if (root !== 'valet' || route !== 'observations' || !rest[0]) throw new Refusal(404, 'Page not found.');
    const inGroup = rest[0] === 'group';
    const [name = '', format = 'json', ...more] = inGroup ? rest.slice(1) : rest;
    if (more.length) throw new Refusal(404, 'Page not found.');
    checkFormat(format);
    const range = this.range(request.query);
    return inGroup ? this.group(name, range) : this.seriesByName(name, range);
  }

  private group(name: string, range: Range): unknown {
    const group = GROUPS.find(one => one.name === name);
    if (!group) throw new Refusal(404, `Group ${name} not found.`);
    const groupDetail = { label: group.label, description: group.description, link: null };
    return { groupDetail, ...this.observations(group, seriesOf(group, this.settings.series), range) };
  }

  private seriesByName(names: string, range: Range): unknown {
    const [group] = GROUPS;
    const known = GROUPS.flatMap(one => seriesOf(one, this.settings.series));
    const found = names.split(',').map(name => {
      const series = known.find(one => one.code === name);
      if (!series) throw new Refusal(404, `Series ${name} not found.`);
      return series;
    });
    return group ? this.observations(group, found, range) : undefined;
  }

  private observations(group: Group, series: Series[], range: Range): object {
    const days = this.published(group, range);
    const observations = days
      .map(day => ({ d: day, ...this.cells(series, day) }))
      .filter(row => Object.keys(row).length > 1);
    return {
      terms: { url: 'https://www.bankofcanada.ca/terms/' },
      seriesDetail: Object.fromEntries(series.map(one => [one.code, detailOf(one)])),
      observations: range.descending ? observations.reverse() : observations,
    };
  }

  private cells(series: Series[], day: string): Record<string, unknown> {
    const { seed, gaps } = this.settings;
    const alive = series.filter(one => one.since.slice(0, 4) <= day.slice(0, 4) && (one.until ?? day) >= day);
    const cell = (one: Series) => {
      const luck = fraction(seed, 'gap', one.code, day);
      if (luck < gaps / 2) return { v: '' };
      return luck < gaps ? { e: -64 } : { v: rateOf(one, day, seed) };
    };
    return Object.fromEntries(alive.map(one => [one.code, cell(one)]));
  }

  private published(group: Group, range: Range): string[] {
    const today = lastPublishedDay(this.settings.now);
    const last = range.to < today ? range.to : today;
    const days: string[] = [];
    for (let day = range.from; day <= last; day = addDays(day, 1))
      if (isPublished(group, day, today)) days.push(day);
    return range.recent === undefined ? days : days.slice(-range.recent);
  }

  private range(query: URLSearchParams): Range {
    const recent = RECENT.filter(name => query.has(name));
    const bounded = query.has('start_date') || query.has('end_date');
    if (recent.length > 1 || (recent.length && bounded))
      throw new Refusal(
        400,
        'Bad recent observations request parameters, you can not mix start_date or end_date with any of recent, recent_weeks, recent_months, recent_years',
      );
    const from = readDate(query, 'start_date', 'Start date') ?? '2017-01-01';
    const to = readDate(query, 'end_date', 'End date') ?? '9999-12-31';
    if (to < from) throw new Refusal(400, 'The End date must be greater than the Start date.');
    const descending = readOrder(query);
    const [name] = recent;
    return name ? { ...this.recentRange(name, query.get(name) ?? ''), descending } : { from, to, descending };
  }

  private recentRange(
    name: (typeof RECENT)[number],
    text: string,
  ): { from: string; to: string; recent?: number } {
    if (!/^-?\d+$/.test(text))
      throw new Refusal(400, 'Bad recent observations request parameters, must be numeric');
    const count = Number(text);
    if (count < 1)
      throw new Refusal(
        400,
        'Bad recent observations request parameters, you cannot have a recent value less than one',
      );
    const today = this.settings.now.slice(0, 10);
    if (name === 'recent') return { from: '2017-01-01', to: today, recent: count };
    const days = { recent_weeks: 7, recent_months: 31, recent_years: 366 }[name] * count;
    return { from: addDays(today, -days), to: today };
  }
}

interface Range {
  from: string;
  to: string;
  recent?: number;
  descending: boolean;
}

function explain(status: number, message: string): SimulatedReply {
  return { status, body: { message, docs: DOCS } };
}

function detailOf(series: Series): object {
  return { label: series.label, description: series.description, dimension: { key: 'd', name: 'Date' } };
}

function checkFormat(format: string): void {
  if (format === 'csv' || format === 'xml')
    throw new Refusal(501, `The simulator does not answer in ${format}.`);
  if (format !== 'json') throw new Refusal(400, `Bad output format (${format}) requested.`);
}

function readDate(query: URLSearchParams, name: string, label: string): string | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!isCivilDate(text))
    throw new Refusal(
      400,
      `${label} contains a value that is not allowed. Expected format is YYYY-MM-DD, e.g. 2001-01-27`,
    );
  return text;
}

function readOrder(query: URLSearchParams): boolean {
  const order = query.get('order_dir') ?? 'asc';
  if (order !== 'asc' && order !== 'desc')
    throw new Refusal(400, 'Bad order direction parameter, must be asc or desc');
  return order === 'desc';
}

/** The day of `now` in Toronto, or the one before while it is not yet 16:30 there. */
function lastPublishedDay(now: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'America/Toronto',
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  }).format(new Date(now));
  const [day = '', time = ''] = parts.split(', ');
  return time >= '16:30' ? day : addDays(day, -1);
}

function isPublished(group: Group, day: string, today: string): boolean {
  if (group.frequency === 'monthly') return day.endsWith('-01') && day.slice(0, 7) < today.slice(0, 7);
  if (group.frequency === 'annual') return day.endsWith('-01-01') && day.slice(0, 4) < today.slice(0, 4);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday > 0 && weekday < 6 && !CLOSED.includes(day.slice(5));
}
