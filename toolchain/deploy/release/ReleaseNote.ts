import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { saveNote, targetFolder } from '../journal/JournalFolder';
import type { Target } from '../targets/Target';

/** The deployment that an earlier `deploy` of this machine made. One of another script project does not count. */
export function rememberedDeployment(root: string, { name, scriptId }: Target): string | undefined {
  try {
    const note = JSON.parse(readFileSync(notePath(root, name), 'utf8')) as Record<string, unknown>;
    const { deploymentId } = note;
    return note['scriptId'] === scriptId && typeof deploymentId === 'string' ? deploymentId : undefined;
  } catch {
    return undefined;
  }
}

export function rememberDeployment(root: string, { name, scriptId }: Target, deploymentId: string): void {
  const text = `${JSON.stringify({ v: 1, scriptId, deploymentId }, undefined, 2)}\n`;
  saveNote(notePath(root, name), text, name, 'It was deployed.');
}

function notePath(root: string, target: string): string {
  return join(targetFolder(root, target), 'deployment.json');
}
