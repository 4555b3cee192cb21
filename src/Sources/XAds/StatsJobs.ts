import type { AbstractSource } from '../../Core/AbstractSource';
import { EnvironmentAdapter, type FetchResponse } from '../../Core/EnvironmentAdapter';
import { DataException, isHttpRequestException } from '../../Core/Exceptions';
import type { Pages, Steps } from '../../Core/FetchProtocol';
import { isRecord, parseJsonText } from '../../Core/Json';
import type { ReportJob, ReportStatus } from '../../Core/Reports';
import { batchesOf, type Days, type Served } from './ActiveEntities';
import { dataOf, notUnderstood } from './Answers';
import { codeOf } from './Errors';
import { packIds, unpackIds } from './JobIds';
import { statsRows, warningOfMissing } from './StatsRows';

/** The part of the source that jobs need. */
type JobSource = Pick<
  AbstractSource,
  'name' | 'request' | 'submitOnce' | 'forgetReport' | 'report' | 'parseJson' | 'wait' | 'warn'
>;

export interface JobOrder {
  /** Address of the jobs of the account. */
  url: string;
  days: Days;
  /** Parameters that all jobs have; placement and ads are added. */
  parameters: Readonly<Record<string, string>>;
  /** Ads in one job. */
  batch: number;
}

/** Jobs that are submitted and looked at together. X allows 100 of an account at work, those of others among them. */
const ROUND = 25;
/** More rounds in a row that bring nothing new are no rest of an earlier run. */
const MOST_IDLE = 5;
/** Milliseconds, and how often, until the first job of a round is taken: an hour in all. */
const WAIT = 60_000;
const MOST_WAITS = 20;
const DELAYS = [3_000, 5_000, 10_000, 15_000, 30_000];

interface Job {
  id_str: string;
  status: string;
  url: string | null;
  expires_at: string | null;
  placement: string;
  entity_ids: string[];
}

/**
 * Statistics that X prepares in the background. What was submitted is told by X itself (each job names its ads), so a
 * run that goes on later reads the jobs of the earlier one and submits only what is missing.
 */
export function* jobPages(source: JobSource, order: JobOrder, served: Served): Pages {
  const isSegmented = 'segmentation_type' in order.parameters;
  let idle = 0;
  for (let round = 1; countOf(served); round++) {
    // Halves of a window share its state, and begin on different days.
    const key = `${order.days.from.slice(5)} ${round}`;
    const jobs = yield* source.report(key, roundOf(source, key, order, served));
    const missing = countOf(served);
    for (const job of jobs) {
      const ads = takeOut(served, job);
      if (!ads.size) continue;
      const body = yield* download(source, key, job);
      // By country an ad may have no entry at all.
      const warning = isSegmented ? undefined : warningOfMissing(source.name, body, ads, order.days);
      if (warning) source.warn(warning);
      const rows = statsRows(source.name, body, job.placement, order.days, isSegmented);
      yield rows.filter(({ id }) => ads.has(String(id)));
    }
    idle = countOf(served) < missing ? 0 : idle + 1;
    if (idle) source.forgetReport(key);
    if (idle > MOST_IDLE) throw notUnderstood(source.name, 'is about other ads than those asked for');
  }
}

function countOf(served: Served): number {
  return [...served.values()].reduce((sum, ids) => sum + ids.size, 0);
}

function roundOf(source: JobSource, key: string, order: JobOrder, served: Served): ReportJob<Job[]> {
  return {
    delays: DELAYS,
    *submit() {
      const batches = batchesOf(served, order.batch).slice(0, ROUND);
      const ids: string[] = [];
      for (const [index, { placement, ids: ads }] of batches.entries()) {
        const payload = { ...order.parameters, placement, entity_ids: ads.join(',') };
        try {
          const first = index === 0 ? MOST_WAITS : 0;
          const job = () => submit(source, order.url, payload, first);
          ids.push(yield* source.submitOnce(`${key}.${index}`, job));
        } catch (error) {
          if (!ids.length || !areTooMany(error)) throw error;
          break;
        }
      }
      for (const index of batches.keys()) source.forgetReport(`${key}.${index}`);
      return packIds(ids);
    },
    *poll(packed) {
      const ids = unpackIds(packed);
      const url = `${order.url}?job_ids=${ids.join('%2C')}`;
      const found = jobsOf(source, source.parseJson(yield* source.request(url)));
      return statusOf(ids, new Map(found.map(job => [job.id_str, job])));
    },
  };
}

/** As many jobs of the account are at work as X allows: those that were taken are read first. */
function areTooMany(error: unknown): boolean {
  return isHttpRequestException(error) && codeOf(error.payload) === 'TOO_MANY_JOBS';
}

/** Waits so often while others are at work, which may be longer than a request is repeated for. */
function* submit(
  source: JobSource,
  url: string,
  payload: Record<string, string>,
  waits: number,
): Steps<string> {
  for (; ; waits--)
    try {
      return yield* submitAtOnce(source, url, payload);
    } catch (error) {
      if (waits <= 0 || !areTooMany(error)) throw error;
      yield* source.wait(WAIT);
    }
}

function* submitAtOnce(source: JobSource, url: string, payload: Record<string, string>): Steps<string> {
  const data = dataOf(source.parseJson(yield* source.request(url, { method: 'post', payload })));
  const id: unknown = isRecord(data) ? data['id_str'] : undefined;
  if (typeof id === 'string' && /^\d+$/.test(id)) return id;
  throw notUnderstood(source.name, 'does not say which report it is about');
}

function jobsOf(source: JobSource, body: unknown): Job[] {
  const data = dataOf(body);
  if (Array.isArray(data) && data.every(isJob)) return data;
  throw notUnderstood(source.name, 'is not a list of reports');
}

function isJob(value: unknown): value is Job {
  if (!isRecord(value) || !Array.isArray(value['entity_ids'])) return false;
  return ['id_str', 'status', 'placement'].every(name => typeof value[name] === 'string');
}

/** Done when every job has an address that still holds. Success without one is not done yet. */
function statusOf(ids: readonly string[], found: ReadonlyMap<string, Job>): ReportStatus<Job[]> {
  const jobs = ids.flatMap(id => found.get(id) ?? []);
  const failed = jobs.find(({ status }) => /^(FAILED|CANCELL?ED)$/.test(status));
  if (failed) return { status: 'failed', message: `X ended the report ${failed.id_str} as ${failed.status}` };
  if (jobs.length < ids.length || jobs.some(isExpired)) return { status: 'lost' };
  const isDone = jobs.every(
    ({ status, url }) => status === 'SUCCESS' && typeof url === 'string' && url !== '',
  );
  return isDone ? { status: 'done', result: jobs } : { status: 'running' };
}

function isExpired({ expires_at }: Job): boolean {
  return typeof expires_at === 'string' && Date.parse(expires_at) <= EnvironmentAdapter.now();
}

/** The ads of a job that no job before it had. */
function takeOut(served: Served, { placement, entity_ids }: Job): Set<string> {
  const ids = served.get(placement);
  return new Set(entity_ids.filter(id => ids?.delete(id)));
}

/** The file is at another host and needs no credentials there; should it be at the API, they are sent. */
function* download(source: JobSource, key: string, { url, id_str }: Job): Steps<unknown> {
  const address = url ?? '';
  try {
    const response = yield* source.request(address, { sign: /^https:\/\/ads-api\.x\.com\//.test(address) });
    return parse(source.name, id_str, response);
  } catch (error) {
    // Asked for anew by the next run: an address that has ended would be asked for ever after.
    if (isHttpRequestException(error) && error.statusCode >= 400 && error.statusCode < 500)
      source.forgetReport(key);
    throw error;
  }
}

/** Packed by gzip, unless something on the way has unpacked it. */
function parse(speaker: string, id: string, response: FetchResponse): unknown {
  try {
    const bytes = response.getContent();
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return parseJsonText(EnvironmentAdapter.decodeText(isPacked ? EnvironmentAdapter.ungzip(bytes) : bytes));
  } catch {
    throw new DataException(
      `[${speaker}] The result of report ${id} is damaged: it cannot be unpacked. Nothing of this window was written; try again later.`,
    );
  }
}
