import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { median, round, type Figure } from './Figure';

const ROUNDS = 3;

const COPIED = [
  ...['src', 'environments', 'toolchain', 'package.json', 'rollup.config.mjs', 'appsscript.json'],
  ...[
    'sheetbound.config.json',
    'tsconfig.base.json',
    'tsconfig.json',
    'tsconfig.node.json',
    'tsconfig.package.json',
  ],
];

/** `npm run build`, verify and npm included, in a copy: with nothing built before, after a save, with nothing changed. */
export async function measureBuild(): Promise<Figure[]> {
  const [cold, warm, same]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < ROUNDS; run++) {
    const root = mkdtempSync(join(tmpdir(), 'bench-build-'));
    try {
      for (const path of COPIED) cpSync(path, join(root, path), { recursive: true });
      symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'junction');
      cold.push(timeBuild(root));
      const source = join(root, 'src', 'Sources', 'GitHub', 'Source.ts');
      writeFileSync(source, `${readFileSync(source, 'utf8')}export const SAVED = ${run};\n`);
      warm.push(timeBuild(root));
      same.push(timeBuild(root));
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  }
  return [
    {
      what: 'build and verify, seven connectors (the reach is that of three)',
      reach: 6,
      value: round(median(cold)),
      unit: 's',
    },
    { what: 'the same, after one connector changed', reach: 3, value: round(median(warm)), unit: 's' },
    { what: 'the same, with nothing changed', reach: 3, value: round(median(same)), unit: 's' },
  ];
}

/** Seconds. */
function timeBuild(root: string): number {
  const begun = performance.now();
  const env = { ...process.env, SHEETBOUND_COMPILE_CACHE: join(root, 'compiled') };
  execFileSync('npm', ['run', 'build', '--silent'], { cwd: root, env, shell: process.platform === 'win32' });
  return (performance.now() - begun) / 1000;
}
