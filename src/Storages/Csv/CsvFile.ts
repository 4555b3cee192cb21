import type { StorageTarget } from '../../Core/AbstractStorage';
import { DestinationException } from '../../Core/Exceptions';
import { formatLine, parseLines, type Cell } from './CsvText';
import type { TextFiles } from './TextFiles';

const BYTE_ORDER_MARK = '\ufeff';

/** Characters of text that are collected before they are written. */
const WRITE_LENGTH = 65_536;

/** What becomes of one line of a file: another line, the same, or none. */
export type LineChange = (cells: readonly Cell[]) => readonly Cell[] | undefined;

/** One CSV file of a target: its header, its lines, and a new version of it. */
export class CsvFile {
  readonly name: string;
  /** Of the file as it was when this object was made; undefined: there was none. */
  readonly version: string | undefined;
  /** Empty: there is no file, or nothing is in it. */
  readonly header: readonly string[];
  private hasMark = false;
  private lastCharacter = '\n';

  constructor(
    private readonly files: TextFiles,
    private readonly target: StorageTarget,
  ) {
    this.name = fileNameOf(target.name);
    this.version = files.version(this.name);
    const [first] = this.version === undefined ? [] : this.parse();
    this.header = (first ?? []).map(cell => cell ?? '');
  }

  /** All lines below the header. An empty line is a row only where there is one column. */
  *lines(): Generator<Cell[], void> {
    if (this.version === undefined) return;
    let number = 0;
    for (const cells of this.parse()) {
      number += 1;
      if (number === 1 || (cells.length === 1 && cells[0] === null && this.header.length > 1)) continue;
      if (cells.slice(this.header.length).some(cell => cell !== null))
        throw this.refuse(`row ${number} has more cells than the header`);
      yield cells.slice(0, this.header.length);
    }
  }

  /** Swaps in a version of the file with each line changed and new ones at the end. */
  rewrite(header: readonly string[], change: LineChange, added: Iterable<readonly Cell[]>): void {
    this.replace('nothing', write => {
      write((this.hasMark ? BYTE_ORDER_MARK : '') + formatLine(header));
      for (const cells of this.lines()) {
        const changed = change(cells);
        if (changed) write(formatLine(header.map((_, index) => changed[index] ?? null)));
      }
      for (const cells of added) write(formatLine(cells));
    });
  }

  /** Swaps in a version of the file that has more lines. Only after all `lines` have been read. */
  extend(added: Iterable<readonly Cell[]>): void {
    const lineEnd = this.lastCharacter === '\n' ? '' : '\r\n';
    this.replace('current', write => {
      write(lineEnd);
      for (const cells of added) write(formatLine(cells));
    });
  }

  private replace(startFrom: 'nothing' | 'current', fill: (write: (text: string) => void) => void): void {
    const writer = this.files.write(this.name, startFrom);
    let pending = '';
    try {
      fill(text => {
        pending += text;
        if (pending.length < WRITE_LENGTH) return;
        writer.write(pending);
        pending = '';
      });
      writer.write(pending);
    } catch (error) {
      writer.abandon();
      throw error;
    }
    if (!writer.commit(this.version))
      throw this.refuse('another program changed it while it was being written; run again');
  }

  private *parse(): Generator<Cell[], void> {
    try {
      yield* parseLines(this.pieces());
    } catch (error) {
      throw error instanceof SyntaxError ? this.refuse(error.message) : error;
    }
  }

  private *pieces(): Generator<string, void> {
    let isFirst = true;
    for (const piece of this.files.read(this.name)) {
      this.lastCharacter = piece[piece.length - 1] ?? this.lastCharacter;
      if (isFirst) this.hasMark = piece.startsWith(BYTE_ORDER_MARK);
      yield isFirst && this.hasMark ? piece.slice(1) : piece;
      isFirst = false;
    }
  }

  private refuse(what: string): DestinationException {
    return new DestinationException(
      `[${this.target.sourceName}] File ${this.name} in ${this.files.location}: ${what}. Nothing was written.`,
    );
  }
}

/** Names that Windows keeps for devices. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name that no two destination names share: what a name cannot hold is percent-encoded. */
export function fileNameOf(name: string): string {
  const encoded = name.replace(/[\u0000-\u001f%/\\:*?"<>|]|^\.|[. ]$/g, percentEncode);
  return `${RESERVED.test(encoded) ? encoded.replace(/^./, percentEncode) : encoded}.csv`;
}

function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
