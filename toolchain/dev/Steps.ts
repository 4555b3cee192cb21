import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { count } from '../../environments/node/cli/Terminal';
import type { SourceCases } from '../../test/sources/cases';
import type { Step } from './Step';

const CLI = join('dist', 'cli.js');
const VITEST = join('node_modules', 'vitest', 'vitest.mjs');

/** What is done after a save, in this order; the first failure ends it. */
export async function stepsFor(connectors: readonly string[]): Promise<Step[]> {
  const perConnector = await Promise.all(
    connectors.map(async name => [...testStep(name), ...(await importStep(name))]),
  );
  return [BUILD, ...perConnector.flat()];
}

/** It verifies what it built. */
const BUILD: Step = {
  name: 'build, verify',
  words: ['--import', 'tsx', join('toolchain', 'build', 'run.ts')],
  summary: lastLine,
};

function testStep(name: string): Step[] {
  const folder = `test/sources/${name}`;
  if (!existsSync(folder)) return [];
  return [
    {
      name: `test ${name}`,
      words: [VITEST, 'run', folder, '--reporter=dot'],
      variables: { SHEETBOUND_NO_BUILD: '1' },
      summary: output => /Tests\s+(.*)/.exec(output)?.[1]?.trim() ?? lastLine(output),
    },
  ];
}

/** The import runs as in the spreadsheet, by the built script in the emulator, into a new file each time. */
async function importStep(name: string): Promise<Step[]> {
  const cases = await readCases(name);
  if (!cases) return [];
  const sheet = join('output', 'dev', `${name}.xlsx`);
  const state = join('output', 'dev', `${name}.state.json`);
  for (const file of [sheet, `${sheet}.sheet.json`, state]) rmSync(file, { force: true });
  const secrets = Object.entries(cases.secrets ?? {}).map(([key, value], index) => ({
    key,
    value,
    variable: `SHEETBOUND_DEV_SECRET_${index}`,
  }));
  return [
    {
      name: `import ${name}`,
      words: [
        ...[CLI, 'run', name, '--json', '--simulate', '--runtime', 'apps-script'],
        ...Object.entries(cases.values).flatMap(([key, value]) => ['--param', `${key}=${value}`]),
        ...secrets.flatMap(({ key, variable }) => ['--secret', `${key}=${variable}`]),
        ...['--storage', `xlsx:${sheet}`, '--state', state],
      ],
      variables: Object.fromEntries(secrets.map(({ variable, value }) => [variable, value])),
      summary: output => `${rowsOf(output)} in ${sheet}`,
    },
  ];
}

/** The settings of its tests are those its simulator answers to; read anew, as they may have been edited. */
async function readCases(name: string): Promise<SourceCases | undefined> {
  const path = resolve('test', 'sources', name, 'cases.ts');
  if (!existsSync(path)) return undefined;
  const module = (await import(`${pathToFileURL(path).href}?at=${Date.now()}`)) as { cases: SourceCases };
  return module.cases;
}

function rowsOf(output: string): string {
  const { report } = JSON.parse(output) as { report: { nodes: { node: string; records: number }[] } };
  return report.nodes.map(({ node, records }) => `${node} ${count(records, 'row')}`).join(', ');
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}
