import type { SimulatedReply } from '../Simulator';

/** One entry of `errors`, as the Ads API writes it. */
export interface ApiError {
  code: string;
  message: string;
  parameter?: string;
  value?: string;
}

/** A refusal is thrown by whatever checks a request, and answered by the simulator. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly error: ApiError,
  ) {
    super(error.message);
    this.name = 'Refusal';
  }
}

export function errorReply(status: number, error: ApiError, params: object = {}): SimulatedReply {
  return { status, body: { errors: [error], request: { params } } };
}

export function invalid(parameter: string, value: string, message: string): Refusal {
  return new Refusal(400, { code: 'INVALID_PARAMETER', message, parameter, value });
}

/** The value of a required parameter. */
export function required(params: URLSearchParams, name: string): string {
  const value = params.get(name);
  if (value === null || value === '')
    throw new Refusal(400, {
      code: 'MISSING_PARAMETER',
      message: `"${name}" is a required parameter`,
      parameter: name,
    });
  return value;
}

export function listOf(params: URLSearchParams, name: string, most: number): string[] {
  const values = required(params, name).split(',');
  if (values.length > most)
    throw invalid(
      name,
      params.get(name) ?? '',
      `Expected at most ${most} values for ${name}, got ${values.length}`,
    );
  return values;
}

export function oneOf(params: URLSearchParams, name: string, allowed: readonly string[]): string {
  const value = required(params, name);
  if (!allowed.includes(value))
    throw invalid(name, value, `Expected one of ${allowed.join(', ')}, got "${value}" for ${name}`);
  return value;
}

export function flag(params: URLSearchParams, name: string): boolean {
  const value = params.get(name) ?? 'false';
  if (value !== 'true' && value !== 'false')
    throw invalid(name, value, `Expected boolean, got "${value}" for ${name}`);
  return value === 'true';
}

/** What the API echoes of a request. */
export function echo(params: URLSearchParams, accountId?: string): { params: Record<string, unknown> } {
  return {
    params: { ...Object.fromEntries(params), ...(accountId === undefined ? {} : { account_id: accountId }) },
  };
}

/** Of a page with less than `count` entries the cursor is null. Cursors are opaque, and those of others are refused. */
export function page(
  all: readonly unknown[],
  params: URLSearchParams,
  most = 1000,
  accountId?: string,
): SimulatedReply {
  const text = params.get('count') ?? String(Math.min(200, most));
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > most)
    throw invalid('count', text, `Expected integer between 1 and ${most}, got "${text}" for count`);
  const cursor = params.get('cursor');
  const withTotal = flag(params, 'with_total_count');
  if (withTotal && cursor !== null)
    throw new Refusal(400, {
      code: 'EXCLUSIVE_PARAMETERS',
      message: 'with_total_count and cursor are exclusive parameters',
    });
  const from = cursor === null ? 0 : offsetOf(cursor);
  const end = from + count;
  return {
    status: 200,
    body: {
      request: echo(params, accountId),
      next_cursor: end < all.length ? cursorAt(end) : null,
      data: all.slice(from, end),
      ...(withTotal ? { total_count: all.length } : {}),
    },
  };
}

function cursorAt(offset: number): string {
  return `c-${((offset + 1) * 7919).toString(36)}`;
}

function offsetOf(cursor: string): number {
  const offset = parseInt(cursor.replace(/^c-/, ''), 36) / 7919 - 1;
  if (!/^c-[0-9a-z]+$/.test(cursor) || !Number.isInteger(offset) || offset < 0)
    throw invalid('cursor', cursor, `Expected cursor, got "${cursor}" for cursor`);
  return offset;
}
