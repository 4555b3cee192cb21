import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { forgetGrants } from '../../../src/Core/Auth/GrantStore';
import { deleteChunked, readChunked, writeChunked } from '../../../src/Core/ChunkedProperty';
import type { PropertyStore } from '../../../src/Core/EnvironmentAdapter';
import { StateException } from '../../../src/Core/Exceptions';
import { fileState, propertyStore } from '../NodeProperties';

/** What one sign-in gave, as it is kept in the state file. */
export interface KeptSignIn {
  source: string;
  /** The parameter and its option that were signed in to. */
  choice: string;
  option: string;
  /** The item with the app's id, and that id: another app has another sign-in. */
  clientItem: string;
  clientId: string;
  /** Secret items: the tokens, and the app's secret, without which they are of no use. */
  secrets: Readonly<Record<string, string>>;
  /** ISO time. */
  at: string;
}

const PREFIX = 'sheetbound.signIn.';
const VERSION = 1;

/** The sign-ins of a state file, which only its owner can read. One for each source and app. */
export class Grants {
  private readonly state: ReturnType<typeof fileState>;
  private readonly store: PropertyStore;

  constructor(private readonly path: string) {
    this.state = fileState(path);
    this.store = propertyStore(this.state, 'user');
  }

  /** In the order of their clients. Throws a `StateException` on what it cannot understand. */
  list(source: string): KeptSignIn[] {
    const all = this.store.getAll();
    const heads = Object.keys(all).filter(key => isHead(key, source));
    return heads
      .map(key => this.parse(readChunked(this.store, key, all) ?? '', source))
      .sort((a, b) => a.clientId.localeCompare(b.clientId, 'en'));
  }

  keep(signIn: KeptSignIn): void {
    mkdirSync(dirname(this.path), { recursive: true });
    writeChunked(this.store, keyOf(signIn), JSON.stringify({ version: VERSION, ...signIn }));
  }

  /** What was fetched by it goes too, and what the API put in its place. Needs an environment. */
  forget(signIn: KeptSignIn): void {
    deleteChunked(this.store, keyOf(signIn));
    forgetGrants(this.store, Object.values(signIn.secrets));
    this.state.change(state => {
      state.cache = {};
    });
  }

  private parse(text: string, source: string): KeptSignIn {
    const { version, ...kept } = parseJson(text);
    if (version === VERSION && kept.source === source && typeof kept.secrets === 'object')
      return kept as KeptSignIn;
    const isNewer = typeof version === 'number' && version > VERSION;
    throw new StateException(
      `[State] What ${this.path} keeps of a sign-in to ${source} ${isNewer ? 'was written by a newer version' : 'is damaged'}. It was left as it is, and nothing was fetched. ${isNewer ? 'Update sheetbound.' : `Sign in again: npx sheetbound login ${source}`}`,
    );
  }
}

function isHead(key: string, source: string): boolean {
  const rest = key.startsWith(`${PREFIX}${source}.`) ? key.slice(PREFIX.length + source.length + 1) : '';
  return /^[\w-]{22}$/.test(rest);
}

/** The id is no secret; a digest, because it may hold any character. */
function keyOf({ source, clientId }: KeptSignIn): string {
  const digest = createHash('sha256').update(clientId).digest('base64url').slice(0, 22);
  return `${PREFIX}${source}.${digest}`;
}

function parseJson(text: string): Partial<KeptSignIn> & { version?: unknown } {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
