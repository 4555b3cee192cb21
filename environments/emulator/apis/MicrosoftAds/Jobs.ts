import { uuidOf } from '../Random';
import type { SimulatedReply, SimulatedRequest } from '../Simulator';
import { fault, storageFault } from './Answers';
import { packed } from './Csv';

/** What of the settings concerns reports and downloads that are made after they were ordered. */
export interface JobSettings {
  now: string;
  /** How often each is not ready when it is asked after. Default 0. */
  polls: number;
  /** How they end; `moved` is for bulk files, which fail then because the data of the account is moved. */
  outcome: 'done' | 'failed' | 'moved';
  /** How many times, from now on, the API no longer knows what it is asked after. */
  lostJobs: number;
  /** How many addresses, from now on, have ended when they are asked for. */
  staleAddresses: number;
  /** Most that may be unfinished at a time; 0: no limit. */
  mostJobs: number;
}

interface Job {
  name: string;
  file: () => string | undefined;
  at: number;
  polled: number;
  isDone: boolean;
}

const DAY = 86_400_000;
/** Numbers of reports and downloads are good for two days, addresses for five minutes. */
const LIFE = 2 * DAY;
const ADDRESS_LIFE = 300_000;

/** Reports and bulk files on their way, and the storage that gives them out. */
export class Jobs {
  private jobs = new Map<string, Job>();
  private addresses = new Map<string, { id: string; at: number }>();
  private lost = 0;
  private stale = 0;

  constructor(private readonly storage: string) {}

  reset(): void {
    this.jobs.clear();
    this.addresses.clear();
    this.recount();
  }

  /** What is to happen "from now on" begins anew. */
  recount(): void {
    this.lost = 0;
    this.stale = 0;
  }

  /** Undefined: too many are unfinished. */
  add(name: string, file: Job['file'], { now, mostJobs }: JobSettings): string | undefined {
    const open = [...this.jobs.values()].filter(job => !job.isDone).length;
    if (mostJobs > 0 && open >= mostJobs) return undefined;
    const id = `30000${100_000 + this.jobs.size}_${uuidOf('job', this.jobs.size).slice(0, 8)}`;
    this.jobs.set(id, { name, file: once(file), at: Date.parse(now), polled: 0, isDone: false });
    return id;
  }

  pollReport(body: Readonly<Record<string, unknown>>, settings: JobSettings): SimulatedReply {
    const id = String(body['ReportRequestId'] ?? '');
    const job = this.find(id, settings);
    if (!job) return fault(2100);
    const state = this.advance(job, settings);
    const Status = state === 'running' ? 'Pending' : state === 'done' ? 'Success' : 'Error';
    const isEmpty = state === 'done' && job.file() === undefined;
    const address = state === 'done' && !isEmpty ? this.addressOf(id, job, settings) : null;
    return { status: 200, body: { ReportRequestStatus: { ReportDownloadUrl: address, Status } } };
  }

  pollDownload(body: Readonly<Record<string, unknown>>, settings: JobSettings): SimulatedReply {
    const id = String(body['RequestId'] ?? '');
    const job = this.find(id, settings);
    if (!job) return fault(3205);
    const state = this.advance(job, settings);
    const failure = settings.outcome === 'moved' ? 'FailedFullSyncRequired' : 'Failed';
    const RequestStatus = state === 'running' ? 'InProgress' : state === 'done' ? 'Completed' : failure;
    const Errors =
      RequestStatus === 'Failed'
        ? [{ Code: 0, Details: null, ErrorCode: 'InternalError', Message: 'An internal error has occurred.' }]
        : [];
    const ResultFileUrl = state === 'done' ? this.addressOf(id, job, settings) : null;
    const PercentComplete = state === 'running' ? 40 : 100;
    const answer = { Errors, ForwardCompatibilityMap: null, PercentComplete, RequestStatus, ResultFileUrl };
    return { status: 200, body: answer };
  }

  download({ method, path, query }: SimulatedRequest, settings: JobSettings): SimulatedReply {
    if (method !== 'GET') return storageFault(400);
    const address = this.addresses.get(query.get('sig') ?? '');
    const job = address && this.jobs.get(address.id);
    if (!job || !path.endsWith(`/${address.id}.zip`)) return storageFault(403);
    this.stale += 1;
    const isOld = Date.parse(settings.now) - address.at > ADDRESS_LIFE;
    if (isOld || this.stale <= settings.staleAddresses) return storageFault(403);
    return { status: 200, body: packed(job.name, job.file() ?? '') };
  }

  private find(id: string, settings: JobSettings): Job | undefined {
    const job = this.jobs.get(id);
    this.lost += 1;
    if (!job || this.lost <= settings.lostJobs) return undefined;
    return Date.parse(settings.now) - job.at > LIFE ? undefined : job;
  }

  private advance(job: Job, { polls, outcome }: JobSettings): 'running' | 'done' | 'failed' {
    job.polled += 1;
    if (job.polled <= polls) return 'running';
    job.isDone = true;
    return outcome === 'done' ? 'done' : 'failed';
  }

  /** Another one each time, with the port written out as there. */
  private addressOf(id: string, { polled }: Job, { now }: JobSettings): string {
    const signature = uuidOf('signature', id, polled).replaceAll('-', '');
    this.addresses.set(signature, { id, at: Date.parse(now) });
    return `https://${this.storage}:443/bingadsappsreports/${id}.zip?sv=2019-12-12&sr=b&sig=${signature}&sp=r`;
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
