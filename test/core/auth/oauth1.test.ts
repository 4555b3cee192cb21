import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { oauth1 } from '../../../src/Core/Auth';
import { encodeRfc3986, formPairs, signatureBase } from '../../../src/Core/Auth/OAuth1Signature';
import type { FetchRequest } from '../../../src/Core/EnvironmentAdapter';
import { TokenWorld } from './support/TokenWorld';

let world: TokenWorld;
beforeEach(() => {
  world = new TokenWorld();
});
afterEach(() => {
  world.close();
});

const KEYS = { consumerKey: 'ck', consumerSecret: 'cs&+', token: 'tk', tokenSecret: 'ts%' };

/** The pairs of an Authorization header, decoded. */
function pairsOf(request: FetchRequest): [string, string][] {
  const header = request.headers?.['Authorization'] ?? '';
  expect(header).toMatch(/^OAuth ([\w]+="[^"]*", )*\w+="[^"]*"$/);
  return [...header.slice('OAuth '.length).matchAll(/(\w+)="([^"]*)"/g)].map(match => [
    match[1] ?? '',
    decodeURIComponent(match[2] ?? ''),
  ]);
}

describe('published examples', () => {
  it('of X: the same signature for a form, a query and awkward characters', () => {
    const environment = world.begin();
    environment.getUuid = () => 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg';
    environment.now = () => 1318622958_999;
    const signed = oauth1({
      consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
      consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
      token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
      tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
    }).sign({
      url: 'https://api.twitter.com/1.1/statuses/update.json?include_entities=true',
      method: 'post',
      payload: { status: 'Hello Ladies + Gentlemen, a signed OAuth request!' },
    });
    expect(Object.fromEntries(pairsOf(signed))).toEqual({
      oauth_consumer_key: 'xvz1evFS4wEEPTGEFPHBog',
      oauth_nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
      oauth_signature: 'hCtSmYh+iHYCEqBWrE7C7hYmtUk=',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: '1318622958',
      oauth_token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
      oauth_version: '1.0',
    });
  });

  it('of RFC 5849 3.4.1.1: repeated names, blanks, an encoded equals sign, empty values', () => {
    const own = Object.entries({
      oauth_consumer_key: '9djdj82h48djs9d2',
      oauth_token: 'kkk9d7dh3k39sjv7',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: '137131201',
      oauth_nonce: '7d8f3e4a',
    });
    const url = 'http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b';
    expect(signatureBase('post', url, [...own, ...formPairs('c2&a3=2+q')])).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
  });

  it.each([
    ['http://EXAMPLE.COM:80/r%20v/X?id=123', 'http://example.com/r%20v/X'],
    ['https://www.example.net:8080/?q=1', 'https://www.example.net:8080/'],
    ['https://example.net:443', 'https://example.net/'],
    ['https://example.net?q=1#part', 'https://example.net/'],
    ['http://example.net:443/', 'http://example.net:443/'],
    ['https://user:pass@[2001:DB8::1]:443/a@b:1', 'https://[2001:db8::1]/a@b:1'],
  ])('of the address to sign: %s', (url, expected) => {
    expect(decodeURIComponent(signatureBase('get', url, []).split('&')[1] ?? '')).toBe(expected);
  });
});

it('signs no other kind of address', () => {
  expect(() => signatureBase('get', '/relative', [])).toThrow(/http:\/\/ or https:\/\//);
});

it('encodes what encodeURIComponent leaves, and nothing that is unreserved', () => {
  expect(encodeRfc3986("!*'()~-._aZ09 +é")).toBe('%21%2A%27%28%29~-._aZ09%20%2B%C3%A9');
});

it('signs every attempt with another nonce, and with the time of the attempt', () => {
  world.begin();
  const auth = oauth1(KEYS);
  const first = Object.fromEntries(pairsOf(auth.sign({ url: 'https://api.example/' })));
  world.time += 2_000;
  const second = Object.fromEntries(pairsOf(auth.sign({ url: 'https://api.example/' })));
  expect(first['oauth_nonce']).toMatch(/^[0-9a-f]{32}$/);
  expect(second['oauth_nonce']).not.toBe(first['oauth_nonce']);
  expect(Number(second['oauth_timestamp']) - Number(first['oauth_timestamp'])).toBe(2);
  expect(second['oauth_signature']).not.toBe(first['oauth_signature']);
});

it('puts the realm first, where there is one, and does not sign it', () => {
  const environment = world.begin();
  environment.getUuid = () => 'one';
  const plain = pairsOf(oauth1(KEYS).sign({ url: 'https://api.example/' }));
  const within = pairsOf(oauth1({ ...KEYS, realm: 'Ads' }).sign({ url: 'https://api.example/' }));
  expect(within).toEqual([['realm', 'Ads'], ...plain]);
});

/** Written from the RFC with the URL class of Node: another way to the same signature. */
function independentSignature(request: FetchRequest, body: [string, string][]): string {
  const url = new URL(request.url);
  const encode = (text: string) =>
    [...new TextEncoder().encode(text)]
      .map(byte =>
        /[\w.~-]/.test(String.fromCharCode(byte))
          ? String.fromCharCode(byte)
          : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
      )
      .join('');
  const own = pairsOf(request).filter(([name]) => name !== 'oauth_signature' && name !== 'realm');
  const sorted = [...url.searchParams, ...body, ...own]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(
      ([a, x], [b, y]) =>
        Buffer.compare(Buffer.from(a), Buffer.from(b)) || Buffer.compare(Buffer.from(x), Buffer.from(y)),
    );
  const parameters = sorted.map(pair => pair.join('=')).join('&');
  const address = `${url.protocol}//${url.host}${url.pathname}`;
  const base = [(request.method ?? 'get').toUpperCase(), address, parameters].map(encode).join('&');
  const key = `${encode(KEYS.consumerSecret)}&${encode(KEYS.tokenSecret)}`;
  return createHmac('sha1', key).update(base).digest('base64');
}

const text = fc.string({ unit: 'grapheme', maxLength: 8 });
const pairs = fc.array(fc.tuple(text, text), { maxLength: 6 });
const query = (each: [string, string][]) => new URLSearchParams(each).toString();
const signatureOf = (request: FetchRequest) =>
  pairsOf(request).find(([name]) => name === 'oauth_signature')?.[1];

describe('any request has the signature that another implementation gives it', () => {
  beforeEach(() => {
    world.begin();
  });

  it('with a query and a form, as object, text or bytes', () => {
    const forms = fc.tuple(pairs, pairs, fc.constantFrom('object', 'text', 'bytes', 'typed'));
    fc.assert(
      fc.property(forms, ([asked, fields, kind]) => {
        const url = `https://Ads-API.x.com:443/12/stats?${query(asked)}`;
        const form = kind === 'object' ? Object.entries(Object.fromEntries(fields)) : fields;
        const payload = {
          object: Object.fromEntries(fields),
          text: query(fields),
          typed: query(fields),
          bytes: new TextEncoder().encode(query(fields)),
        }[kind];
        const contentType = 'application/x-www-form-urlencoded; charset=utf-8';
        const request = {
          url,
          method: 'post' as const,
          payload,
          ...(kind === 'typed' ? { contentType } : {}),
        };
        const signed = oauth1(KEYS).sign(request);
        expect(signatureOf(signed)).toBe(independentSignature(signed, form));
      }),
    );
  });

  it.each([
    ['its type', { contentType: 'application/json' }],
    ['a header', { headers: { 'content-type': 'application/json' } }],
  ])('with a body that is no form by %s', (_, more) => {
    const request = {
      url: 'https://api.example/x?a=1',
      method: 'post' as const,
      payload: '{"a=b&c":1}',
      ...more,
    };
    const signed = oauth1(KEYS).sign(request);
    expect(signatureOf(signed)).toBe(independentSignature(signed, []));
    expect(signed).toMatchObject(more);
  });
});
