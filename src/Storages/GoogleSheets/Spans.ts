/** Inclusive. */
export interface Span {
  first: number;
  last: number;
}

/** Runs of consecutive numbers. `numbers` ascend. */
export function runsOf(numbers: readonly number[]): Span[] {
  const runs: Span[] = [];
  for (const number of numbers) {
    const run = runs[runs.length - 1];
    if (run && number <= run.last + 1) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs;
}

/** At most `limit` spans that cover ascending `numbers`, with as few others in between as possible. */
export function spansOf(numbers: readonly number[], limit: number): Span[] {
  return joinSpans(runsOf(numbers), limit, () => true);
}

/** Joins neighbours over the narrowest gaps until there are at most `limit`, but only over gaps that may be crossed. */
export function joinSpans(spans: readonly Span[], limit: number, mayCross: (gap: Span) => boolean): Span[] {
  const gaps = spans
    .slice(1)
    .map((span, i) => ({ i, first: (spans[i]?.last ?? 0) + 1, last: span.first - 1 }));
  const crossed = new Set(
    gaps
      .filter(mayCross)
      .sort((a, b) => a.last - a.first - (b.last - b.first) || a.i - b.i)
      .slice(0, Math.max(spans.length - limit, 0))
      .map(({ i }) => i),
  );
  const joined: Span[] = [];
  spans.forEach((span, i) => {
    const before = joined[joined.length - 1];
    if (before && crossed.has(i - 1)) before.last = span.last;
    else joined.push({ ...span });
  });
  return joined;
}
