import { hash } from '../Random';
import type { SimulatedReply } from '../Simulator';

/** One error as the Graph API words it. */
export interface GraphFault {
  /** Default 400. */
  status?: number;
  code: number;
  subcode?: number;
  message: string;
  /** Default OAuthException. */
  type?: string;
  title?: string;
  userMessage?: string;
  isTransient?: boolean;
  headers?: Record<string, string>;
}

/** The reply that carries an error. */
export function faultReply(fault: GraphFault): SimulatedReply {
  const { status = 400, code, subcode, message, type = 'OAuthException', title, userMessage } = fault;
  const error = {
    message,
    type,
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    ...(fault.isTransient === undefined ? {} : { is_transient: fault.isTransient }),
    ...(title === undefined ? {} : { error_user_title: title }),
    ...(userMessage === undefined ? {} : { error_user_msg: userMessage }),
    fbtrace_id: `A${hash(message + code).toString(36)}`,
  };
  return { status, body: { error }, ...(fault.headers ? { headers: fault.headers } : {}) };
}

export const NO_TOKEN: GraphFault = {
  code: 104,
  message: 'An access token is required to request this resource.',
};

export const BAD_TOKEN: GraphFault = {
  status: 401,
  code: 190,
  message: 'Invalid OAuth access token - Cannot parse access token',
};

export const EXPIRED_TOKEN: GraphFault = {
  status: 401,
  code: 190,
  subcode: 463,
  message: 'Error validating access token: Session has expired. The current time is later.',
};

export const NO_PERMISSION: GraphFault = {
  status: 403,
  code: 200,
  message: '(#200) Ad account owner has NOT grant ads_management or ads_read permission',
};

export const REDUCE_DATA: GraphFault = {
  status: 500,
  code: 1,
  message: "Please reduce the amount of data you're asking for, then retry your request",
};

export const TIMED_OUT: GraphFault = {
  code: 100,
  subcode: 1504018,
  message: 'Invalid parameter',
  title: 'Your request timed out',
  userMessage: 'Please try a smaller date range, fetch less data, or use async jobs',
};

export const TOO_MANY_ROWS: GraphFault = {
  code: 100,
  subcode: 1487534,
  message: 'Invalid parameter',
  type: 'CodeException',
  title: 'Too much data was requested from the Ads Insights endpoint',
};

export const TOO_EARLY: GraphFault = {
  code: 3018,
  message: '(#3018) The start date of the time range cannot be beyond 37 months from the current date',
};

/** No such object, or none that this token may see: Facebook does not tell which. */
export function unknownObject(id: string, method = 'get'): GraphFault {
  return {
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
  };
}

export function invalidParameter(message: string): GraphFault {
  return { code: 100, message: `(#100) ${message}` };
}

export function unknownField(field: string, type: string): GraphFault {
  return invalidParameter(`Tried accessing nonexisting field (${field}) on node type (${type})`);
}

/** How Facebook answers `status` when it has no better reason. */
export function faultOf(status: number): GraphFault {
  if (status === 401) return BAD_TOKEN;
  if (status === 403) return NO_PERMISSION;
  if (status === 404) return { ...unknownObject('0'), status };
  if (status === 429)
    return { status, code: 17, subcode: 2446079, message: '(#17) User request limit reached' };
  if (status >= 500)
    return {
      status,
      code: 2,
      message: 'An unexpected error has occurred. Please retry your request later.',
      isTransient: true,
    };
  return { ...invalidParameter('Invalid parameter'), status };
}
