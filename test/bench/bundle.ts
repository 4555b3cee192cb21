import { readFileSync } from 'node:fs';
import { createContext, Script } from 'node:vm';
import { listSources } from '../sources/harness';
import { median, round, type Figure } from './Figure';

const RUNS = 200;

/**
 * What each execution of Apps Script pays before its first line: compiling and evaluating the whole script. The best of
 * many runs is what the script costs; the median is what this machine had to spare for it.
 */
export async function measureBundle(): Promise<Figure[]> {
  const code = readFileSync('dist/apps-script/Code.js', 'utf8');
  const compile: number[] = [];
  const evaluate: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    // A changed text keeps V8 from taking the compiled script out of its cache.
    const source = `${code}\n// ${run}`;
    const started = performance.now();
    const script = new Script(source);
    compile.push(performance.now() - started);
    const context = createContext({ console });
    // The first script of a context also pays for the context.
    new Script('0').runInContext(context);
    const before = performance.now();
    script.runInContext(context);
    evaluate.push(performance.now() - before);
  }
  const bytes = Buffer.byteLength(code);
  return [
    {
      what: `bundle of all ${listSources().length} connectors`,
      reach: 700,
      value: round(bytes / 1024, 0),
      unit: 'KB',
    },
    {
      what: 'evaluate the bundle (best of 200)',
      baseline: '15.5 ms for the schemas alone',
      reach: 0.5,
      value: round(Math.min(...evaluate)),
      unit: 'ms',
    },
    {
      what: 'compile the bundle, per MB (best of 200)',
      reach: 20,
      value: round(Math.min(...compile) / (bytes / 1024 ** 2), 1),
      unit: 'ms',
    },
    { what: 'the same, median: evaluate', value: round(median(evaluate)), unit: 'ms' },
    {
      what: 'the same, median: compile, per MB',
      value: round(median(compile) / (bytes / 1024 ** 2), 1),
      unit: 'ms',
    },
  ];
}
