import type { FetchRequest, FetchResponse, FetchResult } from './EnvironmentAdapter';
import type { Steps } from './FetchProtocol';
import { resolveUrl } from './Paginators';
import { isPublicAddress } from './PublicAddress';

/** A link that is followed further than this leads nowhere that is worth knowing. */
export const MOST_REDIRECTS = 5;

/** Seconds that one leg of the way may take. */
const TIMEOUT = 15;

/** Sends one request as it is: without credentials, headers of ours or repetitions. */
export type SendLink = (request: FetchRequest) => Steps<FetchResult>;

/** `https://host/segment`, with nothing behind it: what shorteners give out. */
export function isShortLink(url: string): boolean {
  return /^https:\/\/[^/?#\s]+\/[^/?#\s]+$/i.test(url) && isPublicAddress(url);
}

/**
 * Where a link leads after its redirects; undefined when it does not redirect, leads to an address that is not public,
 * goes on for more than five redirects, or does not answer. `onUnlisted` is told of a host that this deployment may
 * not talk to.
 */
export function* resolveShortLink(
  url: string,
  send: SendLink = sendPlain,
  onUnlisted: (host: string) => void = () => undefined,
): Steps<string | undefined> {
  let address = url;
  for (let redirects = 0; ; redirects++) {
    if (!isPublicAddress(address)) return undefined;
    const result = yield* send(requestOf(address));
    if ('error' in result) {
      if (result.error.kind === 'unlisted') onUnlisted(hostIn(address));
      return undefined;
    }
    const next = redirectOf(result.response, address);
    if (next === undefined) return redirects > 0 ? address : undefined;
    if (redirects === MOST_REDIRECTS) return undefined;
    address = next;
  }
}

/** Resolves the links of one run: each address once, and one warning about hosts that the deployment does not open. */
export class ShortLinks {
  private readonly known = new Map<string, string | undefined>();
  private hasWarned = false;

  /** `warn` is told, once, which host is not opened and what to do: the source's own `warn`. */
  constructor(
    private readonly warn: (sentence: string) => void,
    private readonly send: SendLink = sendPlain,
  ) {}

  /** Where the link leads; undefined when it is no short link, or leads nowhere. */
  *resolve(url: string): Steps<string | undefined> {
    if (!isShortLink(url)) return undefined;
    if (!this.known.has(url)) {
      const target = yield* resolveShortLink(url, this.send, host => this.reportUnlisted(host));
      this.known.set(url, target);
    }
    return this.known.get(url);
  }

  private reportUnlisted(host: string): void {
    if (this.hasWarned) return;
    this.hasWarned = true;
    this.warn(
      `Short links stay as they are: this script may not talk to ${host}. Put the hosts of your short links, and those that they lead to, into "extraHosts" of sheetbound.config.json, build and push; or turn Process Short Links off.`,
    );
  }
}

function requestOf(url: string): FetchRequest {
  return { url, method: 'get', followRedirects: false, timeoutSeconds: TIMEOUT, publicOnly: true };
}

function* sendPlain(request: FetchRequest): Steps<FetchResult> {
  const result = yield { command: 'request', request };
  if (!result)
    throw new Error('A request was answered with nothing: the driver of this generator is at fault.');
  return result;
}

/** A location with a scheme stays what it is, whatever the scheme; the next look at it decides. */
function redirectOf(response: FetchResponse, address: string): string | undefined {
  const status = response.getResponseCode();
  const location = (response.getHeader('location') ?? '').trim().replace(/#.*$/s, '');
  if (status < 300 || status > 399 || location === '') return undefined;
  return /^[a-z][a-z0-9+.-]*:/i.test(location) ? location : resolveUrl(location, address);
}

function hostIn(url: string): string {
  return /^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? url;
}
