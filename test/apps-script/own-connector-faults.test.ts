import { describe, expect, it } from 'vitest';
import { AbstractConnector } from '../../src/Core/AbstractConnector';
import type { Config } from '../../src/Core/AbstractConfig';
import { AbstractSource } from '../../src/Core/AbstractSource';
import { readOwnConnectors } from '../../src/Core/ConnectorChecks';
import type { FieldsSchema } from '../../src/Core/Schema';

const BUILT_IN = ['GitHub', 'OpenHolidays'];

class Shop extends AbstractSource {
  constructor(config: Config) {
    super(config.mergeParameters({}));
  }

  fetchData() {
    return [];
  }
}

const item = { name: 'Shop', manifest: { title: 'Shop' }, Source: Shop };

function read(returned: unknown) {
  return readOwnConnectors(() => returned, {}, BUILT_IN);
}

function faultsOf(returned: unknown): string[] {
  return read(returned).faults.map(({ message }) => message);
}

/** The only fault of an item, without what every message begins with. */
function faultOf(changes: Record<string, unknown>): string {
  const faults = faultsOf([{ ...item, ...changes }]);
  expect(faults).toHaveLength(1);
  return (faults[0] ?? '').replace('registerConnectors(): ', '');
}

/** A source with this schema; `accounts`: it asks once per account. */
function withSchema(fieldsSchema: unknown, accounts = false) {
  return class extends Shop {
    constructor(config: Config) {
      super(config);
      this.fieldsSchema = fieldsSchema as FieldsSchema;
    }

    override get hasAccounts() {
      return accounts;
    }
  };
}

/** What no author could write in TypeScript, but anybody in a .gs file. */
function withFetch(fetchData: unknown) {
  class Odd extends Shop {}
  Object.assign(Odd.prototype, { fetchData });
  return Odd;
}

describe('a list that is right', () => {
  it('gives its connectors, each with a class of its own or the usual one', () => {
    class ShopConnector extends AbstractConnector {}
    const { entries, faults } = read([item, { ...item, name: 'Shop2', Connector: ShopConnector }]);
    expect(faults).toEqual([]);
    expect(entries.map(({ name, Connector }) => [name, Connector])).toEqual([
      ['Shop', AbstractConnector],
      ['Shop2', ShopConnector],
    ]);
  });

  it('may be empty, and is made with what is handed in', () => {
    const core = { AbstractSource };
    const given: unknown[] = [];
    readOwnConnectors((each: unknown) => given.push(each), core, BUILT_IN);
    expect(given).toEqual([core]);
    expect(read([])).toEqual({ entries: [], faults: [] });
  });

  it.each([
    [
      'everything a manifest may have',
      {
        manifest: {
          title: 'S',
          hosts: ['*.a.example', 'b-c.example'],
          documentation: 'https://x',
          logo: 'l',
          apiVersion: { version: '1' },
        },
      },
    ],
    ['fields without types', { Source: withSchema({ a: { fields: { x: {} } } }) }],
    [
      'a node that extends another',
      { Source: withSchema({ a: { fields: { x: {} } }, b: { extends: 'a', uniqueKeys: ['x'] } }) },
    ],
    [
      'the account among the keys',
      { Source: withSchema({ a: { fields: { x: {} }, uniqueKeys: ['account_id'] } }, true) },
    ],
    [
      'keys of fields that only the records name',
      { Source: withSchema({ a: { fields: {}, uniqueKeys: ['id'] } }) },
    ],
  ])('may have %s', (_, changes) => {
    expect(faultsOf([{ ...item, ...changes }])).toEqual([]);
  });
});

describe('a list that is none', () => {
  it.each([
    ['nothing', undefined, 'does not return a list'],
    ['one connector', item, 'does not return a list'],
    ['null', null, 'does not return a list'],
    ['text', 'Shop', 'does not return a list'],
    ['a promise', Promise.resolve([item]), 'is asynchronous: take "async" and "await" away.'],
  ])('%s', (_, returned, expected) => {
    expect(faultsOf(returned)).toEqual([expect.stringContaining(`registerConnectors() ${expected}`)]);
  });

  it('is told with its place when the function throws', () => {
    const { entries, faults } = readOwnConnectors(
      () => {
        throw Object.assign(new Error('oops'), {
          stack: 'Error: oops\n    at registerConnectors (Shop:12:5)',
        });
      },
      {},
      BUILT_IN,
    );
    expect([entries, faults]).toEqual([[], [{ message: 'registerConnectors() stopped at Shop:12:5: oops' }]]);
  });

  it.each([undefined, null, 'text'])('is told when %j is thrown', thrown => {
    const throwing = () => {
      throw thrown as unknown;
    };
    expect(readOwnConnectors(throwing, {}, BUILT_IN).faults).toEqual([
      { message: `registerConnectors() stopped: ${String(thrown)}` },
    ]);
  });

  it('says how to write the function when the name stands for something else', () => {
    expect(readOwnConnectors([item], {}, BUILT_IN).faults[0]?.message).toMatch(
      /^registerConnectors\(\) is no function\. Write: function registerConnectors\(\) \{ return \[/,
    );
  });
});

describe('an item', () => {
  it.each([
    [{ name: undefined }, 'item 1 has no name. Write: return [{ name:'],
    [{ name: '' }, 'item 1 has no name.'],
    [
      { name: 'My shop' },
      '"My shop" has a name that cannot be used: a letter, then letters and digits, at most 40.',
    ],
    [{ name: '2Shop' }, '"2Shop" has a name that cannot be used'],
    [{ name: 'S'.repeat(41) }, 'has a name that cannot be used'],
    [{ name: 'github' }, '"github" has the name of a built-in connector, which stays as it is.'],
    [{ source: Shop }, '"Shop" has a "source" that means nothing. Did you mean Source?'],
    [{ manifest: undefined }, `"Shop" has no title. Write: manifest: { title: 'Shop' }`],
    [{ manifest: { title: '  ' } }, '"Shop" has no title.'],
    [{ manifest: { title: 'S', host: 'x' } }, '"Shop" has a "host" that means nothing. Did you mean hosts?'],
    [{ manifest: { title: 'S', hosts: 'a.example' } }, '"Shop" has wrong hosts'],
    [
      { manifest: { title: 'S', hosts: ['https://a.example/'] } },
      `"Shop" has wrong hosts: a list without https:// and path is needed`,
    ],
    [
      { Source: undefined },
      '"Shop" has no Source that can fetch: it must be a class that extends Sheetbound.AbstractSource.',
    ],
    [
      {
        Source: class {
          fetchData() {
            return [];
          }
        },
      },
      '"Shop" has no Source that can fetch',
    ],
    [{ Source: () => [] }, '"Shop" has no Source that can fetch'],
    [
      { Source: AbstractSource },
      '"Shop" has a Source without fetchData(startDate, endDate), which returns the records.',
    ],
    [{ Source: withFetch(async () => Promise.resolve([])) }, '"Shop" has an asynchronous fetchData'],
    [{ Source: withFetch(async function* () {}) }, '"Shop" has an asynchronous fetchData'],
    [
      { Connector: class {} },
      '"Shop" has a Connector that is none: leave it out, or extend Sheetbound.AbstractConnector.',
    ],
    [
      {
        Source: class extends Shop {
          constructor(config: Config) {
            super(config);
            throw new Error('no luck');
          }
        },
      },
      '"Shop" has a Source that cannot be made: no luck',
    ],
    [
      {
        Source: class extends AbstractSource {
          constructor(config: Config) {
            super(config as never);
          }
          fetchData() {
            return [];
          }
        },
      },
      '"Shop" has a Source whose constructor does not begin with super(config.mergeParameters({ ... })).',
    ],
    [
      {
        Source: class extends AbstractSource {
          constructor(config: Config) {
            super(config.mergeParameters({ token: {} }));
          }
          fetchData() {
            return [];
          }
        },
      },
      '"Shop" has a Source that cannot be made: [Shop] Parameter "token" must begin with an upper-case letter',
    ],
  ] as [Record<string, unknown>, string][])('%# is refused', (changes, expected) => {
    expect(faultOf(changes)).toContain(expected);
  });

  it('that throws when it is looked at is told of, and so is a gap', () => {
    const odd = {
      get name() {
        throw new RangeError('odd');
      },
    };
    expect(faultsOf([odd])).toEqual([expect.stringMatching(/^registerConnectors\(\) stopped at .*: odd$/)]);
    expect(faultsOf([, item])).toEqual([expect.stringContaining('item 1 has no name')]);
  });

  it.each([[null], ['Shop'], [[]], [7]])('%j is refused', each => {
    expect(faultsOf([each])).toEqual([expect.stringContaining('item 1 has no name')]);
  });

  it.each([
    ['{"a":{}}', 'It must be an object with one node or more'],
    [{}, 'It must be an object with one node or more'],
    [{ a: 'x' }, 'Node "a": it must be an object with "fields".'],
    [{ a: { fields: ['id'] } }, `Node "a": its "fields" must be an object: { id: { type: 'string' } }.`],
    [{ a: { fields: { id: 'string' } } }, `Node "a": its "fields" must be an object`],
    [{ a: { fields: { id: { type: 'text' } } } }, 'Node "a": its field "id" has the type "text".'],
    [{ a: { fields: { id: { type: 'strin' } } } }, 'Did you mean string?'],
    [{ a: { extends: 'b' } }, 'Node "b" is not in the fields schema.'],
    [{ a: { extends: 'a', fields: {} } }, 'Node "a" extends itself: a -> a.'],
    [
      { a: { fields: { id: {} }, uniqueKeys: ['ID'] } },
      'Node "a": its unique key "ID" is not one of its fields. Did you mean id?',
    ],
  ])('with the schema %j is refused', (schema, expected) => {
    expect(faultOf({ Source: withSchema(schema) })).toContain(`"Shop" has a wrong fieldsSchema. `);
    expect(faultOf({ Source: withSchema(schema) })).toContain(expected);
  });

  it('stands or falls alone', () => {
    const { entries, faults } = read([
      { ...item, name: 'GitHub' },
      item,
      { ...item, name: 'Empty', Source: AbstractSource },
    ]);
    expect(entries.map(({ name }) => name)).toEqual(['Shop']);
    expect(faults.map(({ name }) => name)).toEqual(['GitHub', 'Empty']);
  });

  it('that is there twice is refused once, whatever the case of its letters', () => {
    const { entries, faults } = read([item, { ...item, name: 'SHOP' }, { ...item, name: 'Other' }]);
    expect(entries.map(({ name }) => name)).toEqual(['Other']);
    expect(faults).toEqual([
      {
        name: 'Shop',
        message:
          'registerConnectors(): "Shop" is in the list more than once. Give each connector a name of its own.',
      },
    ]);
  });

  it('is told everything that is wrong around its source at once', () => {
    expect(faultsOf([{ ...item, manifest: {}, Source: undefined, Connector: 1, more: 1 }])).toHaveLength(4);
  });
});
