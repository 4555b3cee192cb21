/** A piece of a number format: literal text, or a run of one placeholder. */
export interface FormatToken {
  kind: 'text' | 'code';
  text: string;
}

const TOKEN =
  /"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|(\[(?:h+|m+|s+)\])|\[[^\]]*\]|(am\/pm|a\/p)|(y+|m+|d+|h+|s+(?:\.0+)?|e[+-]0+|[0#?.,%@])|_.|\*.|(.)/gis;

/** The pieces of one section, in order. */
export function tokenize(section: string): FormatToken[] {
  const tokens: FormatToken[] = [];
  for (const [, quoted, escaped, currency, elapsed, half, code, other] of section.matchAll(TOKEN)) {
    const literal = quoted ?? escaped ?? currency ?? other;
    const placeholder = elapsed ?? half ?? code;
    if (placeholder !== undefined) tokens.push({ kind: 'code', text: placeholder });
    else if (literal !== undefined) tokens.push({ kind: 'text', text: literal });
  }
  return tokens;
}

/** The sections of a number format: splits at `;` outside quotes and brackets. */
export function splitSections(format: string): string[] {
  return format.match(/(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+/gs) ?? [''];
}
