import { DEFAULT_SETTINGS, type SimulatorSettings } from '../Simulator';
import type { JobSettings } from './Jobs';
import type { TokenSettings } from './Tokens';
import type { UsageSettings } from './Usage';

export interface FacebookMarketingSettings
  extends SimulatorSettings, JobSettings, TokenSettings, UsageSettings {
  /** Accounts that the token sees. */
  accounts: readonly string[];
  /** Accounts that exist and whose owner did not grant access. */
  foreign: readonly string[];
  /** Accounts without a business portfolio. */
  personal: readonly string[];
  /** Ads of each account; two to an ad set, four to a campaign, each shown every day. Default 5. */
  ads: number;
  /** How many of them, the last ones, were deleted. Default 0. */
  deletedAds: number;
  /** People of each account. Default 3. */
  people: number;
  /** Values that one page may have before Facebook asks to reduce the data. Default 200,000. */
  largestPage: number;
  /** Rows that one question may have before it times out; a job may have more. Default 2,000,000. */
  syncRows: number;
  /** Rows that a job may have. Default: no limit. */
  jobRows: number;
}

export const DEFAULTS: FacebookMarketingSettings = {
  ...DEFAULT_SETTINGS,
  accounts: Array.from({ length: 12 }, (_, index) => String(1_000_000_001 + index)),
  foreign: ['9000000001'],
  personal: ['1000000012'],
  ads: 5,
  deletedAds: 0,
  people: 3,
  largestPage: 200_000,
  syncRows: 2_000_000,
  jobRows: Infinity,
  jobPolls: 1,
  jobOutcome: 'done',
  tokenDays: 59,
  expiredTokens: [],
  apps: { '1357924680': '0123456789abcdef0123456789abcdef' },
  code: 'simulated-code',
  calls: Infinity,
  regainMinutes: 5,
  usage: {},
};
