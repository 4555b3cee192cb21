import { suggestion } from '../../src/Core/Nearest';
import { partsOf, readAddress } from './Addresses';
import { AUTH_KINDS, fetchesTokens, NODE_KINDS, PAGING_KINDS, type ConnectorDesign } from './ConnectorDesign';
import { nameFault, nodeFault } from './Names';

/** What was typed or answered; nothing of it is checked yet. */
export interface GivenDesign {
  name?: string | undefined;
  baseUrl?: string | undefined;
  auth?: string | undefined;
  tokenUrl?: string | undefined;
  paging?: string | undefined;
  kind?: string | undefined;
  node?: string | undefined;
}

/** What is taken where nothing is said. A name and a base URL have no default. */
export const DEFAULT_DESIGN = { auth: 'none', paging: 'none', kind: 'catalogue', node: 'records' } as const;

/** The answers that are there are checked; those that are missing are no fault of this function. */
export function designFaults(given: GivenDesign, existing: readonly string[]): string[] {
  const { name, node } = given;
  const faults = [
    name === undefined ? undefined : spoken('Name', nameFault(name, existing)),
    spoken('--base-url', addressFault(given.baseUrl)),
    choiceFault('--auth', given.auth, AUTH_KINDS),
    spoken('--token-url', tokenFault(given)),
    choiceFault('--paging', given.paging, PAGING_KINDS),
    choiceFault('--kind', given.kind, NODE_KINDS),
    node === undefined ? undefined : spoken('--node', nodeFault(node)),
  ];
  return faults.filter(fault => fault !== undefined);
}

/** What has no default and was not said. */
export function missingFaults({ name, baseUrl }: GivenDesign): string[] {
  return [
    ...(name === undefined ? ['Name: a value is needed, e.g. npx sheetbound new Shop.'] : []),
    ...(baseUrl === undefined ? ['--base-url: a value is needed, e.g. https://api.example.com/v1.'] : []),
  ];
}

/** Answers without faults, completed by the defaults. */
export function completeDesign(given: GivenDesign): ConnectorDesign {
  const baseUrl = addressOf(given.baseUrl ?? '');
  const auth = chosen(given.auth ?? DEFAULT_DESIGN.auth, AUTH_KINDS);
  return {
    name: given.name ?? '',
    baseUrl,
    auth,
    ...(fetchesTokens(auth) ? { tokenUrl: addressOf(given.tokenUrl ?? defaultTokenUrl(baseUrl)) } : {}),
    paging: chosen(given.paging ?? DEFAULT_DESIGN.paging, PAGING_KINDS),
    kind: chosen(given.kind ?? DEFAULT_DESIGN.kind, NODE_KINDS),
    node: given.node ?? DEFAULT_DESIGN.node,
  };
}

function addressOf(text: string): string {
  const read = readAddress(text);
  if ('fault' in read) throw new Error(`The address ${read.fault}`);
  return read.address;
}

/** Where most services have it. */
export function defaultTokenUrl(baseUrl: string): string {
  return `${partsOf(baseUrl).origin}/oauth/token`;
}

function spoken(who: string, fault: string | undefined): string | undefined {
  return fault === undefined ? undefined : `${who}: ${fault}`;
}

function addressFault(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const read = readAddress(text);
  return 'fault' in read ? read.fault : undefined;
}

function tokenFault({ tokenUrl, auth }: GivenDesign): string | undefined {
  if (tokenUrl === undefined) return undefined;
  if (auth !== undefined && !fetchesTokens(auth))
    return `goes with --auth oauth2-client or oauth2-refresh, not ${auth}.`;
  return addressFault(tokenUrl);
}

function choiceFault(flag: string, text: string | undefined, choices: readonly string[]): string | undefined {
  if (text === undefined || choices.includes(text)) return undefined;
  return `${flag}: there is no "${text}".${suggestion(text, choices)}`;
}

function chosen<T extends string>(text: string, choices: readonly T[]): T {
  const found = choices.find(choice => choice === text);
  if (found === undefined) throw new Error(`"${text}" is not one of ${choices.join(', ')}.`);
  return found;
}
