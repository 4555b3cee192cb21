/** `npm run typecheck`: every project of the checkout, tests among them. */
import { spawnSync } from 'node:child_process';
import { COMPILER } from './NativeCompiler';

const PROJECTS = ['src', 'tsconfig.json', 'tsconfig.node.json', 'test/emulator/spreadsheet'];

const failed = PROJECTS.filter(
  project =>
    spawnSync(process.execPath, [COMPILER, '-p', project, '--noEmit'], { stdio: 'inherit' }).status !== 0,
);
process.exitCode = failed.length === 0 ? 0 : 1;
