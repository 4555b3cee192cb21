/**
 * Loaded by NODE_OPTIONS=--import into a process under test: requests to Google go to the loopback Google whose origin is
 * in SHEETBOUND_TEST_GOOGLE, and every other host outside of this machine is as unreachable as without a network. Without
 * that variable Google is unreachable too.
 */
import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { Module, syncBuiltinESMExports } from 'node:module';

const HOST_HEADER = 'x-sheetbound-host';
const loopback = process.env['SHEETBOUND_TEST_GOOGLE']
  ? new URL(process.env['SHEETBOUND_TEST_GOOGLE'])
  : undefined;
const agent = new http.Agent({ keepAlive: true });
const httpsRequest = https.request;

/** @param {string} host */
function isGoogle(host) {
  return /(^|\.)googleapis\.com$/.test(host) || host === 'accounts.google.com';
}

/** @param {string} host */
function isLocal(host) {
  return /^(localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|)$/.test(host);
}

/** The three ways to call `request`, as options and callback. */
function normalized(first, second, third) {
  const isUrl = typeof first === 'string' || first instanceof URL;
  const fromUrl = isUrl ? urlOptions(new URL(first)) : {};
  const options = isUrl ? (typeof second === 'object' && second !== null ? second : {}) : first;
  const callback = [second, third].find(value => typeof value === 'function');
  return [{ ...fromUrl, ...options }, callback];
}

function urlOptions(url) {
  const auth = url.username ? { auth: `${url.username}:${url.password}` } : {};
  return {
    protocol: url.protocol,
    hostname: url.hostname,
    port: url.port,
    path: url.pathname + url.search,
    ...auth,
  };
}

https.request = function request(...given) {
  const [options, callback] = normalized(...given);
  const host = String(options.hostname ?? options.host ?? '').replace(/:\d+$/, '');
  if (!loopback || !isGoogle(host)) return httpsRequest(...given);
  return http.request(
    {
      ...options,
      protocol: 'http:',
      host: loopback.hostname,
      hostname: loopback.hostname,
      port: loopback.port,
      agent,
      headers: withHost(options.headers, host),
    },
    callback,
  );
};

https.get = function get(...given) {
  const request = https.request(...given);
  request.end();
  return request;
};

/** Headers come as an object or as a flat list. */
function withHost(headers, host) {
  if (Array.isArray(headers)) return [...headers, HOST_HEADER, host];
  return { ...headers, [HOST_HEADER]: host };
}

const realFetch = globalThis.fetch;
globalThis.fetch = async function fetch(input, init) {
  const request = new Request(input, init);
  const url = new URL(request.url);
  if (!loopback || !isGoogle(url.hostname)) return realFetch(request);
  const headers = new Headers(request.headers);
  headers.set(HOST_HEADER, url.hostname);
  const body = ['GET', 'HEAD'].includes(request.method) ? undefined : await request.arrayBuffer();
  const { method, signal, redirect } = request;
  return realFetch(new URL(url.pathname + url.search, loopback), { method, headers, body, signal, redirect });
};

const realLookup = dns.lookup;
dns.lookup = function lookup(hostname, options, callback) {
  const done = typeof options === 'function' ? options : callback;
  if (isLocal(hostname)) return realLookup(hostname, options, callback);
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    code: 'ENOTFOUND',
    errno: -3008,
    syscall: 'getaddrinfo',
    hostname,
  });
  process.nextTick(done, error);
};

/**
 * clasp uses five of the three hundred APIs that `googleapis` would load, 38 MB of JavaScript, at each of its starts:
 * more than a second of the processor. Each is loaded when it is first used.
 */
const realRequire = Module.prototype.require;
Module.prototype.require = function require(id) {
  const isIndex = /[\\/]googleapis[\\/]build[\\/]src[\\/](apis[\\/])?index\.js$/.test(this.filename ?? '');
  if (!isIndex || !/^\.\/(?!apis$|googleapis$)/.test(id)) return realRequire.call(this, id);
  return new Proxy({}, { get: (_, name) => later(() => realRequire.call(this, id)[name]) });
};

/** What stands for an export, a function or an object, until something is done with it. */
function later(load) {
  return new Proxy(() => undefined, {
    apply: (_, self, values) => Reflect.apply(load(), self, values),
    get: (_, name) => load()[name],
  });
}

syncBuiltinESMExports();
