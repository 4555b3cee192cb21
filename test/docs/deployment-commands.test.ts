import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLoopback, type Loopback } from '../toolchain/support/loopback';
import { cloneCheckout } from './support/Checkout';
import { deploymentCommandsOf, PAGES } from './support/Pages';
import { Shell, wordsOf } from './support/Shell';

const commands = PAGES.map(page => ({ page, lines: deploymentCommandsOf(page) })).filter(
  ({ lines }) => lines.length > 0,
);
const root = cloneCheckout();
let google: Loopback;
let shell: Shell;
beforeAll(async () => {
  google = await startLoopback();
  shell = new Shell(root, google.env);
});
afterAll(async () => {
  await google.close();
  rmSync(root, { recursive: true, force: true });
});

/** Commands that are about no target. */
const WITHOUT_TARGET = ['verify', 'new'];

/**
 * Makes the targets that a command names, and removes the one that it is going to make. Returns the command, which is
 * about `prod` where it does not say about which.
 */
async function prepare(line: string): Promise<string> {
  const command = wordsOf(line)[2] ?? '';
  const named = / --env (\S+)/.exec(line)?.[1]?.split(',');
  if (WITHOUT_TARGET.includes(command)) return line;
  if (command === 'create') {
    rmSync(join(root, `.clasp.${named?.[0] ?? 'dev'}.json`), { force: true });
    return line;
  }
  for (const env of (named ?? ['prod']).filter(name => !existsSync(join(root, `.clasp.${name}.json`))))
    await mustSucceed(`npx sheetbound create --env ${env}`);
  return named || / --all\b/.test(line) ? line : `${line} --env prod`;
}

async function mustSucceed(line: string): Promise<void> {
  const { code, screen } = await shell.run(line, 'Code:120:5');
  expect({ code, screen: code ? screen : '' }).toEqual({ code: 0, screen: '' });
}

describe.each(commands)('$page', ({ lines }) => {
  it.each(lines)('%s does what the page says', async line => {
    await mustSucceed(await prepare(line));
  });
});
