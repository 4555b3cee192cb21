import { rmSync } from 'node:fs';
import { afterAll, describe } from 'vitest';
import { cloneCheckout } from './support/Checkout';
import { Shell } from './support/Shell';
import { walk } from './support/Walk';

const root = cloneCheckout();
const shell = new Shell(root);
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('whoever follows the guide to writing a connector', () => {
  walk({ page: 'docs/writing-a-connector.md', root, shell: () => shell });
});
