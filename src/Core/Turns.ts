import { EnvironmentAdapter } from './EnvironmentAdapter';

/** When the requests of a source may go out: apart from each other, and not before their budget is there again. */
export class Turns {
  /** In milliseconds since 1970. */
  private next = 0;
  /** By the name of a budget, '' for that of all: until when its requests wait, in milliseconds since 1970. */
  private readonly ends = new Map<string, number>();

  /** Milliseconds to wait before asking again; 0: the turn is taken. `interval`: least milliseconds to the next one. */
  take(budget: string, interval: number): number {
    const now = EnvironmentAdapter.now();
    const turn = Math.max(this.next, this.ends.get('') ?? 0, this.ends.get(budget) ?? 0);
    if (now < turn) return turn - now;
    this.next = now + interval;
    return 0;
  }

  /** Requests of this budget wait for so many milliseconds from now on. */
  hold(budget: string, milliseconds: number): void {
    if (!(milliseconds > 0)) return;
    const end = EnvironmentAdapter.now() + milliseconds;
    this.ends.set(budget, Math.max(this.ends.get(budget) ?? 0, end));
  }
}
