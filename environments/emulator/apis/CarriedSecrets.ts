import type { SimulatedRequest } from './Simulator';

/**
 * Names under which a key, a token or a signature travels, in a query, a form, an OAuth header or JSON. The signature of
 * OAuth 1 is none of them: it belongs to one request, and holds once. Nor is that of a signed address of a file: the
 * next run cannot know it any more, and it has ended by then.
 */
const SECRET_NAME =
  /^(access_?token|refresh_?token|id_?token|fb_exchange_token|input_token|appsecret_proof|client_?secret|assertion|password|api_?key|oauth_(token|consumer_key)|code|signature)$/i;
const SECRET_HEADER = /^(authorization|cookie|.*(api-?key|token|secret))$/i;

/** A shorter value would be found in harmless texts. */
const SHORTEST = 8;
/** Credentials do not come in longer texts; those are data. */
const LONGEST = 100_000;

/** Every credential that came with a request or was handed out, so that a test can look for them where they must not be. */
export class CarriedSecrets {
  private readonly found = new Set<string>();

  get all(): string[] {
    return [...this.found];
  }

  clear(): void {
    this.found.clear();
  }

  request({ query, headers, body }: SimulatedRequest): void {
    for (const [name, value] of query) this.named(name, value);
    for (const [name, value] of Object.entries(headers)) if (SECRET_HEADER.test(name)) this.header(value);
    this.body(body);
  }

  reply(body: unknown): void {
    if (typeof body === 'string') this.body(body);
    else this.json(body);
  }

  private add(value: string): void {
    if (value.length >= SHORTEST) this.found.add(value);
  }

  private named(name: string, value: string): void {
    if (SECRET_NAME.test(name)) this.add(value);
  }

  /** `Bearer x`, `Basic <user:password>`, `OAuth name="x", ...`, or the bare value. */
  private header(value: string): void {
    const [, scheme = '', rest = value] = /^(Bearer|Basic|OAuth|token)\s+(.*)$/i.exec(value) ?? [];
    if (/^oauth$/i.test(scheme)) {
      for (const [, name = '', quoted = ''] of rest.matchAll(/(\w+)="([^"]*)"/g))
        this.named(name, decodeURIComponent(quoted));
      return;
    }
    this.add(rest);
    if (/^basic$/i.test(scheme))
      this.add(
        Buffer.from(rest, 'base64')
          .toString()
          .replace(/^[^:]*:/, ''),
      );
  }

  private body(text: string): void {
    if (text.length > LONGEST) return;
    if (/^\s*[[{]/.test(text)) {
      try {
        this.json(JSON.parse(text));
      } catch {
        return;
      }
    } else if (/^[\w.-]+=/.test(text))
      for (const [name, value] of new URLSearchParams(text)) this.named(name, value);
  }

  /** Answers are searched at the top only: tokens are handed out there, and data may be large. */
  private json(value: unknown): void {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const [name, inner] of Object.entries(value)) if (typeof inner === 'string') this.named(name, inner);
  }
}
