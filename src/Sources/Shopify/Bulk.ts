import type { AbstractSource } from '../../Core/AbstractSource';
import { HttpRequestException, isHttpRequestException, TooLargeException } from '../../Core/Exceptions';
import type { Steps } from '../../Core/FetchProtocol';
import { isRecord } from '../../Core/Json';
import type { ReportStatus } from '../../Core/Reports';
import type { SourceRecord } from '../../Core/Schema';
import type { AdminApi } from './AdminApi';
import { readBulkResult } from './BulkResult';
import type { Selection } from './Selections';

/** What is exported. */
export interface BulkJob {
  shop: string;
  query: string;
  selections: readonly Selection[];
}

/** Google's scripts take no answer above 50 MB. */
const LARGEST_FILE = 45_000_000;
/** Milliseconds between two questions whether another bulk operation has ended. */
const BUSY_WAIT = 30_000;
const MOST_BUSY_WAITS = 120;
/** An app may have so many operations at once: waiting for a place is no failure. */
const BUSY = ['OPERATION_IN_PROGRESS', 'LIMIT_REACHED'];
/** Milliseconds. Shopify stops an operation after ten days; nobody waits for a sheet so long. */
const LONGEST = 12 * 3_600_000;
const FIELDS = 'id status errorCode objectCount rootObjectCount fileSize url partialDataUrl';

/** Exports things by a bulk operation, which no page limit cuts. It survives a pause: see `report`. */
export function* exportInBulk(
  source: AbstractSource<object>,
  api: AdminApi,
  key: string,
  job: BulkJob,
): Steps<SourceRecord[]> {
  return yield* source.report(key, {
    submit: () => submit(source, api, job),
    poll: id => poll(source, api, job, id),
    longest: LONGEST,
  });
}

function* submit(source: AbstractSource<object>, api: AdminApi, { shop, query }: BulkJob): Steps<string> {
  const mutation = `mutation{bulkOperationRunQuery(query: ${JSON.stringify(query)}){bulkOperation{id status}userErrors{field message code}}}`;
  for (let attempt = 0; ; attempt++) {
    const { data } = yield* api.query(shop, mutation);
    const payload = isRecord(data['bulkOperationRunQuery']) ? data['bulkOperationRunQuery'] : {};
    const operation = payload['bulkOperation'];
    if (isRecord(operation) && typeof operation['id'] === 'string') return operation['id'];
    const errors = Array.isArray(payload['userErrors']) ? payload['userErrors'].filter(isRecord) : [];
    if (!errors.length) throw api.notUnderstood(shop, 'starts no bulk operation and does not say why');
    const isBusy = errors.some(isAboutOthers);
    if (!isBusy || attempt >= MOST_BUSY_WAITS) throw refused(source, errors, isBusy);
    yield* source.wait(BUSY_WAIT);
  }
}

/** Without a code the words tell. */
function isAboutOthers({ code, message }: SourceRecord): boolean {
  return BUSY.includes(String(code)) || /already in progress/i.test(String(message));
}

function refused(
  source: AbstractSource<object>,
  errors: readonly SourceRecord[],
  isBusy: boolean,
): HttpRequestException {
  const reasons = errors
    .map(error => String(error['message']).replace(/\.$/, ''))
    .filter(text => text !== '');
  const advice = isBusy
    ? 'Other bulk operations of this app have not ended for an hour: it is tried again at the next run.'
    : 'Tell whoever maintains the connector.';
  return new HttpRequestException(
    `[${source.name}] Shopify did not start the bulk operation: ${reasons.join('; ')}. Nothing of this window was written. ${advice}`,
    { kind: isBusy ? 'passing' : 'permanent' },
  );
}

function* poll(
  source: AbstractSource<object>,
  api: AdminApi,
  job: BulkJob,
  id: string,
): Steps<ReportStatus<SourceRecord[]>> {
  const { data } = yield* api.query(job.shop, `query{bulkOperation(id: ${JSON.stringify(id)}){${FIELDS}}}`);
  const { bulkOperation: operation } = data;
  if (operation === null) return { status: 'lost' };
  if (!isRecord(operation)) throw api.notUnderstood(job.shop, 'does not tell of the bulk operation');
  const status = String(operation['status']);
  if (status === 'EXPIRED') return { status: 'lost' };
  if (status === 'COMPLETED') return yield* download(source, job, operation);
  const failure = FAILURES[status === 'FAILED' ? String(operation['errorCode']) : status];
  if (failure) return { status: 'failed', ...failure };
  return status === 'FAILED'
    ? {
        status: 'failed',
        message: `Shopify gives ${String(operation['errorCode'])} as the reason`,
        kind: 'passing',
      }
    : { status: 'running' };
}

/** By the operation's status, or by its error code when it failed. A partial file is never taken for the whole. */
const FAILURES: Readonly<Record<string, { message: string; kind: 'refused' | 'passing' | 'permanent' }>> = {
  ACCESS_DENIED: { message: 'the app may not read all of it: check its scopes', kind: 'refused' },
  TIMEOUT: { message: 'Shopify could not finish it in time; fewer fields may help', kind: 'passing' },
  INTERNAL_SERVER_ERROR: { message: 'Shopify failed on its side', kind: 'passing' },
  CANCELED: { message: 'somebody cancelled the bulk operation', kind: 'passing' },
  CANCELING: { message: 'somebody cancelled the bulk operation', kind: 'passing' },
};

/** The file, where there is one: without any thing there is none. An address that has ended is asked for anew. */
function* download(
  source: AbstractSource<object>,
  { selections }: BulkJob,
  operation: SourceRecord,
): Steps<ReportStatus<SourceRecord[]>> {
  const { url, fileSize, rootObjectCount } = operation;
  const expected = Number(rootObjectCount ?? 0);
  if (typeof url !== 'string') return expected ? { status: 'lost' } : { status: 'done', result: [] };
  if (Number(fileSize) > LARGEST_FILE)
    throw new TooLargeException(
      `[${source.name}] The bulk operation has ${Math.round(Number(fileSize) / 1e6)} MB, more than can be read at once.`,
    );
  try {
    const response = yield* source.request(url, { sign: false, timeoutSeconds: 300 });
    const text = response.getContentText();
    // Shorter than Shopify says: the file was cut, between two lines perhaps, which is seen nowhere else.
    if (bytesOf(text) < Number(fileSize)) return { status: 'lost' };
    const result = readBulkResult(text, selections, source.name);
    return result.length < expected ? { status: 'lost' } : { status: 'done', result };
  } catch (error) {
    if (isHttpRequestException(error) && error.statusCode >= 400 && error.statusCode < 500)
      return { status: 'lost' };
    throw error;
  }
}

/** Length in UTF-8, of which each half of a pair is two bytes. */
function bytesOf(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit > 0x7f) bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}
