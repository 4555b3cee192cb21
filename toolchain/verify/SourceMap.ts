import { LEAST_UPPER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Place } from './Fault';

/** The source map of the built script: from a place in it to the line that was written. */
export class SourceMap {
  private readonly map: TraceMap;

  /** Throws when the text is no source map. */
  constructor(text: string) {
    this.map = new TraceMap(text);
  }

  sourceOf(place: Place): Place | undefined {
    const needle = { line: place.line, column: place.column - 1 };
    let found = originalPositionFor(this.map, needle);
    // An `export` that the bundler took away leaves the beginning of its line without a mapping.
    if (found.source === null) found = originalPositionFor(this.map, { ...needle, bias: LEAST_UPPER_BOUND });
    if (found.source === null) return undefined;
    return { file: inCheckout(found.source), line: found.line, column: found.column + 1 };
  }

  /** The text of a source from a place on, to the end of its line; undefined when the map does not hold it. */
  textAt(place: Place): string | undefined {
    const index = this.map.sources.findIndex(source => source !== null && inCheckout(source) === place.file);
    return this.lines(index)?.[place.line - 1]?.slice(place.column - 1);
  }

  private readonly split = new Map<number, string[]>();

  private lines(index: number): string[] | undefined {
    const known = this.split.get(index);
    if (known) return known;
    const content = this.map.sourcesContent?.[index]?.split('\n');
    if (content) this.split.set(index, content);
    return content;
  }
}

/** Sources are written relative to the built file: `../../src/…` is `src/…` of the checkout. */
function inCheckout(source: string): string {
  return source.replace(/\\/g, '/').replace(/^(?:\.{1,2}\/)+/, '');
}
