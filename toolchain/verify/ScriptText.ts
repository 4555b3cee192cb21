import type { ScriptFile } from '../ScriptFile';
import type { Place } from './Fault';

const EXTENSIONS: Record<ScriptFile['type'], string> = { SERVER_JS: '.js', HTML: '.html', JSON: '.json' };

/** The text of a file that knows its lines. */
export class ScriptText {
  /** With extension, as a person looks for it. */
  readonly path: string;
  private starts: number[] | undefined;

  constructor(readonly file: ScriptFile) {
    this.path = `${file.name}${EXTENSIONS[file.type]}`;
  }

  get source(): string {
    return this.file.source;
  }

  place(offset: number): Place {
    const starts = this.lineStarts();
    let low = 0;
    for (let high = starts.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.path, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  private lineStarts(): number[] {
    if (this.starts) return this.starts;
    const starts = [0];
    for (let at = this.source.indexOf('\n'); at >= 0; at = this.source.indexOf('\n', at + 1))
      starts.push(at + 1);
    return (this.starts = starts);
  }
}
