type Header = (name: string) => string | undefined;

/** The account's own budget counts where X names one; that of the user is then one for all of its accounts. */
const BUDGETS = ['x-account-rate-limit', 'x-rate-limit'] as const;

/** When the limit that refused a request ends, in milliseconds since 1970: that of the budget that is used up. */
export function limitEnd(header: Header, now: number): number | undefined {
  const used =
    BUDGETS.find(budget => isUsedUp(header, budget)) ?? BUDGETS.find(budget => header(`${budget}-reset`));
  return used && endOf(header, used, now);
}

/**
 * Budgets that are used up, by endpoint: X counts each endpoint by itself, for the user or for the ad account. Whoever
 * asks regardless may lose the access, so the next request to it waits.
 */
export class Budgets {
  private readonly ends = new Map<string, number>();

  /** Told of every answer. */
  note(url: string, header: Header, now: number): void {
    for (const budget of BUDGETS) {
      const end = isUsedUp(header, budget) ? endOf(header, budget, now) : undefined;
      if (end !== undefined) this.ends.set(keyOf(url, budget), end);
    }
  }

  /** Milliseconds until the endpoint may be asked again. */
  delay(url: string, now: number): number {
    const ends = BUDGETS.map(budget => this.ends.get(keyOf(url, budget)) ?? 0);
    return Math.max(0, ...ends.map(end => end - now));
  }
}

function isUsedUp(header: Header, budget: string): boolean {
  return header(`${budget}-remaining`)?.trim() === '0';
}

function endOf(header: Header, budget: string, now: number): number | undefined {
  const reset = Number(header(`${budget}-reset`));
  // A window lasts fifteen minutes: anything else is no time to wait for.
  return reset > 0 && reset * 1000 - now < 3_600_000 ? reset * 1000 : undefined;
}

/** All synchronous statistics are one category; the user's budget of an endpoint is the same for every account. */
function keyOf(url: string, budget: string): string {
  const path = url.split('?')[0] ?? url;
  const endpoint = path.replace(/\/stats\/accounts\/.*$/, '/stats/accounts');
  return `${budget} ${budget === 'x-rate-limit' ? endpoint.replace(/\/accounts\/[^/]+/, '/accounts/*') : endpoint}`;
}
