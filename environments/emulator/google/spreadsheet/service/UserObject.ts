import { serviceObject } from '../../ServiceObject';
import type { SheetsContext } from './SheetsContext';

/** Google's `User`: someone's email and nothing else. */
export function userObject(context: SheetsContext, email: string): object {
  return serviceObject(
    context.host,
    'User',
    { getEmail: () => email, getUserLoginId: () => email },
    { label: email },
  );
}

/** The email out of a text or a `User`. */
export function emailOf(
  context: SheetsContext,
  value: unknown,
  method: string,
  args: readonly unknown[],
): string {
  const text = typeof value === 'object' && value !== null ? String(value) : value;
  if (typeof text !== 'string') throw context.mismatch(method, args);
  if (!text.includes('@')) throw context.host.exception(`Invalid email: ${text}`);
  return text;
}
