/** Values of a rectangle, by row and column counted from 1. */
export class Block {
  constructor(
    readonly top: number,
    private readonly left: number,
    readonly values: readonly (readonly unknown[])[],
  ) {}

  has(row: number): boolean {
    return row >= this.top && row < this.top + this.values.length;
  }

  at(row: number, column: number): unknown {
    return this.values[row - this.top]?.[column - this.left];
  }
}
