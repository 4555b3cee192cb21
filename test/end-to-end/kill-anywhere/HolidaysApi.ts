import {
  bodyBytes,
  contentTypeOf,
  Faults,
  spoil,
  type Fault,
} from '../../../environments/emulator/apis/Faults';
import { OpenHolidaysSimulator } from '../../../environments/emulator/apis/OpenHolidays/Simulator';
import type { HttpRequest, HttpResult } from '../../../environments/node/http/HttpTypes';
import type { SyncHttpClient } from '../../../environments/node/http/SyncHttpClient';

/** The simulator of OpenHolidays, asked without HTTP: these suites ask it many thousand times. */
export class HolidaysApi implements SyncHttpClient {
  private readonly simulator = new OpenHolidaysSimulator();
  private readonly faults = new Faults();

  constructor(private readonly now: string) {
    this.reset();
  }

  /** As at the start, and with this fault to come. */
  reset(fault?: Fault): void {
    this.simulator.reset();
    this.simulator.configure({ now: this.now });
    this.faults.clear();
    if (fault) this.faults.add(fault);
  }

  send(requests: readonly HttpRequest[]): HttpResult[] {
    return requests.map(request => this.answer(request));
  }

  close(): void {
    // Nothing was opened.
  }

  private answer({ url, method, headers }: HttpRequest): HttpResult {
    const { host, pathname, searchParams } = new URL(url);
    const request = {
      method: method.toUpperCase(),
      host,
      path: pathname,
      query: searchParams,
      headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
      body: '',
    };
    const fault = this.faults.take(request);
    const reply = fault ? spoil(fault, this.simulator, request) : this.simulator.answer(request);
    const sent: Record<string, string> = {
      'x-simulated-latency-ms': String(this.simulator.settings.latencyMs),
      ...(reply.body === undefined ? {} : { 'content-type': contentTypeOf(reply.body) }),
      ...reply.headers,
    };
    return { answer: { status: reply.status, headers: Object.entries(sent), body: bodyBytes(reply.body) } };
  }
}
