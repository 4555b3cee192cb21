import { enumName } from '../Enumeration';
import type { ServiceHost } from '../ServiceHost';
import { signatureError } from '../Signature';
import { encodeAsJava } from './JavaCharsets';
import { fromSignedBytes } from './SignedBytes';

/** Charset constants of Utilities, and what Java calls them. */
const CHARSETS: Readonly<Record<string, string>> = { US_ASCII: 'us-ascii', UTF_8: 'utf-8' };

/** What a method of Utilities was called with, and the error that says it was wrong. */
export interface UtilitiesCall {
  host: ServiceHost;
  /** Without the service: `computeDigest`. */
  method: string;
  args: readonly unknown[];
}

export function refuse({ host, method, args }: UtilitiesCall): Error {
  return signatureError(host, `Utilities.${method}`, args);
}

/** A text argument, refused unless it is one. */
export function textArgument(call: UtilitiesCall, index: number): string {
  const value = call.args[index];
  if (typeof value !== 'string') throw refuse(call);
  return value;
}

/**
 * Bytes of arguments that are all texts, in the charset given last, or all byte arrays. Google's default charset is
 * US_ASCII, which makes `?` of every character that it lacks; base64 alone takes UTF_8.
 */
export function bytesArguments(
  call: UtilitiesCall,
  from: number,
  count: number,
  defaultCharset = 'us-ascii',
): Uint8Array[] {
  const values = call.args.slice(from, from + count);
  const charset = call.args[from + count];
  if (values.length < count || call.args.length > from + count + 1) throw refuse(call);
  if (values.every(Array.isArray) && charset === undefined)
    return values.map(value => fromSignedBytes(call.host, value as unknown[]));
  if (!values.every(value => typeof value === 'string')) throw refuse(call);
  const label = charset === undefined ? defaultCharset : CHARSETS[enumName(charset) ?? ''];
  if (label === undefined) throw refuse(call);
  return values.map(value => encodeAsJava(value as string, label) ?? new Uint8Array());
}
