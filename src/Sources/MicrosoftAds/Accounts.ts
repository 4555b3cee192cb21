import type { AccountInfo } from '../../Core/AccountInfo';
import type { Fault } from '../../Core/Exceptions';
import { isRecord } from '../../Core/Json';
import { ianaZone } from './TimeZones';

/** Most accounts of one page of `Accounts/Search`. */
export const ACCOUNTS_PER_PAGE = 1_000;

/** Body of `Accounts/Search`: the accounts of a customer, page by page from 0. */
export function accountSearch(customer: string, page: number): object {
  return {
    Predicates: [{ Field: 'CustomerId', Operator: 'Equals', Value: customer }],
    Ordering: [{ Field: 'Id', Order: 'Ascending' }],
    PageInfo: { Index: page, Size: ACCOUNTS_PER_PAGE },
  };
}

/** Undefined for what is no account. */
export function toAccountInfo(account: unknown): AccountInfo | undefined {
  if (!isRecord(account) || !['number', 'string'].includes(typeof account['Id'])) return undefined;
  const { Id: id, Name: name, CurrencyCode: currency, TimeZone: zone } = account;
  const timeZone = typeof zone === 'string' ? ianaZone(zone) : undefined;
  const problem = problemOf(account);
  return {
    id: String(id),
    ...(typeof name === 'string' ? { name } : {}),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(typeof currency === 'string' ? { currency } : {}),
    ...(problem === undefined ? {} : { problem }),
  };
}

/** A paused or suspended account still has its history. */
function problemOf({ AccountLifeCycleStatus: status, AccountMode: mode }: Readonly<Record<string, unknown>>) {
  if (status === 'Draft' || status === 'Pending')
    return `Its status is ${status}: it has not run any ads yet.`;
  if (status === 'Inactive') return 'Its status is Inactive: it was closed.';
  if (mode === 'Smart' || mode === 'UnifiedSmart')
    return `Its mode is ${mode}: Microsoft gives out expert accounts only.`;
  return undefined;
}

/**
 * Numbers out of a list, each once. An address of the website that holds them is taken as well: `aid=` names the
 * account there, `cid=` the customer.
 */
export function idsIn(value: unknown, name: 'aid' | 'cid'): string[] {
  const inAddress = new RegExp(`[?&#/]${name}=(\\d+)`, 'i');
  const parts = String(value ?? '').split(/[,;\s]+/);
  const ids = parts.map(part => inAddress.exec(part)?.[1] ?? part);
  return [...new Set(ids)].filter(id => id !== '');
}

const ID = /^\d{1,15}$/;

export function idFaults(accounts: unknown, customer: unknown): Fault[] {
  const wrong = idsIn(accounts, 'aid').filter(id => !ID.test(id));
  const faults: Fault[] = wrong.map(id => ({
    parameter: 'AccountIDs',
    message: `Account IDs: "${id}" is not a number; the account number of letters and digits is another thing.`,
  }));
  const customers = idsIn(customer, 'cid');
  if (customers.length > 1 || customers.some(id => !ID.test(id)))
    faults.push({
      parameter: 'CustomerID',
      message: `Customer ID: "${String(customer)}" is not one number.`,
    });
  return faults;
}
