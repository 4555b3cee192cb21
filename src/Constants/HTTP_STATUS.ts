/** HTTP status codes that connectors compare with. `statusCode` 0 means that no answer came. */
export const HTTP_STATUS = {
  OK: 200,
  NO_CONTENT: 204,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  REQUEST_TIMEOUT: 408,
  TOO_MANY_REQUESTS: 429,
  SERVER_ERROR_MIN: 500,
  SERVER_ERROR_MAX: 599,
} as const;
