import { Worker } from 'node:worker_threads';
import type { HostMap } from '../../environments/node/HostMap';

export const SHOP_TOKEN = 'shopCANARY0123456789';

/** In a thread of its own: the thread that asks is blocked until it is answered. */
const SERVER = `
const { createServer } = require('node:http');
const { parentPort, workerData } = require('node:worker_threads');
let requests = [];
let polls = 0;
const DAY = 86400000;
function orders(from, to) {
  const found = [];
  for (let day = Date.parse(from); day <= Date.parse(to); day += DAY) {
    const date = new Date(day).toISOString().slice(0, 10);
    for (const turn of ['a', 'b']) found.push({ id: date + turn, day: date, total: '12.50', is_paid: turn === 'a' });
  }
  return found;
}
function answer(url, headers, body) {
  if (url.pathname === '/requests') return { status: 200, body: requests };
  if (url.pathname === '/reset') { requests = []; polls = 0; return { status: 200, body: {} }; }
  requests.push(url.pathname + url.search + (body ? ' ' + body : ''));
  if (headers.authorization !== 'Bearer ' + workerData) return { status: 401, body: { error: 'bad token' } };
  if (url.pathname === '/v1/reports') return { status: 200, body: { id: 'report-7' } };
  if (url.pathname === '/v1/reports/report-7')
    return { status: 200, body: ++polls < 2 ? { status: 'working' } : { status: 'ready', orders: orders('2026-02-27', '2026-02-27') } };
  if (url.pathname !== '/v1/orders') return { status: 404, body: { error: 'no such path' } };
  const all = orders(url.searchParams.get('from'), url.searchParams.get('to'));
  const page = Number(url.searchParams.get('page') || 1);
  const next = all.length > page * 3 ? 'https://api.shop.example/v1/orders' + url.search.replace(/&page=.*/, '') + '&page=' + (page + 1) : null;
  return { status: 200, body: { orders: all.slice(page * 3 - 3, page * 3), next_page_url: next } };
}
const server = createServer((request, response) => {
  let sent = '';
  request.on('data', piece => (sent += piece));
  request.on('end', () => {
    const { status, body } = answer(new URL(request.url, 'http://shop'), request.headers, sent);
    response.statusCode = status;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
});
server.keepAliveTimeout = 60000;
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

/** The API of the page on own connectors: two orders a day, three a page, with a token; and reports that take a while. */
export class ShopServer {
  private constructor(
    private readonly worker: Worker,
    private readonly origin: string,
  ) {}

  static async start(): Promise<ShopServer> {
    const worker = new Worker(SERVER, { eval: true, workerData: SHOP_TOKEN });
    const port = await new Promise<number>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    return new ShopServer(worker, `http://127.0.0.1:${port}`);
  }

  get hosts(): HostMap {
    return { 'api.shop.example': this.origin };
  }

  /** Paths and queries of what it was asked, in order, each with the body that came along. */
  async requests(): Promise<string[]> {
    return (await (await fetch(`${this.origin}/requests`)).json()) as string[];
  }

  async reset(): Promise<void> {
    await (await fetch(`${this.origin}/reset`)).text();
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
