/** One measured figure beside what is known from elsewhere and what is to be reached. */
export interface Figure {
  what: string;
  /** Measured elsewhere or before; undefined: nothing to compare with. */
  baseline?: string;
  /** The largest value that is good enough; undefined: for information. */
  reach?: number;
  value: number;
  unit: string;
}

export type Measure = () => Promise<Figure[]>;

export function isReached({ reach, value }: Figure): boolean {
  return reach === undefined || value <= reach;
}

/** The middle one: a noisy machine spoils means and minima alike. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
