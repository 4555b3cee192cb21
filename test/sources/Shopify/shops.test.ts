import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startSimulators, type Simulators } from '../../../environments/emulator/apis/Simulators';
import { createNodeEnvironment } from '../../../environments/node/NodeEnvironment';
import { Config } from '../../../src/Core/AbstractConfig';
import { AbstractConnector } from '../../../src/Core/AbstractConnector';
import { EnvironmentAdapter, installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import { memoryRunStateStore } from '../../../src/Core/RunState';
import { dayOf, daysFilter, isShopDomain, shopDomains } from '../../../src/Sources/Shopify/Shops';
import { ShopifySource } from '../../../src/Sources/Shopify/Source';
import { MemoryDatabase } from '../../core/support/MemoryStorage';
import { installSimulated } from '../simulated';

const ORG = {
  value: 'client_credentials',
  items: { ClientId: 'simulated-client-id', ClientSecret: 'shpss_simulated_secret' },
};
const TOKEN = { value: 'access_token', items: { AccessToken: 'shpat_simulated_token' } };

const source = (values: Record<string, unknown>) => new ShopifySource(new Config(values, 'Shopify'));
const faultsOf = (values: Record<string, unknown>) => {
  const one = source(values);
  return [...one.config.faults(), ...one.validate()].map(({ message }) => message);
};

describe('the shop', () => {
  it.each([
    'my-shop.myshopify.com',
    'https://my-shop.myshopify.com/admin/orders?x=1',
    'My-Shop.MyShopify.com/',
    'https://admin.shopify.com/store/my-shop/products',
    'my-shop',
  ])('is known from %s', text => {
    expect(shopDomains(text)).toEqual(['my-shop.myshopify.com']);
  });

  it('may be one of several, each once', () => {
    expect(shopDomains('one, https://two.myshopify.com/;one.myshopify.com\nthree')).toEqual([
      'one.myshopify.com',
      'two.myshopify.com',
      'three.myshopify.com',
    ]);
  });

  it.each([
    'www.my-shop.example',
    'my_shop.myshopify.com',
    'a.b.myshopify.com',
    'myshopify.com.evil.example',
  ])('is not %s, which a token must not be sent to', text => {
    expect(shopDomains(text).every(isShopDomain)).toBe(false);
    expect(faultsOf({ ShopDomain: text, AuthType: TOKEN }).join()).toMatch(/not the permanent domain/);
  });
});

describe('signing in', () => {
  it('needs one way, and takes no second one beside it', () => {
    const ShopDomain = 'one';
    expect(faultsOf({ ShopDomain, AuthType: ORG })).toEqual([]);
    expect(faultsOf({ ShopDomain, AuthType: TOKEN })).toEqual([]);
    expect(faultsOf({ ShopDomain })).toEqual(['Authentication: a value is needed.']);
    expect(faultsOf({ ShopDomain, AuthType: ORG, AccessToken: 'shpat_1' }).join()).toMatch(/remove it/);
  });

  it('takes the token under its old name, and says so', () => {
    const old = source({ ShopDomain: 'one', AccessToken: 'shpat_1' });
    expect([...old.config.faults(), ...old.validate()]).toEqual([]);
    expect(old.config.warnings().join()).toMatch(/deprecated.*Choose "Access token" under Authentication/);
    const request = { url: 'https://one.myshopify.com/admin/api/x/graphql.json' };
    expect(old.createAuth().sign(request).headers).toEqual({ 'X-Shopify-Access-Token': 'shpat_1' });
    expect(old.createAuth().renew).toBeUndefined();
  });

  it('keeps the token of one shop from the others', () => {
    expect(faultsOf({ ShopDomain: 'one, two', AuthType: TOKEN }).join()).toMatch(/belongs to one shop/);
    expect(faultsOf({ ShopDomain: 'one, two', AuthType: ORG })).toEqual([]);
  });
});

describe('several shops', () => {
  let simulators: Simulators;
  beforeAll(async () => {
    simulators = await startSimulators(['Shopify']);
  });
  afterAll(() => simulators.close());

  // One after the other, ten tokens would take longer than all the rest.
  it('get their tokens by requests that go out together, also where no time zone is asked for', () => {
    installSimulated(simulators.hostsOf('Shopify'));
    const together = vi.spyOn(EnvironmentAdapter, 'fetchAll');
    const shops = ['demo-1', 'demo-2', 'demo-3'].map(name => `${name}.myshopify.com`);
    const values = { ShopDomain: shops.join(', '), AuthType: ORG, Fields: 'blogs title' };
    const services = { storages: new MemoryDatabase().factory, state: memoryRunStateStore() };
    const report = new AbstractConnector(source(values), services).run();
    expect(report).toMatchObject({ status: 'DONE', failures: [], requests: 6 });
    expect(together.mock.calls.map(([requests]) => requests.map(({ url }) => url))).toEqual([
      shops.map(shop => `https://${shop}/admin/oauth/access_token`),
      shops.map(shop => `https://${shop}/admin/api/2026-10/graphql.json`),
    ]);
  });
});

describe('days', () => {
  beforeAll(() => {
    installEnvironment(createNodeEnvironment({ timeZone: 'UTC' }));
  });

  it.each([
    ['America/New_York', '2026-03-08', '2026-03-08', '2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
    ['America/New_York', '2026-11-01', '2026-11-01', '2026-11-01T04:00:00Z', '2026-11-02T05:00:00Z'],
    ['Europe/Kyiv', '2026-03-28', '2026-03-29', '2026-03-27T22:00:00Z', '2026-03-29T21:00:00Z'],
    ['Asia/Kolkata', '2026-01-31', '2026-02-01', '2026-01-30T18:30:00Z', '2026-02-01T18:30:00Z'],
    ['UTC', '2026-02-28', '2026-02-28', '2026-02-28T00:00:00Z', '2026-03-01T00:00:00Z'],
  ])('in %s from %s to %s begin and end at midnight there', (zone, from, to, start, end) => {
    expect(daysFilter('updated_at', from, to, zone)).toBe(`updated_at:>='${start}' AND updated_at:<'${end}'`);
  });

  it('of a change are those of the shop, and blank where there is none', () => {
    expect(dayOf('2026-03-02T03:30:00Z', 'America/New_York')).toBe('2026-03-01');
    expect(dayOf('2026-03-02T03:30:00Z', 'Asia/Tokyo')).toBe('2026-03-02');
    expect(dayOf(null, 'UTC')).toBeNull();
  });
});
