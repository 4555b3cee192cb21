import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../toolchain/scaffold/Addresses';
import { nameFault, nodeFault } from '../../../toolchain/scaffold/Names';
import { completeDesign, designFaults, missingFaults } from '../../../toolchain/scaffold/ReadDesign';
import { wrap } from '../../../toolchain/scaffold/Text';

const EXISTING = ['BankOfCanada', 'GitHub'];

describe('the name of a connector', () => {
  it.each(['Shop', 'X', 'OpenWeather2', 'GA4'])('%s is taken', name => {
    expect(nameFault(name, EXISTING)).toBeUndefined();
  });

  it.each([
    ['shop', /PascalCase.* Shop, for instance/],
    ['open weather', /OpenWeather, for instance/],
    ['my-shop', /MyShop, for instance/],
    ['2nd', /PascalCase/],
    ['', /PascalCase/],
    ['../../etc', /PascalCase/],
    ['Größe', /PascalCase/],
    ['Über', /Uber, for instance/],
    ['A'.repeat(41), /41 characters; 40 is the most/],
    ['ShopSource', /leave "Source" off.*Write Shop\./],
    ['ShopConnector', /Write Shop\./],
    ['GitHub', /there is a connector GitHub already/],
    ['Github', /GitHub already, and the two names differ in case only/],
    ['Abstract', /meaning of its own/],
    ['Simulator', /meaning of its own/],
    ['Con', /meaning of its own/],
    ['Map', /built-in of JavaScript or of Apps Script.*MapData/],
    ['SpreadsheetApp', /built-in/],
  ])('%s is refused', (name, reason) => {
    expect(nameFault(name, EXISTING)).toMatch(reason);
  });

  it('is never one that would leave its folder or break code', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Shop', 'x', ''),
        fc.string({ unit: 'binary', maxLength: 3 }),
        (start, rest) => {
          const isTaken = nameFault(start + rest, EXISTING) === undefined;
          expect(isTaken && !/^[A-Z][A-Za-z0-9]{0,39}$/.test(start + rest)).toBe(false);
        },
      ),
    );
  });
});

describe('the name of a node', () => {
  it.each(['orders', 'line_items', 'sales-orders', 'accountStats'])('%s is taken', node => {
    expect(nodeFault(node)).toBeUndefined();
  });

  it.each(['', '1st', 'a b', 'a,b', 'a/b', "a'b", '../x'])('"%s" is refused', node => {
    expect(nodeFault(node)).toMatch(/no name of a node/);
  });
});

describe('a base URL', () => {
  it.each([
    ['https://api.example.com/v1/', 'https://api.example.com/v1'],
    ['https://API.Example.com', 'https://api.example.com'],
    ['https://api.example.com/a/b//', 'https://api.example.com/a/b'],
  ])('%s is read as %s', (text, address) => {
    expect(readAddress(text)).toEqual({ address });
  });

  it.each([
    ['api.example.com', /is no address/],
    ['http://api.example.com', /only https:\/\/ is taken, because keys and data would travel in clear/],
    ['ftp://api.example.com', /only https/],
    ['https://me:secret@api.example.com', /leave them off/],
    ['https://me:secret@ api.example.com', /this is no address/],
    ['me:secret@api.example.com', /only https|this is no address/],
    ['api.example.com?key=secret', /this is no address/],
    ['https://api.example.com/v1?key=1', /query or a fragment/],
    ['https://api.example.com/#x', /query or a fragment/],
    ['https://api.example.com:8443', /port 8443/],
    ['https://localhost/v1', /cannot be reached from Google/],
    ['https://192.168.1.10/v1', /cannot be reached/],
    ['https://nas.local', /cannot be reached/],
    ["https://api.example.com/it's", /percent-encoded only/],
    ['https://api.example.com/${x}', /percent-encoded|is no address/],
  ])('%s is refused', (text, reason) => {
    expect(readAddress(text)).toMatchObject({ fault: expect.stringMatching(reason) as string });
    expect(JSON.stringify(readAddress(text))).not.toContain('secret');
  });

  it('never gets out of the text that it stands in', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), text => {
        const read = readAddress(text);
        if ('address' in read) expect(read.address).toMatch(/^https:\/\/[a-z0-9.-]+(\/[A-Za-z0-9._~%/-]*)?$/);
      }),
    );
  });
});

describe('what is given on the command line', () => {
  it('is told all that is wrong with it at once', () => {
    const given = {
      name: 'shop',
      baseUrl: 'http://x.y',
      auth: 'baerer',
      paging: 'pages',
      kind: 'list',
      node: '',
    };
    expect(designFaults(given, EXISTING)).toEqual([
      expect.stringMatching(/^Name: /),
      expect.stringMatching(/^--base-url: /),
      expect.stringMatching(/^--auth: there is no "baerer"\. Did you mean bearer\?/),
      expect.stringMatching(/^--paging: there is no "pages"\. Did you mean page\?/),
      expect.stringMatching(/^--kind: .*catalogue, time-series/),
      expect.stringMatching(/^--node: /),
    ]);
  });

  it('takes an address for tokens with OAuth only', () => {
    const tokenUrl = 'https://login.example.com/token';
    expect(designFaults({ tokenUrl, auth: 'bearer' }, [])).toEqual([
      '--token-url: goes with --auth oauth2-client or oauth2-refresh, not bearer.',
    ]);
    expect(designFaults({ tokenUrl, auth: 'oauth2-refresh' }, [])).toEqual([]);
  });

  it('has defaults for all but a name and a base URL', () => {
    expect(missingFaults({})).toEqual([
      expect.stringMatching(/^Name: a value is needed/),
      expect.stringMatching(/^--base-url: a value is needed/),
    ]);
    expect(completeDesign({ name: 'Shop', baseUrl: 'https://api.example.com/v1/' })).toEqual({
      name: 'Shop',
      baseUrl: 'https://api.example.com/v1',
      auth: 'none',
      paging: 'none',
      kind: 'catalogue',
      node: 'records',
    });
  });
});

it('breaks prose between words only, never within code or a link', () => {
  const text = `${'word '.repeat(22)}\`npx sheetbound run Shop\` ${'word '.repeat(20)}[CREDENTIALS.md](CREDENTIALS.md).`;
  const broken = wrap(text);
  expect(broken.split('\n').length).toBeGreaterThan(1);
  expect(broken.replace(/\n/g, ' ')).toBe(text);
  expect(broken).toContain('`npx sheetbound run Shop`');
});
