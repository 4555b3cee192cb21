const cell = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));

/** Milliseconds between two looks at a stop flag that was set without a wake-up. */
const LOOK = 200;

/** Blocks this thread. Returns early once the first Int32 of `stopFlag` is not 0. */
export function blockFor(milliseconds: number, stopFlag?: SharedArrayBuffer): void {
  const flag = stopFlag ? new Int32Array(stopFlag, 0, 1) : cell();
  const end = performance.now() + milliseconds;
  for (let left = milliseconds; left > 0; left = end - performance.now()) {
    const slice = stopFlag ? Math.min(left, LOOK) : left;
    if (Atomics.wait(flag, 0, 0, slice) === 'not-equal') return;
  }
}
