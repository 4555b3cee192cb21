/**
 * What an execution wrote and Sheets has not seen yet. Google sends writes late: at `flush`, before the next read, at
 * the end. What Sheets refuses shows only then.
 */
export class WriteBuffer {
  private writes: (() => void)[] = [];

  add(write: () => void): void {
    this.writes.push(write);
  }

  get size(): number {
    return this.writes.length;
  }

  /** Applies everything in order. The first refusal is thrown; what stands behind it is lost. */
  commit(): void {
    const due = this.writes;
    this.writes = [];
    for (const write of due) write();
  }
}
