import type { ConfigOf } from '../../Core/AbstractConfig';
import type { Fault } from '../../Core/Exceptions';
import type { parameters } from './Parameters';

type Settings = ConfigOf<typeof parameters>;

export interface Credentials {
  developerToken: string;
  clientId: string;
  /** Undefined: the app has none. */
  clientSecret: string | undefined;
  /** The refresh token that was entered. */
  token: string;
}

/** Those of the chosen authentication, else the old ones that stand beside it. Blank where they are missing. */
export function credentialsOf({ AuthType, ...flat }: Settings): Credentials {
  const isChosen = AuthType.value === 'oauth2';
  const developerToken = isChosen ? AuthType.items.DeveloperToken : flat.DeveloperToken;
  const clientId = isChosen ? AuthType.items.ClientId : flat.ClientID;
  const clientSecret = isChosen ? AuthType.items.ClientSecret : flat.ClientSecret;
  const token = isChosen ? AuthType.items.RefreshToken : flat.RefreshToken;
  return {
    developerToken: developerToken.value ?? '',
    clientId: clientId.value ?? '',
    clientSecret: clientSecret.value,
    token: token.value ?? '',
  };
}

const NEEDED = { DeveloperToken: 'developerToken', ClientID: 'clientId', RefreshToken: 'token' } as const;

/** What is missing where no authentication is chosen; the items of a choice are checked with it. */
export function credentialFaults(settings: Settings): Fault[] {
  if (settings.AuthType.value !== undefined) return [];
  const given = credentialsOf(settings);
  const missing = Object.entries(NEEDED).filter(([, member]) => given[member] === '');
  if (missing.length === Object.keys(NEEDED).length)
    return [{ parameter: 'AuthType', message: 'Authentication: choose how to sign in.' }];
  return missing.map(([parameter]) => ({
    parameter,
    message: `${parameter}: a value is needed beside the other old settings; or choose an Authentication instead.`,
  }));
}
