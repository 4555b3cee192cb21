import { createInterface } from 'node:readline';
import { isLoopback, listenForBrowser, type Receive } from './Loopback';

/** How waiting ended. */
export type WaitEnd = 'done' | 'stopped' | 'too late';

export interface WaitOptions {
  redirect: URL;
  receive: Receive;
  /** Milliseconds. */
  longest: number;
  /** Where an address is pasted, if the browser cannot be sent to this machine. */
  input: NodeJS.ReadableStream;
  /** Called once the browser may come. */
  onReady: () => void;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Waits until the browser came back, the user gave up, or the time is over. */
export async function waitForBrowser(options: WaitOptions): Promise<WaitEnd> {
  const arrival = isLoopback(options.redirect)
    ? await listenForBrowser(options.redirect, options.receive)
    : paste(options);
  let stop: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const stopped = new Promise<WaitEnd>(resolve => {
    stop = () => {
      resolve('stopped');
    };
    timer = setTimeout(() => {
      resolve('too late');
    }, options.longest);
  });
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    options.onReady();
    return await Promise.race([arrival.done.then((): WaitEnd => 'done'), stopped]);
  } finally {
    clearTimeout(timer);
    for (const signal of SIGNALS) process.off(signal, stop);
    arrival.close();
  }
}

/** APIs that send browsers to https addresses only: nobody listens there, so the user pastes where they ended. */
function paste({ input, redirect, receive }: WaitOptions): { done: Promise<void>; close(): void } {
  const lines = createInterface({ input, terminal: false });
  const done = new Promise<void>((resolve, reject) => {
    lines.on('line', line => {
      const query = queryOf(line.trim(), redirect);
      if (query && receive(query).isDone) resolve();
    });
    lines.once('close', () => {
      reject(
        new Error('[Login] No address was pasted. Nothing was stored. Run the same command in a terminal.'),
      );
    });
  });
  done.catch(() => undefined);
  return {
    done,
    close: () => {
      lines.close();
    },
  };
}

/** Undefined for an empty line. What is no address at all is told as one that brings nothing. */
function queryOf(text: string, redirect: URL): Record<string, string> | undefined {
  if (text === '') return undefined;
  if (!URL.canParse(text)) return {};
  const { origin, pathname, searchParams } = new URL(text);
  return origin === redirect.origin && pathname === redirect.pathname ? Object.fromEntries(searchParams) : {};
}
