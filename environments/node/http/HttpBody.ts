import type { IncomingMessage } from 'node:http';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { PassThrough, pipeline, type Duplex, type Readable } from 'node:stream';
import { MAX_BODY_BYTES } from './HttpTypes';

export class BodyTooLargeError extends Error {}

/** The body broke off, or is not what Content-Encoding says. */
export class BodyError extends Error {}

/** Reads a body whole, decoded, with memory of its own so that it can be transferred to another thread. */
export async function readBody(answer: IncomingMessage, decode: boolean): Promise<Uint8Array> {
  const encodings = decode ? encodingsOf(answer) : [];
  const source = encodings.length ? decoded(answer, encodings) : answer;
  const { chunks, size } = await collect(source, answer);
  const body = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.length;
  }
  return body;
}

function decoded(answer: IncomingMessage, encodings: readonly string[]): Readable {
  const decoders = encodings.map(decoderOf);
  // Errors reach the last stream; the callback only keeps them from being thrown besides.
  pipeline([answer, ...decoders], () => undefined);
  return decoders[decoders.length - 1] ?? answer;
}

function collect(source: Readable, answer: IncomingMessage): Promise<{ chunks: Buffer[]; size: number }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    source.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= MAX_BODY_BYTES) return;
      reject(new BodyTooLargeError());
      answer.destroy();
      source.destroy();
    });
    source.on('end', () => {
      resolve({ chunks, size });
    });
    source.on('error', (error: Error) => {
      reject(new BodyError(error.message, { cause: error }));
    });
    source.on('close', () => {
      // An error costs a stack; nearly every body has come whole by now.
      if (!source.readableEnded) reject(new BodyError('the connection was closed'));
    });
  });
}

/** In the order in which they are to be undone. */
function encodingsOf(answer: IncomingMessage): string[] {
  const list = answer.headers['content-encoding'] ?? '';
  return list
    .toLowerCase()
    .split(',')
    .map(text => text.trim())
    .filter(text => text !== '' && text !== 'identity')
    .reverse();
}

function decoderOf(encoding: string): Duplex {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'br') return createBrotliDecompress();
  if (encoding === 'deflate') return new DeflateDecoder();
  throw new BodyError(`unknown content encoding ${encoding}`);
}

/** `deflate` is a zlib stream by the standard and a raw one by habit: the first byte tells. */
class DeflateDecoder extends PassThrough {
  private inner: Duplex | undefined;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.inner ??= this.start(((chunk[0] ?? 0) & 0x0f) === 8);
    this.inner.write(chunk, error => {
      done(error);
    });
  }

  override _flush(done: (error?: Error | null) => void): void {
    if (!this.inner) {
      done();
      return;
    }
    this.inner.once('end', () => {
      done();
    });
    this.inner.end();
  }

  private start(wrapped: boolean): Duplex {
    const inner = wrapped ? createInflate() : createInflateRaw();
    inner.on('data', (data: Buffer) => this.push(data));
    inner.on('error', error => this.destroy(error));
    return inner;
  }
}
