import { beforeEach, describe, expect, it } from 'vitest';
import { checkSource } from '../../environments/node/cli/CheckSource';
import { checkText } from '../../environments/node/cli/CheckText';
import type { AccountInfo } from '../../src/Core/AccountInfo';
import type { Steps } from '../../src/Core/FetchProtocol';
import { FakeEnvironment } from '../core/support/FakeEnvironment';
import { TestSource } from '../core/support/TestSource';

const SEEN: AccountInfo[] = [
  { id: '1', name: 'Shop', timeZone: 'Europe/Kyiv', currency: 'UAH' },
  { id: '2', name: 'Old shop', problem: 'It is closed.' },
  { id: '3' },
];

class AdsSource extends TestSource {
  constructor(accounts: readonly string[]) {
    super({
      fetch: () => [],
      accounts: () => accounts,
      node: { perAccount: true },
      values: { MaxFetchRetries: 0 },
    });
  }

  *readAccounts(): Steps<readonly AccountInfo[]> {
    const answer = yield* this.request('https://ads.example/accounts');
    this.warn('Figures of today are not final.');
    return this.parseJson(answer) as AccountInfo[];
  }
}

const REQUEST = { type: 'INCREMENTAL' } as const;
let world: FakeEnvironment;

beforeEach(() => {
  world = new FakeEnvironment().install();
  world.answer = () => ({ body: SEEN });
});

const check = (...accounts: string[]) => checkSource(new AdsSource(accounts), REQUEST);

describe('sheetbound check', () => {
  it('tells by one request which accounts the credentials see', () => {
    const result = check('1', '3');
    expect(result).toMatchObject({ isWorking: true, requests: 1, accounts: { notSeen: [] } });
    expect(result.accounts?.seen.map(({ id, isImported }) => [id, isImported])).toEqual([
      ['1', true],
      ['2', false],
      ['3', true],
    ]);
    const text = checkText('Ads', result);
    expect(text).toContain('Ads: the credentials work (1 request) and see 3 accounts.');
    expect(text).toMatch(/1 +│ Shop +│ Europe\/Kyiv │ UAH +│ yes/);
    expect(text).toMatch(/2 +│ Old shop +│ +│ +│ no +│ It is closed\./);
    expect(text).toContain('- Figures of today are not final.');
  });

  it('names accounts that are asked for and not seen, and those that cannot be imported', () => {
    const result = check('1', '2', '7');
    expect(result.isWorking).toBe(false);
    expect(checkText('Ads', result).split('\n').slice(-4)).toEqual([
      '- Asked for but not among them: 7. Correct the setting, or let the user of these credentials into it.',
      '- 2 cannot be imported: It is closed.',
      'Not everything that is asked for can be imported.',
      '- Figures of today are not final.',
    ]);
  });

  it('says why the credentials do not work', () => {
    world.answer = () => ({ status: 401, body: { message: 'bad token' } });
    const result = check('1');
    expect(result).toMatchObject({ isWorking: false, statusCode: 401, requests: 1 });
    expect(checkText('Ads', result)).toContain('Ads: does not work.\n- [Test]');
  });

  it('keeps what an account calls itself from moving the cursor of the terminal', () => {
    world.answer = () => ({ body: [{ id: '1', name: 'a\u001b[31mb\nc' }] });
    expect(checkText('Ads', check('1'))).toContain('a [31mb c');
  });

  it('asks for a day of the first node where a source cannot tell its accounts', () => {
    const source = new TestSource({
      fetch: () => [],
      accounts: () => ['1', '2'],
      node: { perAccount: true },
    });
    expect(checkText('Ads', checkSource(source, REQUEST))).toBe(
      'Ads: works (node n, account 1; 0 requests). 1 other account was not asked.',
    );
  });
});
