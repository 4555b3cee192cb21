import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { startLoopback, type Loopback } from '../toolchain/support/loopback';
import { cloneCheckout } from './support/Checkout';
import { Shell } from './support/Shell';
import { walk } from './support/Walk';

const root = cloneCheckout();
let google: Loopback;
let shell: Shell;
beforeAll(async () => {
  google = await startLoopback();
  shell = new Shell(root, google.env, true);
});
afterAll(async () => {
  await google.close();
  rmSync(root, { recursive: true, force: true });
});

const IMPORT =
  'npx sheetbound run OpenHolidays --runtime apps-script --simulate --storage xlsx:output/trial.xlsx --from 2026-01-01 --to 2026-01-31';

/** The import that fails in the spreadsheet, and what the reader copies out of its run history. */
async function copyStack(): Promise<void> {
  expect((await shell.run(IMPORT)).code).toBe(1);
  const file = readFileSync(join(root, 'output/trial.xlsx.state.json'), 'utf8');
  const [message = ''] = /For whoever looks after the script[^"]*/.exec(file) ?? [];
  expect(message).toMatch(/Code:\d+:\d+/);
  writeFileSync(join(root, 'stack.txt'), message);
}

describe('whoever deploys in ten minutes', () => {
  walk({
    page: 'docs/deploy.md',
    root,
    shell: () => shell,
    skipped: ['npm install', 'npm run build', 'npx clasp login'],
    before: { 'npx sheetbound trace stack.txt': copyStack },
  });
});
