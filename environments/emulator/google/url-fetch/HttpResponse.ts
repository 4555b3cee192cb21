import { SIMULATED_LATENCY_HEADER } from '../../../node/NodeFetch';
import type { HttpAnswer } from '../../../node/http/HttpTypes';
import { findCharset } from '../../../portable/Charsets';
import type { ServiceHost } from '../ServiceHost';
import { serviceObject } from '../ServiceObject';
import { createBlob, decodeText } from '../utilities/Blob';
import { toSignedBytes } from '../utilities/SignedBytes';

/** Milliseconds of latency that a simulator announces. */
export function simulatedLatency(answer: HttpAnswer): number {
  const header = answer.headers.find(([name]) => name.toLowerCase() === SIMULATED_LATENCY_HEADER);
  const milliseconds = Number(header?.[1] ?? 0);
  return milliseconds > 0 ? milliseconds : 0;
}

/** The HTTPResponse that a script gets. */
export function createResponse(host: ServiceHost, url: string, answer: HttpAnswer): object {
  const grouped = groupHeaders(answer);
  const contentType = headerOf(answer, 'content-type');
  return serviceObject(host, 'UrlFetchApp.HTTPResponse', {
    getResponseCode: () => answer.status,
    getContentText: (charset?: unknown) => responseText(host, answer, charset),
    getContent: () => toSignedBytes(host, answer.body),
    getHeaders: () =>
      host.realm.object(Object.fromEntries([...grouped].map(([name, values]) => [name, values.join(', ')]))),
    getAllHeaders: () =>
      host.realm.object(
        Object.fromEntries(
          [...grouped].map(([name, values]) => [
            name,
            values.length > 1 ? host.realm.array(values) : values[0],
          ]),
        ),
      ),
    getBlob: () =>
      createBlob(host, {
        bytes: answer.body,
        contentType: contentType?.split(';')[0]?.trim() ?? null,
        name: fileName(headerOf(answer, 'content-disposition'), url),
      }),
  });
}

/** The body in the charset that the script names, else in the server's, else as UTF-8. */
export function responseText(host: ServiceHost, answer: HttpAnswer, charset?: unknown): string {
  if (charset !== undefined && charset !== null) return decodeText(host, answer.body, charset);
  const named = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(headerOf(answer, 'content-type') ?? '')?.[1];
  return decodeText(host, answer.body, named !== undefined && findCharset(named) ? named : 'utf-8');
}

function headerOf(answer: HttpAnswer, name: string): string | undefined {
  return answer.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** By name as the server first wrote it. */
function groupHeaders(answer: HttpAnswer): Map<string, string[]> {
  const spelling = new Map<string, string>();
  const grouped = new Map<string, string[]>();
  for (const [name, value] of answer.headers) {
    const lower = name.toLowerCase();
    if (lower === SIMULATED_LATENCY_HEADER) continue;
    const key = spelling.get(lower) ?? name;
    spelling.set(lower, key);
    grouped.set(key, [...(grouped.get(key) ?? []), value]);
  }
  return grouped;
}

function fileName(disposition: string | undefined, url: string): string {
  const named = /filename="?([^";]+)"?/i.exec(disposition ?? '')?.[1];
  return named ?? new URL(url).pathname.split('/').pop() ?? '';
}
