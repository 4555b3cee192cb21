const MASK = '•••';

/** Query parameters that carry credentials in the APIs of this field; compared without case, `-` and `_`. */
const SECRET_PARAMETERS =
  /([?&#](?:[a-z_-]*token|[a-z_-]*secret|[a-z_-]*password|api[_-]?key|app[_-]?id|key|code|sig|signature|auth|authorization|credential[s]?|hmac)=)[^&#\s"']+/gi;

/** After "token" only what has a digit: "the token expired" and "/token answered 400" are to be read. */
const AUTHORIZATION = /\b(Bearer|Basic|OAuth|token(?=\s+[A-Za-z._~+/=-]*\d))\s+[A-Za-z0-9._~+/=-]{8,}/g;

/** What V8 quotes of a text that is no JSON: `Unexpected token 'x', ..."some of it"... is not valid JSON`. */
const UNPARSED = /, (?:\.\.\.)?"[^]{1,60}?"(?:\.\.\.)? is not valid JSON/g;

/** So many characters of a secret in a row are too many. */
const MOST_QUOTED = 5;

/** Shorter values (a "1", a "de") would blank out half of every message. */
const SHORTEST_SECRET = 4;

/**
 * Takes secrets out of a text: the given values in every spelling that a URL or a header gives them, parts of them
 * that the engine quotes, query parameters that usually carry credentials, and authorization headers.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let result = text;
  for (const secret of spellings(secrets)) result = result.split(secret).join(MASK);
  result = result.replace(UNPARSED, quoted =>
    quotesAny(quoted, secrets) ? `, "${MASK}" is not valid JSON` : quoted,
  );
  return result.replace(SECRET_PARAMETERS, `$1${MASK}`).replace(AUTHORIZATION, `$1 ${MASK}`);
}

function quotesAny(text: string, secrets: readonly string[]): boolean {
  for (let start = 0; start + MOST_QUOTED < text.length; start++) {
    const part = text.slice(start, start + MOST_QUOTED + 1);
    if (secrets.some(secret => secret.includes(part))) return true;
  }
  return false;
}

/** Longest first, so that a secret that contains another is masked as a whole. */
function spellings(secrets: readonly string[]): string[] {
  const all = secrets
    .filter(secret => secret.length >= SHORTEST_SECRET)
    .flatMap(secret => [secret, encodeUri(secret), JSON.stringify(secret).slice(1, -1)]);
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}

/** A lone surrogate has no URI form. */
function encodeUri(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return text;
  }
}
