import { unknownObject } from './Errors';
import type { InsightRows } from './InsightRows';
import { Refusal } from './Query';

/** What shall become of jobs. */
export interface JobSettings {
  /** Looks at a job that find it still running. Default 1. */
  jobPolls: number;
  /** `lost`: the id is unknown from the first look on; `expired`: from the first look at its rows on. Default done. */
  jobOutcome: 'done' | 'failed' | 'skipped' | 'lost' | 'expired' | 'too-large';
}

interface Job {
  account: string;
  rows: InsightRows;
  outcome: JobSettings['jobOutcome'];
  looks: number;
}

const DETAILS: Partial<Record<JobSettings['jobOutcome'], Record<string, unknown>>> = {
  failed: {
    error_code: -2,
    error_subcode: 2490547,
    error_message: 'Report failed',
    error_user_title: 'Report Failed',
    error_user_msg: 'Generating the report failed. Try again later.',
  },
  'too-large': {
    error_code: 100,
    error_subcode: 1487534,
    error_message: 'Too much data was requested from the Ads Insights endpoint',
  },
};

/** Reports that are made in the background. */
export class Jobs {
  private readonly jobs = new Map<string, Job>();

  clear(): void {
    this.jobs.clear();
  }

  has(id: string): boolean {
    return this.jobs.has(id);
  }

  submit(account: string, rows: InsightRows, outcome: JobSettings['jobOutcome']): string {
    const id = `6023920${String(this.jobs.size + 1).padStart(9, '0')}`;
    this.jobs.set(id, { account, rows, outcome, looks: 0 });
    return id;
  }

  look(id: string, { jobPolls }: JobSettings): Record<string, unknown> {
    const job = this.job(id);
    if (job.outcome === 'lost') throw new Refusal(unknownObject(id));
    job.looks += 1;
    const { status, percent } = statusOf(job, jobPolls);
    return {
      id,
      account_id: job.account,
      time_ref: 1772442000,
      async_status: status,
      async_percent_completion: percent,
      ...(status === 'Job Failed' ? DETAILS[job.outcome] : {}),
    };
  }

  rowsOf(id: string, { jobPolls }: JobSettings): InsightRows {
    const job = this.job(id);
    const isThere = job.outcome !== 'expired' && statusOf(job, jobPolls).status === 'Job Completed';
    if (!isThere) throw new Refusal(unknownObject(id));
    return job.rows;
  }

  private job(id: string): Job {
    const job = this.jobs.get(id);
    if (!job) throw new Refusal(unknownObject(id));
    return job;
  }
}

function statusOf({ looks, outcome }: Job, jobPolls: number): { status: string; percent: number } {
  if (looks === 0) return { status: 'Job Not Started', percent: 0 };
  if (looks <= jobPolls) return { status: 'Job Running', percent: Math.floor((90 * looks) / (jobPolls + 1)) };
  if (outcome === 'failed' || outcome === 'too-large') return { status: 'Job Failed', percent: 100 };
  return outcome === 'skipped'
    ? { status: 'Job Skipped', percent: 0 }
    : { status: 'Job Completed', percent: 100 };
}
