import type { Fault, Place } from './Fault';
import { FAULT_KINDS, type FaultKind } from './FaultKinds';
import type { ScriptText } from './ScriptText';
import type { SourceMap } from './SourceMap';

/** How a place of a built file is traced to its source. */
export type Trace = (place: Place) => Place | undefined;

/** Gathers faults, each with its place and its source; the same fault at the same place counts once. */
export class FaultList {
  private readonly faults = new Map<string, Fault>();

  constructor(private readonly trace: Trace) {}

  /** `remedy`: when the fault knows better than its kind. */
  add(kind: FaultKind, message: string, text: ScriptText, offset: number, remedy?: string): void {
    this.addAt(kind, message, text.place(offset), remedy);
  }

  /** `source`: where it was written, when that is known better than by the source map. */
  addAt(
    kind: FaultKind,
    message: string,
    place: Place,
    remedy: string = FAULT_KINDS[kind].remedy,
    source = this.trace(place),
  ): void {
    const key = `${kind} ${message} ${place.file}:${place.line}:${place.column}`;
    this.faults.set(key, { kind, message, remedy, place, ...(source ? { source } : {}) });
  }

  /** By file, line and column. */
  sorted(): Fault[] {
    return [...this.faults.values()].sort(
      (a, b) =>
        compare(a.place.file, b.place.file) || a.place.line - b.place.line || a.place.column - b.place.column,
    );
  }
}

/** Only the built script has a map; what users wrote themselves is its own source. */
export function traceThrough(map: SourceMap | undefined, mappedFile: string): Trace {
  return place => (map && place.file === mappedFile ? map.sourceOf(place) : undefined);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
