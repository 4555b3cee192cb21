import { uuidOf } from '../Random';
import type { SimulatedReply } from '../Simulator';

/** Names and words of the codes that are given out, as the documentation has them. */
const ERRORS: Readonly<Record<number, readonly [symbol: string, message: string]>> = {
  0: ['InternalError', 'An internal error has occurred.'],
  100: ['NullRequest', 'The request message is null.'],
  105: [
    'InvalidCredentials',
    'Authentication failed. Either supplied credentials are invalid or the account is inactive.',
  ],
  106: ['UserIsNotAuthorized', 'The user is not authorized to perform this action.'],
  109: ['AuthenticationTokenExpired', 'Authentication token expired. Please renew it or obtain a new token.'],
  116: ['RequestMissingHeaders', 'One or more required header elements are missing from the request.'],
  117: [
    'CallRateExceeded',
    'You have exceeded the number of calls that you are allowed to make in a minute. Please reduce the number of calls that you make per minute.',
  ],
  201: ['ApiInputValidationError', 'One or more input elements failed validation.'],
  207: [
    'ConcurrentRequestOverLimit',
    'You have already reached the maximum number of concurrent report requests. Please wait until the previous reports are completed and then try to submit a new request.',
  ],
  303: ['ApiVersionNoLongerSupported', 'This version of the Bing Ads API is no longer supported.'],
  474: ['', 'Required search predicate is missing.'],
  2011: ['ReportingServiceInvalidDateRange', 'The end date cannot be earlier than the start date.'],
  2014: [
    'ReportingServiceNullColumns',
    'The list of columns to include in the report cannot be null or empty.',
  ],
  2016: [
    'ReportingServiceDuplicateColumns',
    'The list of columns to include in the report contains duplicate.',
  ],
  2017: [
    'ReportingServiceNoMeasureSelected',
    'The specified report request does not specify measurement columns (at least one is required).',
  ],
  2026: [
    'ReportingServiceInvalidAccountReportScope',
    'The account report scope does not contain account identifiers.',
  ],
  2034: [
    'ReportingServiceInvalidTimePeriodColumnForSummaryReport',
    'The TimePeriod column cannot be specified in a report request that has a summary aggregation.',
  ],
  2040: [
    'ReportingServiceInvalidCustomDateRange',
    'The report time contains a date in the custom date range that is not valid.',
  ],
  2041: ['ReportingServiceInvalidFutureStartDate', 'The specified report time start date is in the future.'],
  2059: ['UnsuportedTimeGrain', 'The report type does not support the specified time grain.'],
  2100: ['ReportingServiceInvalidReportId', 'The report identifier is not valid.'],
  3201: [
    'CampaignServiceAccountIdsLengthExceeded',
    'The list of account IDs exceeds the maximum number allowed.',
  ],
  3202: [
    'CampaignServiceCampaignsLengthExceeded',
    'The list of campaigns exceeds the maximum number allowed.',
  ],
  3203: [
    'CampaignServiceCampaignsContainsMultipleAccounts',
    'The list of campaigns must belong to the same account.',
  ],
  3205: ['CampaignServiceInvalidDownloadRequestId', 'The download request ID is not valid.'],
  3207: ['CampaignServiceAccountTooBigToDownload', 'The account has more keywords than allowed per request.'],
  3210: ['BulkServiceMinimumRequiredEntitiesNotSpecified', 'At least one download entity must be specified.'],
  4204: [
    'BulkServiceNoMoreCallsPermittedForTheTimePeriod',
    'No more bulk upload or download calls will be permitted for this account for the current time period.',
  ],
};

/** Faults of the gateway, before a service has seen the request. */
const GATEWAY = [105, 109];

/** HTTP statuses as far as they were seen; the documentation has only 400 and 500. */
const STATUSES: Readonly<Record<number, number>> = { 0: 500, 105: 401, 109: 401 };

/** The fault that the API answers with. */
export function fault(
  code: number,
  details: string | null = null,
  status = STATUSES[code] ?? 400,
): SimulatedReply {
  const [ErrorCode = '', Message = ''] = ERRORS[code] ?? [];
  const TrackingId = uuidOf('fault', code, details ?? '');
  const body = GATEWAY.includes(code)
    ? { Errors: [{ Code: code, Detail: details, ErrorCode, Message }], TrackingId, Type: 'AdApiFaultDetail' }
    : {
        BatchErrors: [],
        OperationErrors: [{ Code: code, Details: details, ErrorCode, Message }],
        TrackingId,
        Type: 'ApiFaultDetail',
      };
  return { status, body };
}

/** What the storage of results says. */
export function storageFault(status: number): SimulatedReply {
  const [code, message] = STORAGE[status] ?? ['InternalError', 'The server encountered an internal error.'];
  return {
    status,
    headers: { 'content-type': 'application/xml' },
    body: `\uFEFF<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  };
}

const STORAGE: Readonly<Record<number, readonly [string, string]>> = {
  400: ['InvalidAuthenticationInfo', 'Authentication information is not given in the correct format.'],
  403: [
    'AuthenticationFailed',
    'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
  ],
  404: ['BlobNotFound', 'The specified blob does not exist.'],
  503: ['ServerBusy', 'The server is currently unable to receive requests. Please retry your request.'],
};
