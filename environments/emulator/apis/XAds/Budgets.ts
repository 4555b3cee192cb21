/** A window of fifteen minutes, in seconds. */
const WINDOW = 900;

/** Requests by endpoint and window. A new window begins with the first request after the end of the old one. */
export class Budgets {
  private readonly windows = new Map<string, { used: number; reset: number }>();

  /** Counts one request. `now` in seconds since 1970. */
  take(key: string, limit: number, now: number): { remaining: number; reset: number; isOver: boolean } {
    const known = this.windows.get(key);
    const window = known && now < known.reset ? known : { used: 0, reset: now + WINDOW };
    window.used += 1;
    this.windows.set(key, window);
    return {
      remaining: Math.max(0, limit - window.used),
      reset: window.reset,
      isOver: window.used > limit,
    };
  }

  clear(): void {
    this.windows.clear();
  }
}
