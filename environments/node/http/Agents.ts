import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ProxySettings } from './HttpTypes';
import { proxyFor } from './Proxies';

const agents = new Map<string, HttpAgent>();

/** A keep-alive agent for `url`, the same one for all requests that go the same way. */
export function agentFor(url: URL, proxies: ProxySettings | undefined): HttpAgent {
  const proxy = proxyFor(url, proxies);
  const key = `${url.protocol} ${proxy ?? ''}`;
  let agent = agents.get(key);
  if (!agent) {
    agent = createAgent(url.protocol === 'https:', proxy);
    agents.set(key, agent);
  }
  return agent;
}

function createAgent(secure: boolean, proxy: string | undefined): HttpAgent {
  const options = { keepAlive: true, keepAliveMsecs: 1000, maxFreeSockets: 40 };
  if (proxy === undefined) return secure ? new HttpsAgent(options) : new HttpAgent(options);
  return secure ? new HttpsProxyAgent(proxy, options) : new HttpProxyAgent(proxy, options);
}
