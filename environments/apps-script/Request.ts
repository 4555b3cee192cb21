/** What a page, or a test, hands to a server function: one JSON object. */
export type Request = Readonly<Record<string, unknown>>;

/** Fields that only Google's event objects have. */
const EVENT_FIELDS = ['authMode', 'triggerUid'];

/** Whether this is what Google hands to the handler of a trigger. It is never a request. */
export function isEvent(given: unknown): boolean {
  return typeof given === 'object' && given !== null && EVENT_FIELDS.some(field => field in given);
}

/** The request, if there is one. Throws on anything else than an object. */
export function requestOf(given: unknown): Request | undefined {
  if (given === undefined || given === null || isEvent(given)) return undefined;
  if (typeof given === 'object' && !Array.isArray(given)) return given as Request;
  throw new Error(`The argument must be an object, not ${JSON.stringify(given)}. Nothing was done.`);
}

/** Text of a field; undefined when it is absent or blank. */
export function textOf(request: Request | undefined, field: string): string | undefined {
  const value = request?.[field];
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
  throw new Error(`"${field}" must be text. Nothing was done.`);
}

/** A plain object of a field; empty when it is absent. */
export function recordOf(request: Request | undefined, field: string): Record<string, unknown> {
  const value = request?.[field];
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Error(`"${field}" must be an object. Nothing was done.`);
}

export function numberOf(request: Request | undefined, field: string): number | undefined {
  const value = request?.[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Error(`"${field}" must be a number. Nothing was done.`);
}

/** JSON has no Date, NaN or undefined; a page would be handed null for the whole answer because of one of them. */
export function jsonSafe(value: unknown): unknown {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}
