import { isRecord } from '../../Core/Json';
import type { ReportStatus } from '../../Core/Reports';
import { download, type BulkScope } from './Bulk';
import { errorsOf } from './Errors';
import { submission, type ReportOrder } from './Reports';

const REPORTS = 'https://reporting.api.bingads.microsoft.com/Reporting/v13/GenerateReport';
const BULK = 'https://bulk.api.bingads.microsoft.com/Bulk/v13';

type Body = Readonly<Record<string, unknown>>;

/** Something that Microsoft works on after it was submitted, and that ends in a file. */
export interface Job {
  submit: { url: string; body: object };
  /** The member of the answer that holds its number. */
  idIn: string;
  poll: { url: string; body(id: string): object };
  /** How it stands, with the address of the file; null: there is no data. Undefined: not understood. */
  read(body: Body): ReportStatus<string | null> | undefined;
}

export function reportJob(order: ReportOrder): Job {
  return {
    submit: { url: `${REPORTS}/Submit`, body: submission(order) },
    idIn: 'ReportRequestId',
    poll: { url: `${REPORTS}/Poll`, body: id => ({ ReportRequestId: id }) },
    read: readReport,
  };
}

export function bulkJob(scope: BulkScope, withScores: boolean): Job {
  const { path, body } = download(scope, withScores);
  return {
    submit: { url: `${BULK}/${path}`, body },
    idIn: 'DownloadRequestId',
    poll: { url: `${BULK}/BulkDownloadStatus/Query`, body: id => ({ RequestId: id }) },
    read: readDownload,
  };
}

/** A report without any row has no file. */
function readReport({ ReportRequestStatus: report }: Body): ReportStatus<string | null> | undefined {
  if (!isRecord(report)) return undefined;
  const { Status: status, ReportDownloadUrl: address } = report;
  if (status === 'Success') return { status: 'done', result: addressOf(address) ?? null };
  if (status === 'Error')
    return { status: 'failed', message: 'Microsoft could not make the report', kind: 'passing' };
  return status === 'Pending' ? { status: 'running' } : undefined;
}

const FAILURES: Readonly<Record<string, string>> = {
  Failed: 'Microsoft could not make the file of the account',
  FailedFullSyncRequired: 'Microsoft moved the data of this account while its file was made',
};

/** A file of the bulk service has a header whatever the account holds. */
function readDownload(body: Body): ReportStatus<string | null> | undefined {
  const { RequestStatus: status, ResultFileUrl: url } = body;
  if (status === 'InProgress') return { status: 'running' };
  const address = addressOf(url);
  if (status === 'Completed' && address !== undefined) return { status: 'done', result: address };
  const failure = typeof status === 'string' ? FAILURES[status] : undefined;
  return failure === undefined
    ? undefined
    : { status: 'failed', message: withReason(failure, body), kind: 'passing' };
}

function withReason(failure: string, { Errors: errors }: Body): string {
  const [first] = errorsOf({ Errors: errors });
  return typeof first?.['Message'] === 'string' ? `${failure}: ${first['Message']}` : failure;
}

/** Microsoft writes the usual port into addresses; lists of allowed hosts do not have it. */
function addressOf(url: unknown): string | undefined {
  return typeof url === 'string' && url !== '' ? url.replace(/^(https:\/\/[^/:]+):443\//, '$1/') : undefined;
}
