import { readFileSync } from 'node:fs';

/** Blocks of code of a page, in their order. */
export function codeOf(page: string, language: string): string[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, name, code = '']) =>
    name === language ? [code] : [],
  );
}

/** The first block; fails when the page has none. */
export function exampleOf(page: string, language = 'js'): string {
  const [first] = codeOf(page, language);
  if (first === undefined) throw new Error(`${page} has no block of ${language}.`);
  return first;
}
