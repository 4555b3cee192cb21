/** The points of an app in one shop: a leaky bucket. */
export class Bucket {
  private available: number | undefined;
  /** Points that come back because the client waits as it was told. */
  private owed = 0;

  /** Points that the bucket holds, and gets back a second. */
  constructor(private readonly settings: () => { bucket: number; restoreRate: number }) {}

  /** Time passes only while requests are under way, and while a client waits that was told to. */
  tick(milliseconds: number): void {
    const { bucket, restoreRate } = this.settings();
    this.available = Math.min(bucket, this.left + this.owed + (restoreRate * milliseconds) / 1000);
    this.owed = 0;
  }

  /** Whether the bucket holds enough. If not, the client has to wait for the rest. */
  takes(requested: number): boolean {
    const missing = requested - this.left;
    if (missing <= 0) return true;
    this.owed = missing;
    return false;
  }

  /** What was not spent flows back; a client that minds its budget now waits until there is enough for another one. */
  spend(spent: number, requested: number): void {
    this.available = this.left - spent;
    this.owed = Math.max(0, requested - this.left);
  }

  status(): Record<string, number> {
    const { bucket, restoreRate } = this.settings();
    return { maximumAvailable: bucket, currentlyAvailable: Math.floor(this.left), restoreRate };
  }

  private get left(): number {
    return this.available ?? this.settings().bucket;
  }
}
