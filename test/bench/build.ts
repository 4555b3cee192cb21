import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, round, type Figure } from './Figure';

const ROUNDS = 3;

const COPIED = [
  ...['src', 'environments', 'toolchain', 'package.json', 'rollup.config.mjs', 'rolldown.config.mjs'],
  ...[
    'appsscript.json',
    'tsconfig.base.json',
    'tsconfig.json',
    'tsconfig.node.json',
    'tsconfig.package.json',
  ],
];

const THREE = ['BankOfCanada', 'GitHub', 'OpenHolidays'];

/** `npm run build`, verify and npm included, in a copy: with nothing built before, after a save, with nothing changed. */
export async function measureBuild(): Promise<Figure[]> {
  const [three, all] = [measure(THREE), measure('all')];
  return [
    figure('build and verify, three connectors', 6, three.cold),
    figure('the same, after one connector changed', 3, three.warm),
    figure('the same, with nothing changed', 3, three.same),
    figure('build and verify, seven connectors', undefined, all.cold),
    figure('the same, after one connector changed', undefined, all.warm),
  ];
}

function figure(what: string, reach: number | undefined, seconds: number[]): Figure {
  return { what, ...(reach === undefined ? {} : { reach }), value: round(median(seconds)), unit: 's' };
}

function measure(connectors: 'all' | readonly string[]): Record<'cold' | 'warm' | 'same', number[]> {
  const times = { cold: [] as number[], warm: [] as number[], same: [] as number[] };
  for (let run = 0; run < ROUNDS; run++) {
    const root = mkdtempSync(join(tmpdir(), 'bench-build-'));
    try {
      for (const path of COPIED) cpSync(path, join(root, path), { recursive: true });
      symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'junction');
      writeFileSync(join(root, 'sheetbound.config.json'), JSON.stringify({ connectors }));
      times.cold.push(timeBuild(root));
      const source = join(root, 'src', 'Sources', 'GitHub', 'Source.ts');
      writeFileSync(source, `${readFileSync(source, 'utf8')}export const SAVED = ${run};\n`);
      times.warm.push(timeBuild(root));
      times.same.push(timeBuild(root));
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }
  return times;
}

/** Seconds. */
function timeBuild(root: string): number {
  const begun = performance.now();
  const env = { ...process.env, SHEETBOUND_COMPILE_CACHE: join(root, 'compiled') };
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: root, env, shell: process.platform === 'win32' });
  return (performance.now() - begun) / 1000;
}
