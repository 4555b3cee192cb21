/** An answer of Google's that refuses a request. */
export class GoogleError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** The whole JSON body. */
    readonly body: unknown,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'GoogleError';
  }
}

interface Kind {
  code: number;
  status: string;
  /** As the older error format, which Google sends along, calls it. */
  reason: string;
}

const KINDS = {
  invalidArgument: { code: 400, status: 'INVALID_ARGUMENT', reason: 'badRequest' },
  failedPrecondition: { code: 400, status: 'FAILED_PRECONDITION', reason: 'failedPrecondition' },
  unauthenticated: { code: 401, status: 'UNAUTHENTICATED', reason: 'authError' },
  permissionDenied: { code: 403, status: 'PERMISSION_DENIED', reason: 'forbidden' },
  notFound: { code: 404, status: 'NOT_FOUND', reason: 'notFound' },
  resourceExhausted: { code: 429, status: 'RESOURCE_EXHAUSTED', reason: 'rateLimitExceeded' },
  internal: { code: 500, status: 'INTERNAL', reason: 'backendError' },
  unavailable: { code: 503, status: 'UNAVAILABLE', reason: 'backendError' },
} satisfies Record<string, Kind>;

export type GoogleErrorKind = keyof typeof KINDS;

/** The texts that Google sends for what has no more precise one. */
export const GOOGLE_TEXTS: Readonly<Record<GoogleErrorKind, string>> = {
  invalidArgument: 'Request contains an invalid argument.',
  failedPrecondition: 'Precondition check failed.',
  unauthenticated:
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
  permissionDenied: 'The caller does not have permission',
  notFound: 'Requested entity was not found.',
  resourceExhausted: 'Resource has been exhausted (e.g. check quota).',
  internal: 'Internal error encountered.',
  unavailable: 'The service is currently unavailable.',
};

/** An error as the Apps Script API words it: the newer format with the older one's list beside it. */
export function googleError(
  kind: GoogleErrorKind,
  message = GOOGLE_TEXTS[kind],
  details?: readonly unknown[],
): GoogleError {
  const { code, status, reason } = KINDS[kind];
  const errors = [{ message, domain: 'global', reason }];
  return new GoogleError(code, message, {
    error: { code, message, errors, status, ...(details ? { details } : {}) },
  });
}

/** An error as Drive words it: the older format alone, which may name the parameter at fault. */
export function driveError(code: number, reason: string, message: string, parameter?: string): GoogleError {
  const location = parameter === undefined ? {} : { locationType: 'parameter', location: parameter };
  const errors = [{ message, domain: 'global', reason, ...location }];
  return new GoogleError(code, message, { error: { errors, code, message } });
}

/** An error as the OAuth endpoints word it. */
export function oauthError(status: number, error: string, description: string): GoogleError {
  return new GoogleError(status, error, { error, error_description: description });
}

/** What stands in `details` of an authentication or permission error. */
export function errorInfo(reason: string, metadata: Readonly<Record<string, string>>): unknown {
  return {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    reason,
    domain: 'googleapis.com',
    metadata,
  };
}
