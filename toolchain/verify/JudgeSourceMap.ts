import type { AnyNode } from 'acorn';
import type { FaultList } from './FaultList';
import type { ParsedScript } from './ParsedScript';
import type { SourceMap } from './SourceMap';

/** So many names of the script are looked up in their sources. */
const SAMPLES = 600;

/** So many in a row, of which more than half have to be where the map says. */
const RUN = 16;

/**
 * Whether a map belongs to a script: the names that stand in the script stand in the sources, at the places that the
 * map gives. The compiler and the bundler rename a few.
 */
export function judgeSourceMap(script: ParsedScript, map: SourceMap, faults: FaultList): void {
  const names = script.nodes.filter(node => node.type === 'Identifier');
  const step = Math.max(1, Math.floor(names.length / SAMPLES));
  const verdicts = names
    .filter((_, index) => index % step === 0)
    .map(node => ({ node, verdict: isWhereMapSays(script, map, node) }))
    .filter(({ verdict }) => verdict !== undefined);
  for (let start = 0; start === 0 || start + RUN <= verdicts.length; start += RUN) {
    const run = verdicts.slice(start, start + RUN);
    const right = run.filter(({ verdict }) => verdict).length;
    if (right * 2 > run.length) continue;
    faults.add(
      'source-map-mismatch',
      'From here on, the source map names lines that do not belong to the script.',
      script.text,
      run.find(({ verdict }) => !verdict)?.node.start ?? 0,
    );
    return;
  }
}

/** Undefined where the map says nothing: of what the build added. */
function isWhereMapSays(script: ParsedScript, map: SourceMap, node: AnyNode): boolean | undefined {
  if (node.type !== 'Identifier') return undefined;
  const source = map.sourceOf(script.text.place(node.start));
  const text = source && map.textAt(source);
  return text?.startsWith(node.name.replace(/\$\d+$/, ''));
}
