import type { SimulatedReply } from '../Simulator';
import { fault } from './Answers';
import { accountId, accountOf, numbers } from './World';

const LARGEST_PAGE = 1_000;
const FIELDS = [
  'AccountId',
  'AccountName',
  'AccountNumber',
  'AccountLifeCycleStatus',
  'CustomerId',
  'UserId',
];

type Json = Readonly<Record<string, unknown>>;

/** `Accounts/Search`: one predicate, pages from 0. */
export function searchAccounts(body: Json, count: number): SimulatedReply {
  const predicates = Array.isArray(body['Predicates']) ? (body['Predicates'] as Json[]) : [];
  const [predicate] = predicates;
  if (!predicate) return fault(474);
  const { Field: field, Value: value } = predicate;
  if (!FIELDS.includes(String(field))) return fault(201, `Field: ${String(field)}`);
  if (typeof value !== 'string' || value.length < 4) return fault(201, 'Value');
  const { Index: index = 0, Size: size = 0 } = (body['PageInfo'] ?? {}) as { Index?: number; Size?: number };
  if (size > LARGEST_PAGE) return fault(201, 'Size');
  const all = numbers(count).map(each => accountOf(accountId(each)));
  const page = all.slice(index * size, (index + 1) * size);
  const Accounts = page.map(account => ({
    BillToCustomerId: Number(value),
    CurrencyCode: account.currency,
    AccountFinancialStatus: 'ClearFinancialStatus',
    Id: Number(account.id),
    Name: account.name,
    Number: account.number,
    ParentCustomerId: Number(value),
    AccountLifeCycleStatus: account.status,
    TimeZone: account.timeZone,
    PauseReason: account.status === 'Pause' ? 1 : null,
    AccountMode: 'Expert',
  }));
  return { status: 200, body: { Accounts } };
}
