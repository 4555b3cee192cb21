import {
  GREATEST_LOWER_BOUND,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  sourceContentFor,
  TraceMap,
} from '@jridgewell/trace-mapping';
import { functionNames, type NameOf } from './FunctionNames';

/** A place in what was written. The column is missing where the stack had none. */
export interface SourcePlace {
  /** Relative to the checkout: `src/Sources/GitHub/Source.ts`. */
  file: string;
  line: number;
  column?: number;
}

/** Names of virtual modules, which the build makes. */
const VIRTUAL = /^\0|sheetbound:/;

/** The map of one built script, and the script itself where it is at hand. */
export class ScriptMap {
  private readonly map: TraceMap;
  private readonly lineCount: number;
  private names: NameOf | undefined;

  /** Throws when the text is no source map. `code`: names functions where a stack does not. */
  constructor(
    text: string,
    private readonly code?: string,
  ) {
    this.map = new TraceMap(text);
    this.lineCount = code === undefined ? Infinity : code.split('\n').length;
  }

  /** What was written at a place of the script; undefined where the build wrote it. */
  sourceOf(line: number, column?: number): SourcePlace | undefined {
    const found = this.nearest(line, column);
    if (found.source === null || VIRTUAL.test(found.source)) return undefined;
    const file = inCheckout(found.source);
    return { file, line: found.line, ...(column === undefined ? {} : { column: found.column + 1 }) };
  }

  /** The token at or before a column; without one, the first of the line. */
  private nearest(line: number, column: number | undefined) {
    if (column !== undefined) {
      const before = originalPositionFor(this.map, { line, column: column - 1, bias: GREATEST_LOWER_BOUND });
      if (before.source !== null) return before;
    }
    return originalPositionFor(this.map, { line, column: 0, bias: LEAST_UPPER_BOUND });
  }

  /** The function that a place of the script lies in, as it is called there. */
  nameAt(line: number, column?: number): string | undefined {
    if (this.code === undefined) return undefined;
    this.names ??= functionNames(this.code);
    return this.names(line, column);
  }

  /** Whether the script has such a line. True as long as nothing speaks against it. */
  hasLine(line: number): boolean {
    return line <= this.lineCount;
  }

  /** The lines of a source as it was built; undefined when the map does not hold them. */
  linesOf(file: string): string[] | undefined {
    const source = this.map.sources.find(each => each !== null && inCheckout(each) === file);
    const content = source ? sourceContentFor(this.map, source) : null;
    return content?.split(/\r?\n/);
  }
}

/** Sources are written relative to the built file: `../../src/x.ts` is `src/x.ts` of the checkout. */
function inCheckout(source: string): string {
  return source.replace(/\\/g, '/').replace(/^(?:\.{1,2}\/)+/, '');
}
