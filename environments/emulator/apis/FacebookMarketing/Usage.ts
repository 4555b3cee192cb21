import { Refusal } from './Query';

export interface UsageSettings {
  /** Calls until Facebook has had enough; the refused one begins a new budget. Default: no limit. */
  calls: number;
  /** Minutes that Facebook then asks to wait. */
  regainMinutes: number;
  /** Usage headers of every answer, by name. */
  usage: Readonly<Record<string, string>>;
}

/** The budget of an app with an ad account. */
export class Usage {
  private used = 0;

  clear(): void {
    this.used = 0;
  }

  count({ calls, regainMinutes }: UsageSettings): void {
    this.used += 1;
    if (this.used <= calls) return;
    this.used = 0;
    throw new Refusal({
      code: 80000,
      message:
        '(#80000) There have been too many calls from this ad-account. Please wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting#ads-insights.',
      headers: { 'x-business-use-case-usage': businessUsage(100, regainMinutes) },
    });
  }

  headers({ calls, usage }: UsageSettings): Record<string, string> {
    if (!Number.isFinite(calls)) return { ...usage };
    const percent = Math.round((100 * this.used) / calls);
    return { 'x-business-use-case-usage': businessUsage(Math.min(94, percent), 0), ...usage };
  }
}

function businessUsage(percent: number, minutes: number): string {
  const use = {
    type: 'ads_insights',
    call_count: percent,
    total_cputime: 1,
    total_time: 1,
    estimated_time_to_regain_access: minutes,
    ads_api_access_tier: 'standard_access',
  };
  return JSON.stringify({ '901000000001': [use] });
}
