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

/** The buffers of all executions that write to a file, by whatever stands for an execution. */
export class WriteBuffers {
  private readonly buffers = new Map<object, WriteBuffer>();

  of(execution: object): WriteBuffer {
    let buffer = this.buffers.get(execution);
    if (!buffer) this.buffers.set(execution, (buffer = new WriteBuffer()));
    return buffer;
  }

  /** Applies what an execution holds back; without one, what all do. */
  commit(execution?: object): void {
    const due = execution === undefined ? [...this.buffers.values()] : [this.buffers.get(execution)];
    for (const buffer of due) buffer?.commit();
    if (execution !== undefined) this.buffers.delete(execution);
  }

  /** Forgets what an execution holds back; without one, what all do. */
  drop(execution?: object): void {
    if (execution === undefined) this.buffers.clear();
    else this.buffers.delete(execution);
  }
}
