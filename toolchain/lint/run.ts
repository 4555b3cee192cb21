/** `npm run lint`: rules and format, each by a process of its own at the same time. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const CHECKS = [
  [join('node_modules', 'eslint', 'bin', 'eslint.js'), '.'],
  [join('node_modules', 'prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
];

function run(words: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, words, { stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', code => {
      resolve(code ?? 1);
    });
  });
}

const codes = await Promise.all(CHECKS.map(run));
process.exitCode = codes.every(code => code === 0) ? 0 : 1;
