import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonModule } from '../../build/JsonAsText';
import { countLines, type LineCount } from './DiffLines';

/** A source file of the checkout that the built script is made of. */
export interface ModuleChange extends LineCount {
  /** From the root of the checkout. */
  path: string;
  kind: 'added' | 'changed' | 'removed';
}

/** What changed between two builds in terms of the source, by their source maps; undefined when one is not at hand. */
export function compareMaps(before: string, after: string): ModuleChange[] | undefined {
  const [had, has] = [sourcesOf(before), sourcesOf(after)];
  if (!had || !has) return undefined;
  const paths = [...new Set([...had.keys(), ...has.keys()])].sort();
  return paths.flatMap(path => {
    const [old, now] = [had.get(path), has.get(path)];
    if (old === now) return [];
    const kind = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    return [{ path, kind, ...countLines(old ?? '', now ?? '') }];
  });
}

/**
 * Files of the checkout that are not as the built script has them: somebody saved and did not build. Empty where the
 * map is not at hand. JSON is in the script as text of another form, and compared by what it says.
 */
export function changedSinceBuilt(map: string, root: string): string[] {
  return [...(sourcesOf(map) ?? [])].flatMap(([path, built]) => {
    const file = join(root, path);
    if (/^\0|sheetbound:/.test(path) || !existsSync(file)) return [];
    const now = readFileSync(file, 'utf8');
    const isSame = path.endsWith('.json') ? textOfJson(now) === built : unified(now) === unified(built);
    return isSame ? [] : [path];
  });
}

function textOfJson(text: string): string | undefined {
  try {
    return jsonModule(text);
  } catch {
    return undefined;
  }
}

function unified(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function sourcesOf(map: string): Map<string, string> | undefined {
  try {
    const { sources, sourcesContent } = JSON.parse(readFileSync(map, 'utf8')) as {
      sources: string[];
      sourcesContent: (string | null)[];
    };
    return new Map(sources.map((source, index) => [inCheckout(source), sourcesContent[index] ?? '']));
  } catch {
    return undefined;
  }
}

function inCheckout(source: string): string {
  return source.replace(/\\/g, '/').replace(/^(?:\.{1,2}\/)+/, '');
}
