/** A fenced block of a page. */
export interface Block {
  /** `ts`, `json`, `diff`, `bash`, `text` ...: the word behind the fence. */
  language: string;
  /** The file that it is, or that it changes: the line in bold type right above it. */
  file: string | undefined;
  text: string;
  /** The heading of the second level that it stands under. */
  section: string;
}

const FENCED = /^(?:\*\*`([^`\n]+)`\*\*\n\n)?```(\w*)\n([\s\S]*?)^```$/gm;

/** Every fenced block of a page, from top to bottom. */
export function blocksOf(page: string): Block[] {
  const headings = [...page.matchAll(/^## (.+)$/gm)];
  return [...page.matchAll(FENCED)].map(match => {
    const [, file, language = '', text = ''] = match;
    const heading = headings.filter(one => one.index < match.index).pop();
    return { language, file, text, section: heading?.[1] ?? '' };
  });
}

/**
 * The file with the change made. A change is written as `diff` shows it: lines that begin with a space stay, `-` goes,
 * `+` comes; `@@` stands between two places. Throws when a place is not there, or there more than once.
 */
export function changed(file: string, text: string, change: string): string {
  return change.split(/^@@\n/m).reduce((before, hunk) => {
    const lines = hunk.replace(/\n$/, '').split('\n');
    const sideOf = (sign: string) =>
      lines.filter(line => line === '' || line.startsWith(' ') || line.startsWith(sign)).map(untagged);
    const [old, fresh] = [sideOf('-').join('\n'), sideOf('+').join('\n')];
    const places = before.split(old).length - 1;
    if (places !== 1) throw new Error(`${file} has this ${places} times, where once is needed:\n${old}`);
    return before.replace(old, () => fresh);
  }, text);
}

function untagged(line: string): string {
  return line.slice(1);
}
