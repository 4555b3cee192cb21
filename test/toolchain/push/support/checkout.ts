import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ADA, type Loopback } from '../../support/loopback';
import type { ScriptProject } from '../../../../environments/emulator/script-api/ScriptProject';

const LINKED = [
  'node_modules',
  'src',
  'environments',
  'sheetbound.config.json',
  'appsscript.json',
  'package.json',
];

/** A checkout with the real build in a folder of its own, so that its targets and notes are its own too. */
export function makeCheckout(loopback: Loopback): string {
  const root = loopback.folder();
  for (const name of LINKED) symlinkSync(resolve(name), join(root, name));
  cpSync(resolve('dist/apps-script'), join(root, 'dist', 'apps-script'), { recursive: true });
  return root;
}

/** A new project of the user, and its target. */
export function addTarget(loopback: Loopback, root: string, name: string): ScriptProject {
  const project = loopback.google.createProject({ owner: ADA });
  const { scriptId, parentId } = project;
  writeFileSync(join(root, `.clasp.${name}.json`), JSON.stringify({ scriptId, parentId }));
  return project;
}
