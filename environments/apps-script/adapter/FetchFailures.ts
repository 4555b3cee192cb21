import type { FetchFailure } from '../../../src/Core/EnvironmentAdapter';
import { describeUrl, type CheckedRequest } from '../../portable/FetchRequests';

/**
 * What Google's error means. Its texts come in the language of whoever runs the script, so only words that no
 * translation touches decide, and the time that passed; English ones help; all else is a network failure.
 */
export function readFailure(error: unknown, request: CheckedRequest, elapsed: number): FetchFailure {
  const text = error instanceof Error ? error.message : String(error);
  const message = withoutQueries(text, request.url);
  return { kind: kindOf(text, elapsed >= request.timeoutSeconds * 950), message };
}

function kindOf(text: string, outOfTime: boolean): FetchFailure['kind'] {
  if (/whitelist/i.test(text)) return 'unlisted';
  if (/script\.external_request|not permitted by your admin/i.test(text)) return 'invalid';
  if (/limit exceeded/i.test(text)) return /response/i.test(text) ? 'too-large' : 'invalid';
  if (/: urlfetch\b|quota|too many times/i.test(text)) return 'quota';
  if (outOfTime || /timeout|timed out/i.test(text)) return 'timeout';
  return /^(invalid argument|attribute provided)/i.test(text) ? 'invalid' : 'network';
}

/** Google shows whole addresses, and with them whatever secret is in their queries. */
function withoutQueries(text: string, url: string): string {
  return text
    .split(url)
    .join(describeUrl(url))
    .replace(/(https?:\/\/[^\s?#]*)[?#]\S*/g, '$1');
}
