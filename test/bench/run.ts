import { readFileSync, writeFileSync } from 'node:fs';
import Table from 'cli-table3';
import { measureBuild } from './build';
import { measureBundle } from './bundle';
import { isReached, type Figure } from './Figure';
import { measureHttp } from './http';
import { measureInsights } from './insights';
import { measureMemory } from './memory';
import { measurePush } from './push';
import { measureSheet } from './sheet';
import { measureSources } from './sources';

const HEAD = ['what', 'elsewhere', 'reach', 'measured'];

function cellsOf(figure: Figure): string[] {
  const { what, baseline = '', reach, value, unit } = figure;
  const suffix = unit === 'calls' ? '' : ` ${unit}`;
  return [
    what,
    baseline,
    reach === undefined ? '' : `<= ${reach}${suffix}`,
    `${value.toLocaleString('en-US')}${suffix}`,
  ];
}

function toMarkdown(figures: readonly Figure[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(HEAD), line(HEAD.map(() => '---')), ...figures.map(figure => line(cellsOf(figure)))].join(
    '\n',
  );
}

/** Writes the table between the marks of the README. */
function updateReadme(figures: readonly Figure[]): void {
  const text = readFileSync('README.md', 'utf8');
  const marked = /<!-- figures -->[^]*<!-- \/figures -->/;
  writeFileSync(
    'README.md',
    text.replace(marked, () => `<!-- figures -->\n${toMarkdown(figures)}\n<!-- /figures -->`),
  );
}

const figures: Figure[] = [];
for (const measure of [
  measureBundle,
  measureBuild,
  measureSources,
  measureSheet,
  measureHttp,
  measureMemory,
  measureInsights,
  measurePush,
])
  figures.push(...(await measure()));

if (process.argv.includes('--json')) {
  console.log(
    JSON.stringify(
      figures.map(figure => ({ ...figure, reached: isReached(figure) })),
      null,
      2,
    ),
  );
} else {
  const table = new Table({ head: [...HEAD, ''], style: { head: [], border: [] } });
  for (const figure of figures)
    table.push([
      ...cellsOf(figure),
      figure.reach === undefined ? '' : isReached(figure) ? 'reached' : 'MISSED',
    ]);
  console.log(table.toString());
}
if (process.argv.includes('--readme')) updateReadme(figures);
process.exitCode = figures.every(isReached) ? 0 : 1;
