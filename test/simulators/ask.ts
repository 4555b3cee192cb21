import type { Simulators } from '../../environments/emulator/apis/Simulators';
import { routeUrl } from '../../environments/node/HostMap';

export interface Asked {
  status: number;
  headers: Headers;
  text: string;
  /** Undefined when the body is not JSON. */
  json: unknown;
}

/** Plain HTTP to the simulator of a real URL; redirects are not followed. */
export async function ask(simulators: Simulators, url: string, init: RequestInit = {}): Promise<Asked> {
  const response = await fetch(routeUrl(url, simulators.hosts), { redirect: 'manual', ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
