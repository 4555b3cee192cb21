import { expect, it } from 'vitest';
import { halvesOf } from '../../../src/Core/Parts';
import { reportKey } from '../../../src/Sources/FacebookMarketing/Insights';

it('reads the second half of the fields from a report of its own, also where a key is the last field', () => {
  const keys = ['date_start', 'ad_id', 'account_id'];
  const fields = ['date_start', 'ad_id', 'ad_name', 'adset_id', 'adset_name', 'campaign_id', 'account_id'];
  const whole = { from: '2026-03-01', to: '2026-03-01', fields };
  const [first, second] = halvesOf(whole, keys).map(part => reportKey(part, whole, keys));
  expect(first).not.toBe(second);
});
