import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sheetbound, type Finished } from '../../cli/harness';
import { BUILD, checkout, idOf, keep, lineOf, placeIn } from './checkout';

const { line, column } = placeIn('rateOf(cell);');
const STACK = `build ${BUILD}, Code:${line}:${column} < Code:${line}:1`;
const WRITTEN = lineOf('src/Sources/BankOfCanada/Source.ts', 'const rate = rateOf(cell)');

function pasted(root: string, text: string): Promise<Finished> {
  const child = spawn(process.execPath, [resolve('dist', 'cli.js'), 'trace', '-'], { cwd: root });
  return new Promise((done, fail) => {
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.once('error', fail);
    child.once('close', code => {
      done({ code, stdout, stderr });
    });
    child.stdin.end(text);
  });
}

describe('npx sheetbound trace', () => {
  it('reads what is pasted and what is quoted, and tells results from remarks', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    for (const { code, stdout, stderr } of [
      await pasted(root, STACK),
      await sheetbound(root, ['trace', STACK]),
    ]) {
      expect(code).toBe(0);
      expect(stdout).toContain(`${WRITTEN}:20`);
      expect(stderr).toBe(`Build ${BUILD}, pushed to prod on 2026-11-20 10:12 UTC (push ${idOf(1)}).\n`);
    }
  });

  it('ends with 1 when the map is not there, and with 2 when the command cannot be right', async () => {
    const root = checkout();
    const missing = await sheetbound(root, ['trace', STACK]);
    expect(missing).toMatchObject({ code: 1, stdout: '' });
    expect(missing.stderr).toMatch(/^error: \[trace\] The map of build/);
    expect(await sheetbound(root, ['trace', 'nothing.txt'])).toMatchObject({ code: 2, stdout: '' });
  });

  it('ends with 1 when no line of the stack is in that build', async () => {
    const root = checkout();
    keep(root, { env: 'prod' });
    const { code, stderr } = await sheetbound(root, ['trace', `build ${BUILD}, Code:99999:1`]);
    expect(code).toBe(1);
    expect(stderr).toContain('Code:99999:1 lies beyond the end of that build');
  });
});
