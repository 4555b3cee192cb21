import type { RequestOptions } from '../../Core/AbstractSource';
import type { FetchResponse } from '../../Core/EnvironmentAdapter';
import { DataException } from '../../Core/Exceptions';
import type { Pages, Steps } from '../../Core/FetchProtocol';
import { isRecord } from '../../Core/Json';
import type { ReportJob, ReportStatus } from '../../Core/Reports';
import type { SourceRecord } from '../../Core/Schema';
import { codeOf, GONE, jobFailure } from './Errors';
import { askObject, askPages, GRAPH, type GraphQuery, type PageSize } from './Graph';

/** The part of the source that jobs need. */
interface Orderer {
  readonly name: string;
  request(url: string, options?: RequestOptions): Steps<FetchResponse>;
  parseJson(response: FetchResponse): unknown;
  report<T>(key: string, job: ReportJob<T>): Steps<T>;
  forgetReport(key: string): void;
}

/**
 * The rows of an insights question that Facebook works off by itself. A job whose rows are gone when they are to be read
 * is ordered once more.
 */
export function* askAsJob(source: Orderer, query: GraphQuery, key: string, size: PageSize): Pages {
  for (let attempt = 1; ; attempt++) {
    const id = yield* source.report(key, {
      submit: () => submit(source, query),
      poll: run => poll(source, run),
    });
    try {
      yield* askPages(source, { path: `${id}/insights`, params: {} }, size);
      return;
    } catch (error) {
      if (codeOf(error) !== GONE) throw error;
      source.forgetReport(key);
      if (attempt > 1) throw error;
    }
  }
}

function* submit(source: Orderer, { path, params }: GraphQuery): Steps<string> {
  const options: RequestOptions = { method: 'post', payload: { ...params } };
  const body = source.parseJson(yield* source.request(`${GRAPH}/${path}`, options));
  const id = isRecord(body) ? body['report_run_id'] : undefined;
  if (typeof id === 'string' || typeof id === 'number') return String(id);
  throw new DataException(
    `[${source.name}] Facebook took the order of a report and gave it no id. Nothing of this window was written; try again later.`,
  );
}

/** `Job Skipped`: it waited too long and is to be ordered anew. */
function* poll(source: Orderer, id: string): Steps<ReportStatus<string>> {
  const run = yield* look(source, id);
  const status = run?.['async_status'];
  if (!run || status === 'Job Skipped') return { status: 'lost' };
  if (status === 'Job Completed') return { status: 'done', result: id };
  return status === 'Job Failed' ? { status: 'failed', ...jobFailure(run) } : { status: 'running' };
}

function* look(source: Orderer, id: string): Steps<SourceRecord | undefined> {
  try {
    return yield* askObject(source, { path: id, params: {} });
  } catch (error) {
    if (codeOf(error) === GONE) return undefined;
    throw error;
  }
}
