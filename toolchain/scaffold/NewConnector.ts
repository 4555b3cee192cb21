import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../ToolError';
import { askDesign, type Dialogue } from './AskDesign';
import type { ConnectorDesign } from './ConnectorDesign';
import { formatFiles } from './FormatFiles';
import { completeDesign, designFaults, missingFaults, type GivenDesign } from './ReadDesign';
import { CONNECTOR_FOLDERS, renderConnector } from './RenderConnector';
import { completeInterrupted, writeConnector } from './WriteConnector';

export interface NewConnector {
  design: ConnectorDesign;
  /** Paths from the root, in the order in which they are worth reading. */
  files: readonly string[];
  /** `sheetbound.config.json` lists the connectors of the deployment, and this one is not among them. */
  isLeftOut: boolean;
  /** Connectors whose making had been interrupted and was completed now. */
  completed: readonly string[];
}

/**
 * Makes a connector that builds, runs and passes its tests as it stands. With a dialogue it asks for what was not
 * given; without one the defaults are taken. Throws a `ToolError` with every fault, or a `CancelledError`; in both
 * cases nothing was made.
 */
export async function newConnector(
  root: string,
  given: GivenDesign,
  dialogue: Dialogue | undefined,
): Promise<NewConnector> {
  requireCheckout(root);
  const completed = completeInterrupted(root);
  const existing = existingNames(root);
  refuse([...(dialogue ? [] : missingFaults(given)), ...designFaults(given, existing)]);
  const answers = dialogue ? await askDesign(given, existing, dialogue) : given;
  refuse(designFaults(answers, existing));
  const design = completeDesign(answers);
  const files = await formatFiles(renderConnector(design), root);
  writeConnector(root, design.name, files);
  return { design, files: Object.keys(files), isLeftOut: isLeftOut(root, design.name), completed };
}

function requireCheckout(root: string): void {
  const missing = CONNECTOR_FOLDERS.filter(folder => !existsSync(join(root, folder)));
  if (missing.length)
    throw new ToolError(
      `[new] This folder is no checkout of Sheetbound: it has no ${missing.join(', no ')}. Nothing was made. A connector is part of the source code: get the repository, and call the command in its root.`,
      'invalid',
    );
}

function existingNames(root: string): string[] {
  const names = CONNECTOR_FOLDERS.flatMap(folder =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(entry => entry.name),
  );
  return [...new Set(names)];
}

function refuse(faults: readonly string[]): void {
  if (!faults.length) return;
  const count = faults.length === 1 ? '1 thing needs' : `${faults.length} things need`;
  throw new ToolError(
    `[new] ${count} attention; nothing was made.\n${faults.map(fault => `- ${fault}`).join('\n')}`,
    'invalid',
  );
}

/** What the file says otherwise is the build's to judge. */
function isLeftOut(root: string, name: string): boolean {
  try {
    const { connectors } = JSON.parse(readFileSync(join(root, 'sheetbound.config.json'), 'utf8')) as {
      connectors?: unknown;
    };
    return Array.isArray(connectors) && !connectors.includes(name);
  } catch {
    return false;
  }
}
