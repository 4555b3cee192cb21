import type { FetchResponse } from '../../src/Core/EnvironmentAdapter';

/** What a platform knows of an answer. `content` is asked for once at most. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[]>;
  content(): Uint8Array;
  /** The content in a charset that the caller or, `lenient`, the server named: there an unknown one means UTF-8. */
  text(charset: string, lenient: boolean): string;
}

/** The port's answer on every platform: one reading of headers and charsets. */
export class PortableResponse implements FetchResponse {
  private readonly answer: RawAnswer;
  private bytes: Uint8Array | undefined;

  constructor(answer: RawAnswer) {
    this.answer = answer;
  }

  getResponseCode(): number {
    return this.answer.status;
  }

  getContentText(charset?: string): string {
    const named = charset ?? charsetOf(this.getHeader('content-type'));
    return this.answer.text(named, charset === undefined);
  }

  getContent(): Uint8Array {
    this.bytes ??= this.answer.content();
    return this.bytes;
  }

  getHeaders(): Record<string, string> {
    const entries = Object.entries(this.answer.headers);
    return Object.fromEntries(
      entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
    );
  }

  getAllHeaders(): Record<string, string | string[]> {
    return { ...this.answer.headers };
  }

  getHeader(name: string): string | undefined {
    const wanted = name.toLowerCase();
    const key = Object.keys(this.answer.headers).find(header => header.toLowerCase() === wanted);
    const value = key === undefined ? undefined : this.answer.headers[key];
    return Array.isArray(value) ? value[0] : value;
  }
}

function charsetOf(contentType: string | undefined): string {
  return /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
}
