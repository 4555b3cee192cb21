import { CONFIG_ATTRIBUTES } from '../../Constants';
import type { Fault } from '../../Core/Exceptions';
import { defineParameters } from '../../Core/Parameters';

const { ADVANCED, SECRET } = CONFIG_ATTRIBUTES;

/** What a user sets: four keys, the accounts, and how much is asked for at once. */
export const parameters = defineParameters({
  ConsumerKey: {
    requiredType: 'string',
    isRequired: true,
    label: 'API key',
    description: 'API key (consumer key) of your X app, which needs access to the Ads API.',
    attributes: [SECRET],
  },
  ConsumerSecret: {
    requiredType: 'string',
    isRequired: true,
    label: 'API key secret',
    description: 'Secret that belongs to the API key.',
    attributes: [SECRET],
  },
  AccessToken: {
    requiredType: 'string',
    isRequired: true,
    label: 'Access token',
    description: 'Access token of the X user who may see the ad accounts.',
    attributes: [SECRET],
  },
  AccessTokenSecret: {
    requiredType: 'string',
    isRequired: true,
    label: 'Access token secret',
    description: 'Secret that belongs to the access token.',
    attributes: [SECRET],
  },
  AccountIDs: {
    requiredType: 'string',
    isRequired: true,
    label: 'Ad accounts',
    description:
      'One or more identifiers of ad accounts, separated by commas; they stand in the address of the ads manager.',
    placeholder: '18ce54d4x5t, 18ce55gze1y',
  },
  Version: {
    requiredType: 'string',
    default: '12',
    label: 'API version',
    description: 'Version of the Ads API, the number in its addresses.',
    attributes: [ADVANCED],
  },
  DataMaxCount: {
    requiredType: 'number',
    default: 1000,
    label: 'Entries per request',
    description: 'Campaigns, ad groups, posts and so on asked for at once: 1 to 1,000.',
    attributes: [ADVANCED],
  },
  CardsMaxCountPerRequest: {
    requiredType: 'number',
    default: 20,
    label: 'Cards per request',
    description:
      'Cards of posts asked for at once: 1 to 50. More do not fit into an address in Google Sheets.',
    attributes: [ADVANCED],
  },
  StatsMaxEntityIds: {
    requiredType: 'number',
    default: 20,
    label: 'Ads per request',
    description: 'Promoted posts whose statistics are asked for at once: 1 to 20.',
    attributes: [ADVANCED],
  },
  AdsApiDelay: {
    requiredType: 'number',
    default: 0,
    label: 'Delay between requests',
    description:
      'Least seconds between two requests, 0 to 60. With 0 the import goes as fast as X allows and waits when X says so.',
    attributes: [ADVANCED],
  },
});

const RANGES = {
  DataMaxCount: [1, 1000],
  CardsMaxCountPerRequest: [1, 50],
  StatsMaxEntityIds: [1, 20],
} as const;
const LONGEST_DELAY = 60;
const ACCOUNT = /^[0-9a-z]{3,20}$/;

interface Values {
  readonly Version: { readonly value: string };
  readonly DataMaxCount: { readonly value: number };
  readonly CardsMaxCountPerRequest: { readonly value: number };
  readonly StatsMaxEntityIds: { readonly value: number };
  readonly AdsApiDelay: { readonly value: number };
}

/** Identifiers as they were entered, each once. */
export function accountIds(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(/[,;\s]+/).filter(id => id !== ''))];
}

/** What is wrong beyond the types. */
export function settingFaults(values: Values, accounts: readonly string[]): Fault[] {
  const faults: Fault[] = accounts
    .filter(id => !ACCOUNT.test(id))
    .map(id => ({
      parameter: 'AccountIDs',
      message: `Ad accounts: "${id}" is not the identifier of an ad account, such as 18ce54d4x5t. It has small letters and digits, and is not the name of an X user.`,
    }));
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const value = values[name as keyof typeof RANGES].value;
    if (!Number.isInteger(value) || value < least || value > most)
      faults.push({
        parameter: name,
        message: `${parameters[name as keyof typeof RANGES].label}: must be a whole number from ${least} to ${most}, not ${value}.`,
      });
  }
  const { value: delay } = values.AdsApiDelay;
  if (!(delay >= 0 && delay <= LONGEST_DELAY))
    faults.push({
      parameter: 'AdsApiDelay',
      message: `${parameters.AdsApiDelay.label}: must be from 0 to ${LONGEST_DELAY} seconds, not ${delay}.`,
    });
  if (!/^\d{1,3}$/.test(values.Version.value))
    faults.push({ parameter: 'Version', message: 'API version: must be a number, such as 12.' });
  return faults;
}
