/** A string literal of TypeScript. */
export function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** Pieces of a file, a blank line between them; absent ones are left out. */
export function paragraphs(...pieces: readonly (string | undefined)[]): string {
  return pieces.filter(piece => piece !== undefined && piece !== '').join('\n\n');
}

/** Lines without those that are absent. */
export function lines(...all: readonly (string | undefined)[]): string {
  return all.filter(line => line !== undefined).join('\n');
}

const WIDTH = 118;

/** Prose of Markdown, broken between words; `code` and [links](x) stay whole. Further lines begin with `indent`. */
export function wrap(text: string, indent = ''): string {
  const words = text.match(/(?:`[^`]*`|\[[^\]]*\]\([^)]*\)|\*\*[^*]*\*\*|\S)+/g) ?? [];
  const done: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > WIDTH) {
      done.push(line);
      line = indent + word;
    } else line = longer;
  }
  return [...done, line].join('\n');
}

/** A numbered list. */
export function steps(...texts: readonly (string | undefined)[]): string {
  return texts
    .filter(text => text !== undefined)
    .map((text, index) => wrap(`${index + 1}. ${text}`, '   '))
    .join('\n');
}
