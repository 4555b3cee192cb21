import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { SimulatedReply } from '../Simulator';
import { invalid, page, Refusal } from './Answers';

export interface JobSettings {
  /** So many looks find a job at work; the next one finds it done. Default 1. */
  looksUntilDone: number;
  /** So many further looks find it done without an address. Default 0. */
  looksWithoutUrl: number;
  /** Jobs end as FAILED. */
  failJobs: boolean;
  /** So many looks find that all jobs are forgotten. Default 0. */
  loseJobs: number;
  /** What was downloadable is no longer. */
  expireDownloads: boolean;
  /** Jobs of an account that may be at work at once. Default 100. */
  concurrentJobs: number;
}

export const JOB_DEFAULTS: JobSettings = {
  looksUntilDone: 1,
  looksWithoutUrl: 0,
  failJobs: false,
  loseJobs: 0,
  expireDownloads: false,
  concurrentJobs: 100,
};

interface Job {
  id: string;
  account: string;
  looks: number;
  /** As it was asked for. */
  asked: Record<string, unknown>;
  createdAt: string;
  /** Made when the job is read, so that the simulator remembers no data. */
  result: () => unknown;
}

const CDN = 'https://ton.twimg.com/advertiser-api-async-analytics/';
/** Results are kept for two days. */
const KEPT = 172_800_000;

/** Asynchronous analytics: jobs by account, and their result files on another host. */
export class Jobs {
  private readonly jobs = new Map<string, Job>();
  private lost = 0;
  private next = 1_120_829_647_711_653_888n;

  create(
    account: string,
    asked: Record<string, unknown>,
    now: string,
    settings: JobSettings,
    result: () => unknown,
  ): SimulatedReply {
    const working = [...this.jobs.values()].filter(
      job => job.account === account && this.stage(job, settings) === 'working',
    );
    if (working.length >= settings.concurrentJobs)
      throw new Refusal(400, {
        code: 'TOO_MANY_JOBS',
        message: `A maximum of ${settings.concurrentJobs} jobs can be in processing state`,
      });
    this.next += 7n;
    const job: Job = { id: String(this.next), account, looks: 0, asked, createdAt: now, result };
    this.jobs.set(job.id, job);
    return {
      status: 202,
      headers: this.limits(working.length + 1, settings),
      body: withLongIds({ request: { params: asked }, data: this.describe(job, settings) }),
    };
  }

  list(account: string, params: URLSearchParams, settings: JobSettings): SimulatedReply {
    const ids = params.get('job_ids')?.split(',') ?? [];
    if (ids.length > 200)
      throw invalid('job_ids', String(ids.length), 'Expected at most 200 values for job_ids');
    if (this.lost < settings.loseJobs) {
      this.lost += 1;
      this.jobs.clear();
    }
    const known = [...this.jobs.values()].filter(
      job => job.account === account && (!ids.length || ids.includes(job.id)),
    );
    for (const job of known) job.looks += 1;
    const reply = page(
      known.map(job => this.describe(job, settings)),
      params,
      1000,
      account,
    );
    return { ...reply, body: withLongIds(reply.body) };
  }

  /** A file of the CDN. It takes no credentials. */
  download(path: string, settings: JobSettings): SimulatedReply {
    const job = [...this.jobs.values()].find(one => `${CDN}${fileOf(one)}`.endsWith(path));
    if (!job || settings.expireDownloads || this.stage(job, settings) !== 'done')
      return { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>Not found</html>' };
    return {
      status: 200,
      headers: { 'content-type': 'application/gzip' },
      body: new Uint8Array(gzipSync(JSON.stringify(job.result()))),
    };
  }

  clear(): void {
    this.jobs.clear();
    this.lost = 0;
    this.next = 1_120_829_647_711_653_888n;
  }

  private stage(job: Job, settings: JobSettings): 'working' | 'unlinked' | 'done' {
    if (job.looks <= settings.looksUntilDone) return 'working';
    return job.looks <= settings.looksUntilDone + settings.looksWithoutUrl ? 'unlinked' : 'done';
  }

  private describe(job: Job, settings: JobSettings): Record<string, unknown> {
    const stage = this.stage(job, settings);
    const status = stage === 'working' ? 'PROCESSING' : settings.failJobs ? 'FAILED' : 'SUCCESS';
    const hasUrl = stage === 'done' && status === 'SUCCESS';
    return {
      ...job.asked,
      url: hasUrl ? `${CDN}${fileOf(job)}` : null,
      id_str: job.id,
      id: `~${job.id}~`,
      expires_at: hasUrl ? new Date(Date.parse(job.createdAt) + KEPT).toISOString().slice(0, 19) + 'Z' : null,
      account_id: job.account,
      status,
      created_at: job.createdAt,
      updated_at: job.createdAt,
    };
  }

  private limits(working: number, { concurrentJobs }: JobSettings): Record<string, string> {
    return {
      'x-concurrent-job-limit': String(concurrentJobs),
      'x-concurrent-job-limit-remaining': String(Math.max(0, concurrentJobs - working)),
    };
  }
}

function fileOf({ id }: Job): string {
  return `${createHash('sha256').update(id).digest('base64url')}.json.gz`;
}

/** Identifiers are JSON numbers of 19 digits. */
function withLongIds(body: unknown): string {
  return JSON.stringify(body).replace(/"~(\d+)~"/g, '$1');
}
