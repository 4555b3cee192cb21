/** A new version of a file. Nobody sees it before `commit`, and nothing is left of it after `abandon`. */
export interface TextWriter {
  write(text: string): void;
  /**
   * Puts the new version in the place of the old one, all at once and durably. Returns false, and leaves the file
   * alone, when its version is not `expected` any more: another program has written it in the meantime.
   */
  commit(expected: string | undefined): boolean;
  abandon(): void;
}

/** The shape of the folder that the CSV storage is handed. Text is UTF-8. Names have no path. */
export interface TextFiles {
  /** The folder's path, for messages. */
  readonly location: string;
  /** Changes whenever the file changes; undefined: there is no such file. */
  version(name: string): string | undefined;
  /** The text in pieces of any length, so that a file may be larger than memory. */
  read(name: string): Iterable<string>;
  /** `current`: the new version begins with all that the file holds now. */
  write(name: string, startFrom: 'nothing' | 'current'): TextWriter;
}
