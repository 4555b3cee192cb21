import { isCancel, select, text } from '@clack/prompts';
import type { Readable, Writable } from 'node:stream';
import { readAddress } from './Addresses';
import { fetchesTokens, type AuthKind, type NodeKind, type PagingKind } from './ConnectorDesign';
import { nameFault, nodeFault } from './Names';
import { DEFAULT_DESIGN, defaultTokenUrl, type GivenDesign } from './ReadDesign';

/** Where questions are put and answered; tests hand in streams of their own. */
export interface Dialogue {
  input: Readable;
  output: Writable;
}

interface Choice<T extends string> {
  value: T;
  label: string;
  hint: string;
}

const AUTH_CHOICES: Choice<AuthKind>[] = [
  { value: 'none', label: 'None', hint: 'anybody may ask' },
  { value: 'api-key-header', label: 'API key in a header', hint: 'X-API-Key' },
  { value: 'api-key-query', label: 'API key in the address', hint: '?api_key=' },
  { value: 'bearer', label: 'Access token', hint: 'Authorization: Bearer' },
  { value: 'basic', label: 'User name and password', hint: 'Authorization: Basic' },
  { value: 'oauth2-client', label: 'OAuth 2.0, an app by itself', hint: 'client credentials' },
  { value: 'oauth2-refresh', label: 'OAuth 2.0, in the name of a user', hint: 'a refresh token' },
];

const PAGING_CHOICES: Choice<PagingKind>[] = [
  { value: 'none', label: 'In one answer', hint: 'no paging' },
  { value: 'page', label: 'By page number', hint: '?page=2' },
  { value: 'offset', label: 'By offset', hint: '?offset=100' },
  { value: 'cursor', label: 'By cursor', hint: 'next_cursor in the answer' },
  { value: 'next-url', label: 'By address', hint: 'the next address in the answer' },
  { value: 'link-header', label: 'By Link header', hint: 'rel="next"' },
];

const KIND_CHOICES: Choice<NodeKind>[] = [
  { value: 'catalogue', label: 'A list of what there is', hint: 'read as a whole each time' },
  { value: 'time-series', label: 'Records of days', hint: 'asked for from a day to a day' },
];

/** The dialogue was left by Ctrl-C or Escape. */
export class CancelledError extends Error {
  constructor() {
    super('The dialogue was cancelled.');
    this.name = 'CancelledError';
  }
}

/** Asks for what was not given, in the order in which it matters. Throws a `CancelledError`; nothing is written here. */
export async function askDesign(
  given: GivenDesign,
  existing: readonly string[],
  dialogue: Dialogue,
): Promise<GivenDesign> {
  const name = given.name ?? (await askName(existing, dialogue));
  const baseUrl = given.baseUrl ?? (await askAddress('Where is its API? (https)', dialogue));
  const auth =
    given.auth ?? (await choose('How does it know who asks?', AUTH_CHOICES, DEFAULT_DESIGN.auth, dialogue));
  const tokenUrl = fetchesTokens(auth)
    ? (given.tokenUrl ??
      (await askAddress('Where are tokens to be had?', dialogue, defaultTokenUrl(baseUrl))))
    : undefined;
  const paging =
    given.paging ??
    (await choose('How does it hand out a long list?', PAGING_CHOICES, DEFAULT_DESIGN.paging, dialogue));
  const kind =
    given.kind ?? (await choose('What does it list?', KIND_CHOICES, DEFAULT_DESIGN.kind, dialogue));
  const node = given.node ?? (await askNode(baseUrl, dialogue));
  return { name, baseUrl, auth, tokenUrl, paging, kind, node };
}

async function askName(existing: readonly string[], dialogue: Dialogue): Promise<string> {
  return answered(
    text({
      ...dialogue,
      message: 'What is the connector called? (PascalCase, e.g. Shop)',
      validate: (value = '') => nameFault(value, existing),
    }),
  );
}

async function askAddress(message: string, dialogue: Dialogue, initial?: string): Promise<string> {
  return answered(
    text({
      ...dialogue,
      message,
      placeholder: 'https://api.example.com/v1',
      ...(initial === undefined ? {} : { initialValue: initial }),
      validate: (value = '') => {
        const read = readAddress(value);
        return 'fault' in read ? `It ${read.fault}` : undefined;
      },
    }),
  );
}

async function askNode(baseUrl: string, dialogue: Dialogue): Promise<string> {
  return answered(
    text({
      ...dialogue,
      message: `What is asked for? (${baseUrl.replace(/\/+$/, '')}/...)`,
      initialValue: DEFAULT_DESIGN.node,
      validate: (value = '') => nodeFault(value),
    }),
  );
}

async function choose<T extends string>(
  message: string,
  options: Choice<T>[],
  initialValue: T,
  dialogue: Dialogue,
): Promise<string> {
  // The library's type of an option is conditional on the value's; for a union of texts it is this one.
  return answered(select<string>({ ...dialogue, message, options, initialValue }));
}

async function answered(question: Promise<string | symbol>): Promise<string> {
  const answer = await question;
  if (isCancel(answer)) throw new CancelledError();
  return String(answer);
}
