import { afterEach, beforeEach, expect, it } from 'vitest';
import { apiKey, basic, bearer } from '../../../src/Core/Auth';
import { TokenWorld } from './support/TokenWorld';

let world: TokenWorld;
beforeEach(() => {
  world = new TokenWorld();
  world.begin();
});
afterEach(() => {
  world.close();
});

const REQUEST = { url: 'https://api.example/data?page=2#top', headers: { Accept: 'application/json' } };

it.each([
  ['a key in a header', apiKey({ header: 'X-Key', value: 'k 1' }), { 'X-Key': 'k 1' }],
  [
    'a key after a word',
    apiKey({ header: 'Authorization', prefix: 'Token ', value: 'k1' }),
    { Authorization: 'Token k1' },
  ],
  ['a bearer token', bearer('t1'), { Authorization: 'Bearer t1' }],
  [
    'user and password in UTF-8',
    basic({ user: 'anna', password: 'pä:ss' }),
    { Authorization: 'Basic YW5uYTpww6Q6c3M=' },
  ],
  ['a key for the user name', basic({ user: 'key-1' }), { Authorization: 'Basic a2V5LTE6' }],
])('sends %s beside the headers that are there', (_, auth, headers) => {
  expect(auth.sign(REQUEST)).toEqual({ ...REQUEST, headers: { ...REQUEST.headers, ...headers } });
  expect(auth.renew).toBeUndefined();
});

it('sends a key in the address, once, also where the API put it there itself', () => {
  const auth = apiKey({ query: 'api key', value: 'a&b' });
  const first = auth.sign(REQUEST);
  expect(first).toEqual({ ...REQUEST, url: 'https://api.example/data?page=2&api%20key=a%26b#top' });
  expect(auth.sign(first)).toEqual(first);
});

it('sends no second header of the same name in another case', () => {
  const signed = bearer('new').sign({
    url: 'https://api.example/',
    headers: { authorization: 'Bearer old' },
  });
  expect(signed.headers).toEqual({ Authorization: 'Bearer new' });
});

it('leaves the request as it was: the next attempt is signed anew', () => {
  const request = { url: 'https://api.example/', headers: {} };
  bearer('t1').sign(request);
  apiKey({ query: 'key', value: 'k1' }).sign(request);
  expect(request).toEqual({ url: 'https://api.example/', headers: {} });
});

it('names what must not be read, the encoded pair too', () => {
  expect(basic({ user: 'anna', password: 'secret' }).secrets()).toEqual([
    'anna',
    'secret',
    btoa('anna:secret'),
  ]);
  expect(apiKey({ header: 'X-Key', value: 'k1' }).secrets()).toEqual(['k1']);
});
