import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ProxySettings } from './HttpTypes';
import { proxyFor } from './Proxies';

const agents = new Map<string, HttpAgent>();

/** A keep-alive agent for `url`, the same one for all requests that may share connections. */
export function agentFor(
  url: URL,
  proxies: ProxySettings | undefined,
  verifyCertificates: boolean,
): HttpAgent {
  const proxy = proxyFor(url, proxies);
  const key = `${url.protocol} ${proxy ?? ''} ${verifyCertificates}`;
  let agent = agents.get(key);
  if (!agent) {
    agent = createAgent(url, proxy, verifyCertificates);
    agents.set(key, agent);
  }
  return agent;
}

function createAgent(url: URL, proxy: string | undefined, rejectUnauthorized: boolean): HttpAgent {
  const options = { keepAlive: true, keepAliveMsecs: 1000, maxFreeSockets: 40 };
  if (url.protocol === 'http:')
    return proxy === undefined ? new HttpAgent(options) : new HttpProxyAgent(proxy, options);
  if (proxy === undefined) return new HttpsAgent({ ...options, rejectUnauthorized });
  return new HttpsProxyAgent(proxy, { ...options, rejectUnauthorized } as typeof options);
}
