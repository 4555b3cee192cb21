import { createHash } from 'node:crypto';
import { uuidOf } from '../Random';
import type { SimulatedReply, SimulatedRequest } from '../Simulator';

interface Agreement {
  client: string;
  redirect: string;
  challenge: string;
}

/** The page where a user agrees, who does so at once, and the codes that browsers are sent back with. */
export class Codes {
  private agreements = new Map<string, Agreement>();
  private given = 0;

  reset(): void {
    this.agreements.clear();
    this.given = 0;
  }

  page({ query }: SimulatedRequest): SimulatedReply {
    const redirect = query.get('redirect_uri') ?? '';
    if (query.get('response_type') !== 'code' || !URL.canParse(redirect)) return { status: 400 };
    const code = `M.C5_BAY.${uuidOf('code', (this.given += 1))}`;
    const challenge = query.get('code_challenge_method') === 'S256' ? query.get('code_challenge') : undefined;
    this.agreements.set(code, { client: query.get('client_id') ?? '', redirect, challenge: challenge ?? '' });
    const location = new URL(redirect);
    location.search = String(new URLSearchParams({ code, state: query.get('state') ?? '' }));
    return { status: 302, headers: { location: location.href } };
  }

  /** Why a code is not taken: number and words. It is good for one use. */
  problem(form: URLSearchParams): readonly [code: number, text: string] | undefined {
    const code = form.get('code') ?? '';
    const agreement = this.agreements.get(code);
    this.agreements.delete(code);
    if (!agreement) return [54005, 'OAuth2 Authorization code was already redeemed, please retry.'];
    if (agreement.client !== form.get('client_id') || agreement.redirect !== form.get('redirect_uri'))
      return [500112, 'The reply address does not match the one of the authorization code.'];
    const digest = createHash('sha256').update(form.get('code_verifier') ?? '');
    return agreement.challenge === digest.digest('base64url')
      ? undefined
      : [
          501481,
          'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
        ];
  }
}
