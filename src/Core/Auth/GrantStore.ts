import { EnvironmentAdapter, type PropertyScope, type PropertyStore } from '../EnvironmentAdapter';
import { StateException } from '../Exceptions';
import { isRecord } from '../Json';
import { storeKey } from './Identity';

/** What an API gave in place of credentials that were entered: it must not get lost. */
export interface Grant {
  token: string;
  /** Milliseconds since 1970 at which it ends, where that is known. */
  endsAt?: number;
}

const PURPOSE = 'grant';
const VERSION = 1;

/** Milliseconds: no API that we know of keeps an unused grant for longer. */
const FORGOTTEN_AFTER = 400 * 86_400_000;

/** Milliseconds after which a grant is noted as in use once more. */
const NOTED_AFTER = 30 * 86_400_000;

export interface GrantStoreOptions {
  speaker: string;
  scope: PropertyScope;
  /** What was entered, without what may be changed on its own. */
  entered: readonly string[];
  /** The one of those in whose place the grant came: it is forgotten with it. */
  token: string;
}

/** One grant in the properties. Read it before a request whose answer is to be written: then nothing is to be done between. */
export class GrantStore {
  private opened: { store: PropertyStore; key: string; of: string } | undefined;
  private known: Grant | undefined;

  constructor(private readonly options: GrantStoreOptions) {}

  /** Throws a `StateException` on what a newer version wrote, or what is damaged. */
  read(): Grant | undefined {
    const { store, key } = this.open();
    const text = store.get(key);
    this.known = text === undefined ? undefined : this.parse(text);
    return this.known;
  }

  /** Some services replace a token once, and take the new one for years. Only while nobody else can write it. */
  noteUse(): void {
    const { store, key } = this.open();
    const stored = parseStored(store.get(key) ?? '');
    const now = EnvironmentAdapter.now();
    if (stored && now - Number(stored['storedAt'] ?? 0) > NOTED_AFTER)
      store.set(key, JSON.stringify({ ...stored, storedAt: now }));
  }

  /** Durable with the first service call. */
  write(grant: Grant): void {
    const { store, key, of } = this.open();
    const isFirst = !this.known;
    store.set(key, JSON.stringify({ version: VERSION, ...grant, of, storedAt: EnvironmentAdapter.now() }));
    this.known = grant;
    if (isFirst) this.forgetOld(store);
  }

  forget(): void {
    const { store, key } = this.open();
    store.delete(key);
    this.known = undefined;
  }

  private open(): { store: PropertyStore; key: string; of: string } {
    const { scope, entered, token } = this.options;
    return (this.opened ??= {
      store: EnvironmentAdapter.properties(scope),
      key: storeKey(PURPOSE, entered),
      of: enteredKey(token),
    });
  }

  private parse(text: string): Grant {
    const stored = parseStored(text);
    const { version, token, endsAt } = stored ?? {};
    if (version !== VERSION || typeof token !== 'string')
      throw new StateException(
        `[${this.options.speaker}] The stored sign-in ${Number(version) > VERSION ? 'was written by a newer version' : 'is damaged'}. It was left as it is, and nothing was fetched. Update Sheetbound, or sign in again and enter the new credentials.`,
      );
    return typeof endsAt === 'number' ? { token, endsAt } : { token };
  }

  /** Of credentials that nobody uses any more. */
  private forgetOld(store: PropertyStore): void {
    const oldest = EnvironmentAdapter.now() - FORGOTTEN_AFTER;
    for (const [key, { storedAt }] of storedGrants(store))
      if (typeof storedAt === 'number' && storedAt < oldest) store.delete(key);
  }
}

/** Takes away what services gave in place of these tokens, which nobody shall use any more. */
export function forgetGrants(store: PropertyStore, entered: readonly string[]): void {
  const keys = entered.map(enteredKey);
  for (const [key, { of }] of storedGrants(store))
    if (typeof of === 'string' && keys.includes(of)) store.delete(key);
}

/** Lets what services gave in place of these tokens be found in another store, where the tokens are kept from now on. */
export function copyGrants(from: PropertyStore, to: PropertyStore, entered: readonly string[]): void {
  const keys = entered.map(enteredKey);
  for (const [key, stored] of storedGrants(from))
    if (typeof stored['of'] === 'string' && keys.includes(stored['of'])) to.set(key, JSON.stringify(stored));
}

function enteredKey(token: string): string {
  return storeKey('entered', [token]);
}

function storedGrants(store: PropertyStore): [key: string, stored: Readonly<Record<string, unknown>>][] {
  return Object.entries(store.getAll())
    .filter(([key]) => key.startsWith(`sheetbound.${PURPOSE}.`))
    .map(([key, text]) => [key, parseStored(text) ?? {}]);
}

function parseStored(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const stored: unknown = JSON.parse(text);
    return isRecord(stored) ? stored : undefined;
  } catch {
    return undefined;
  }
}
