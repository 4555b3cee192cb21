import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../../ToolError';
import { explainClaspFailure } from '../clasp/ClaspFailure';
import { targetFolder } from '../journal/JournalFolder';
import type { ReleaseJob, ReleaseServices } from './ReleaseTypes';

/** Calls of clasp for one target; each is looked after by the caller, for clasp's words prove nothing. */
export class ReleaseClasp {
  constructor(
    private readonly job: ReleaseJob,
    private readonly services: ReleaseServices,
  ) {}

  /** The error when clasp failed; whether a version came of it is to be looked up. */
  createVersion(description: string): Promise<ToolError | undefined> {
    return this.run(['create-version', '--json'], 'make a version', ['--', description]);
  }

  createDeployment(version: number, description: string): Promise<ToolError | undefined> {
    const words = ['create-deployment', '--json', '-V', String(version), '-d', description];
    return this.run(words, 'make a deployment');
  }

  updateDeployment(id: string, version: number, description: string): Promise<ToolError | undefined> {
    const words = ['update-deployment', '--json', '-V', String(version), '-d', description];
    return this.run(words, 'change the deployment', ['--', id]);
  }

  private async run(
    words: readonly string[],
    doing: string,
    last: readonly string[] = [],
  ): Promise<ToolError | undefined> {
    const { target } = this.job;
    const folder = this.projectFolder();
    const login = ['-P', join(folder, '.clasp.json'), '-A', await this.services.login.claspFile()];
    const result = await this.services.clasp.run({ words: [...words, ...login, ...last], folder });
    if (result.exitCode === 0 && !result.timedOut) return undefined;
    const { text, isInvalid } = explainClaspFailure(result, doing);
    const plain = text.replace(/^\[Google\] /, '');
    return new ToolError(`[Deploy] ${target.name}: ${plain}`, isInvalid ? 'invalid' : 'failed');
  }

  /** A project file of our own: clasp refuses one whose rootDir leads elsewhere, and changes those that it is given. */
  private projectFolder(): string {
    const { root, target } = this.job;
    const folder = join(targetFolder(root, target.name), 'release');
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, '.clasp.json'), JSON.stringify({ scriptId: target.scriptId, rootDir: '.' }));
      return folder;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new ToolError(
        `[Deploy] ${target.name}: .sheetbound/targets/${target.name} cannot be written (${code ?? message}). Free some space or make it writable for you, then run the same command again.`,
        'failed',
        { cause: error },
      );
    }
  }
}
