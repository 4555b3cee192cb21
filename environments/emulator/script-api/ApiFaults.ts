import type { ApiCall } from './ApiCall';

/** What shall go wrong with a request. Faults are tried in the order in which they were asked for; the first that fits acts. */
export interface ApiFault {
  /** Part of `METHOD host/path?query`, or a pattern for it. Default: every request. */
  match?: string | RegExp;
  /** Only requests of this user; those of the token endpoint belong to nobody. */
  user?: string;
  /** So many fitting requests are answered properly first. Default 0. */
  skip?: number;
  /** How often. Default 1. */
  times?: number;
  /** Answer with this error and do nothing. */
  status?: number;
  /** The `Retry-After` header: seconds, or an HTTP date. */
  retryAfter?: number | string;
  /** Instead of Google's JSON: a page of a proxy, say. */
  text?: string;
  /** Milliseconds that the request waits before anything is done. */
  delay?: number;
  /** The connection ends: `before` the request did anything, `after` it did, or `during` the answer, of which half is sent. */
  cut?: 'before' | 'after' | 'during';
  /** Runs before the request does anything: an edit meanwhile, or the end of the process that asks. */
  before?: (call: ApiCall) => void | Promise<void>;
  /** Runs when the request has done its work and nothing is answered yet. */
  after?: (call: ApiCall) => void | Promise<void>;
}

/** The faults that are still to happen. */
export class ApiFaults {
  private pending: { fault: ApiFault; skip: number; left: number }[] = [];

  add(fault: ApiFault): void {
    this.pending.push({ fault, skip: fault.skip ?? 0, left: fault.times ?? 1 });
  }

  clear(): void {
    this.pending = [];
  }

  /** The fault for this request, used up by the call. */
  take(call: ApiCall, user: string | undefined): ApiFault | undefined {
    const line = describeCall(call);
    const fitting = this.pending.filter(({ fault, left }) => left > 0 && fits(fault, line, user));
    const due = fitting.find(({ skip }) => skip === 0);
    for (const one of fitting) if (one.skip > 0) one.skip -= 1;
    if (due) due.left -= 1;
    return due?.fault;
  }
}

/** `GET script.googleapis.com/v1/projects/…/content?versionNumber=2`, decoded. */
export function describeCall({ method, host, path, query }: ApiCall): string {
  const search = query.toString();
  return `${method} ${host}${path}${search === '' ? '' : `?${decodeURIComponent(search)}`}`;
}

function fits({ match, user: only }: ApiFault, line: string, user: string | undefined): boolean {
  if (only !== undefined && only !== user) return false;
  if (match === undefined) return true;
  return typeof match === 'string' ? line.includes(match) : match.test(line);
}
