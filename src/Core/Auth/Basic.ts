import { EnvironmentAdapter } from '../EnvironmentAdapter';
import type { Auth } from './Auth';
import { withHeader } from './Headers';

/** Both may be secret: many APIs take a key for the user name. */
export interface BasicOptions {
  /** Without a colon: nothing could tell where it ends. */
  user: string;
  /** Default: none. */
  password?: string;
}

/** User name and password as `Authorization: Basic` (RFC 7617), in UTF-8. */
export function basic({ user, password = '' }: BasicOptions): Auth {
  const pair = (): string => EnvironmentAdapter.base64Encode(`${user}:${password}`);
  return {
    sign: request => withHeader(request, 'Authorization', `Basic ${pair()}`),
    secrets: () => [user, password, pair()],
  };
}
