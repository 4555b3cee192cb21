import { uuidOf } from '../Random';
import type { SimulatedReply, SimulatedRequest } from '../Simulator';
import { Codes } from './Codes';

/** What of the settings concerns signing in. */
export interface LoginSettings {
  seed: number;
  now: string;
  /** Refresh tokens that are taken; empty: every one of at least 8 characters. Those given out are taken as well. */
  refreshTokens: readonly string[];
  /** Secret of the app; empty: any, or none. */
  clientSecret: string;
  /** Scopes that the user agreed to. Default both. */
  scopes: readonly string[];
  /** Whether each exchange gives another refresh token. Default true. */
  rotates: boolean;
  /** Whether a refresh token ends when it is replaced. Microsoft's do not; the documentation allows it. */
  revokes: boolean;
  /** Requests that an access token is good for; 0: until its hour is over. */
  tokenUses: number;
}

const LIFETIME = 3_600;
const PATH = /^\/(common|organizations|consumers|[0-9a-f-]{36})\/oauth2\/v2\.0\/(token|authorize)$/;
const CLIENT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Issued {
  at: number;
  uses: number;
}

/** The Microsoft identity platform, as much of it as signing in and exchanging refresh tokens needs. */
export class Login {
  private access = new Map<string, Issued>();
  private given = new Set<string>();
  private revoked = new Set<string>();
  private readonly codes = new Codes();

  reset(): void {
    this.codes.reset();
    this.access.clear();
    this.given.clear();
    this.revoked.clear();
  }

  answer(request: SimulatedRequest, settings: LoginSettings): SimulatedReply {
    const page = `${request.method} ${PATH.exec(request.path)?.[2] ?? ''}`;
    if (page === 'GET authorize') return this.codes.page(request);
    if (page !== 'POST token') return { status: 404 };
    const form = new URLSearchParams(request.body);
    const refused = this.refusal(form, settings);
    return refused ?? this.exchange(form, settings);
  }

  /** Whether an access token is good, was good, or never was one. Uses it up once. */
  check(token: string, settings: LoginSettings): 'good' | 'expired' | 'unknown' {
    const issued = this.access.get(token);
    if (!issued) return 'unknown';
    const age = (Date.parse(settings.now) - issued.at) / 1000;
    if (age >= LIFETIME || (settings.tokenUses > 0 && issued.uses >= settings.tokenUses)) return 'expired';
    issued.uses += 1;
    return 'good';
  }

  private refusal(form: URLSearchParams, settings: LoginSettings): SimulatedReply | undefined {
    const client = form.get('client_id') ?? '';
    const secret = form.get('client_secret') ?? '';
    const grant = form.get('grant_type') ?? '';
    if (!['refresh_token', 'authorization_code'].includes(grant))
      return refuse('unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    if (!CLIENT.test(client))
      return refuse(
        'unauthorized_client',
        700016,
        `Application with identifier '${client}' was not found in the directory.`,
      );
    if (settings.clientSecret !== '' && secret !== settings.clientSecret)
      return refuse('invalid_client', 7000215, 'Invalid client secret provided.', 401);
    if (grant === 'authorization_code') {
      const problem = this.codes.problem(form);
      return problem && refuse('invalid_grant', ...problem);
    }
    if (!this.takes(form.get('refresh_token') ?? '', settings))
      return refuse('invalid_grant', 700082, 'The refresh token has expired due to inactivity.');
    const scopes = (form.get('scope') ?? '').split(' ');
    if (!scopes.some(scope => settings.scopes.includes(scope)))
      return refuse(
        'invalid_grant',
        70000,
        'The request was denied because one or more scopes requested are unauthorized or expired. The user must first sign in and grant the client application access to the requested scope.',
      );
    return undefined;
  }

  private takes(token: string, { refreshTokens }: LoginSettings): boolean {
    if (this.revoked.has(token)) return false;
    if (this.given.has(token)) return true;
    return refreshTokens.length ? refreshTokens.includes(token) : token.length >= 8;
  }

  private exchange(form: URLSearchParams, settings: LoginSettings): SimulatedReply {
    const used = form.get('refresh_token');
    const number = this.access.size + 1;
    const access = `EwB${uuidOf('access', settings.seed, number)}`;
    const fresh = `M.C5_${uuidOf('refresh', settings.seed, number)}`;
    const next = used === null || settings.rotates ? fresh : used;
    this.access.set(access, { at: Date.parse(settings.now), uses: 0 });
    if (settings.revokes && used !== null && next !== used) this.revoked.add(used);
    this.given.add(next);
    return {
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: {
        token_type: 'Bearer',
        scope: form.get('scope') ?? settings.scopes.join(' '),
        expires_in: LIFETIME,
        ext_expires_in: LIFETIME,
        access_token: access,
        refresh_token: next,
      },
    };
  }
}

/** An error of the token endpoint. */
export function refuse(error: string, code: number, text: string, status = 400): SimulatedReply {
  const trace = uuidOf('trace', code);
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: ${trace} Correlation ID: ${trace} Timestamp: 2026-03-02 09:00:00Z`,
      error_codes: [code],
      timestamp: '2026-03-02 09:00:00Z',
      trace_id: trace,
      correlation_id: trace,
    },
  };
}
