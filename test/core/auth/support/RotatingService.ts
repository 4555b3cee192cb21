import type { FetchRequest } from '../../../../src/Core/EnvironmentAdapter';
import { formOf, type Reply } from './TokenWorld';

/** A token service that replaces a refresh token with each use, and takes the old one never again. */
export class RotatingService {
  /** Refresh tokens that were sent after they had been replaced. */
  reused: string[] = [];
  issued = 0;
  private readonly replaced = new Set<string>();

  constructor(private valid = 'entered-0') {}

  readonly reply = (request: FetchRequest): Reply => {
    const sent = formOf(request)['refresh_token'] ?? '';
    if (sent !== this.valid) {
      if (this.replaced.has(sent)) this.reused.push(sent);
      return { status: 400, body: { error: 'invalid_grant', error_description: 'Token is not active.' } };
    }
    this.replaced.add(sent);
    this.issued++;
    this.valid = `rotated-${this.issued}`;
    return {
      body: { access_token: `access-${this.issued}`, expires_in: 3600, refresh_token: this.valid },
    };
  };
}
