import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { ProxySettings } from './HttpTypes';
import { proxyFor } from './Proxies';
import { publicLookup } from './PublicLookup';

const agents = new Map<string, HttpAgent>();

/**
 * A keep-alive agent for `url`, the same one for all requests that go the same way. `publicOnly` has agents of its own:
 * a connection that somebody else opened was not checked.
 */
export function agentFor(url: URL, proxies: ProxySettings | undefined, publicOnly = false): HttpAgent {
  const proxy = proxyFor(url, proxies);
  const key = `${url.protocol} ${proxy ?? ''} ${publicOnly ? 'public' : ''}`;
  let agent = agents.get(key);
  if (!agent) {
    agent = createAgent(url.protocol === 'https:', proxy, publicOnly);
    agents.set(key, agent);
  }
  return agent;
}

function createAgent(secure: boolean, proxy: string | undefined, publicOnly: boolean): HttpAgent {
  const kept = { keepAlive: true, keepAliveMsecs: 1000, maxFreeSockets: 40 };
  const options = publicOnly && proxy === undefined ? { ...kept, lookup: publicLookup } : kept;
  if (proxy === undefined) return secure ? new HttpsAgent(options) : new HttpAgent(options);
  return secure ? new HttpsProxyAgent(proxy, options) : new HttpProxyAgent(proxy, options);
}
