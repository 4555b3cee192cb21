/** Reads a whole number from the query; the API refuses what is none or out of bounds. */
export const READ_INTEGER = `interface Bounds {
  from: number;
  /** Default: none. */
  to?: number;
  /** The value where the query has none. */
  otherwise: number;
}

function readInteger(query: URLSearchParams, name: string, { from, to = Infinity, otherwise }: Bounds): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  const value = /^\\d+$/.test(text) ? Number(text) : NaN;
  if (value >= from && value <= to) return value;
  const most = to === Infinity ? '' : \` and at most \${to}\`;
  throw new Refusal(400, \`\${name} must be a whole number, at least \${from}\${most}.\`);
}`;

/** Reads how many records a page shall have, by the name of its parameter. */
export function readSize(parameter: string): string {
  return `readInteger(request.query, '${parameter}', { from: 1, to: LARGEST_PAGE, otherwise: USUAL_PAGE })`;
}

/** Makes and reads the token of a page. */
export const TOKENS = `/** Callers are not to read it. */
function tokenOf(position: number): string {
  return Buffer.from(\`position \${position}\`).toString('base64url');
}

function readToken(query: URLSearchParams, name: string): number {
  const token = query.get(name);
  if (token === null) return 0;
  const position = /^position (\\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (position === undefined) throw new Refusal(400, \`\${name} is not one that was given out.\`);
  return Number(position);
}`;

/** The address of a request with another value of one parameter. */
export const ADDRESS_WITH = `function addressWith(request: SimulatedRequest, name: string, value: string | number): string {
  const query = new URLSearchParams(request.query);
  query.set(name, String(value));
  return \`https://\${request.host}\${request.path}?\${query.toString()}\`;
}`;
