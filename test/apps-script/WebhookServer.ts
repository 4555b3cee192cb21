import { Worker } from 'node:worker_threads';
import type { HostMap } from '../../environments/node/HostMap';

export interface Posted {
  path: string;
  text: string;
}

/** In a thread of its own: the thread that posts is blocked until it is answered. */
const SERVER = `
const { createServer } = require('node:http');
const { parentPort } = require('node:worker_threads');
let posts = [];
let status = 200;
createServer((request, response) => {
  let body = '';
  request.on('data', piece => (body += piece));
  request.on('end', () => {
    if (request.url === '/posts') return response.end(JSON.stringify(posts));
    if (request.url.startsWith('/status/')) {
      status = Number(request.url.slice(8));
      posts = [];
      return response.end('');
    }
    if (status < 400) posts.push({ path: request.url, text: JSON.parse(body).text });
    response.statusCode = status;
    response.end('{}');
  });
}).listen(0, '127.0.0.1', function () {
  parentPort.postMessage(this.address().port);
});`;

/** Stands for Google Chat and Slack: takes messages, or refuses them. */
export class WebhookServer {
  private constructor(
    private readonly worker: Worker,
    private readonly origin: string,
  ) {}

  static async start(): Promise<WebhookServer> {
    const worker = new Worker(SERVER, { eval: true });
    const port = await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    return new WebhookServer(worker, `http://127.0.0.1:${port}`);
  }

  get hosts(): HostMap {
    return { 'chat.googleapis.com': this.origin, 'hooks.slack.com': this.origin };
  }

  async posts(): Promise<Posted[]> {
    return (await (await fetch(`${this.origin}/posts`)).json()) as Posted[];
  }

  /** From now on every message is answered so. Forgets what came before. */
  async answerWith(status: number): Promise<void> {
    await (await fetch(`${this.origin}/status/${status}`)).text();
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
