import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../../environments/node/cli/WriteWhole';
import { ToolError } from '../../ToolError';
import { targetFolder } from '../journal/JournalFolder';

/**
 * How far a `create` is. What `asked-` says was sent, and its answer is not noted yet: it may or may not exist.
 * `sheet`: the spreadsheet exists and no script was asked for. `script`: both exist.
 */
export type CreateStep = 'begun' | 'asked-sheet' | 'sheet' | 'asked-script' | 'script';

/** `.sheetbound/targets/<env>/create.json`, from before the first request until the target's file is written. */
export interface CreateRecord {
  v: 1;
  step: CreateStep;
  /** Put into the properties of the spreadsheet, so that it is found again. */
  marker: string;
  title: string;
  /** E-mail address of who began it, where it is known: another user's Drive holds nothing of it. */
  account?: string;
  spreadsheetId?: string;
  scriptId?: string;
  /** An answer was missed: there may be a second spreadsheet with the marker. */
  isInDoubt?: boolean;
}

const STEPS: readonly string[] = ['begun', 'asked-sheet', 'sheet', 'asked-script', 'script'];

/** Notes how far a `create` is, each time whole or not at all. */
export class CreateJournal {
  private readonly path: string;

  constructor(
    root: string,
    private readonly target: string,
  ) {
    this.path = join(targetFolder(root, target), 'create.json');
  }

  /** How it is shown to people. */
  get shown(): string {
    return `.sheetbound/targets/${this.target}/create.json`;
  }

  /** Undefined when no `create` was left unfinished. */
  read(): CreateRecord | undefined {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch {
      return undefined;
    }
    const record = parse(text);
    if (record) return record;
    throw new ToolError(
      `[Create] ${this.shown} was changed and cannot be read. Nothing was created. Delete it to start anew; a spreadsheet that it stood for may be in your Drive.`,
      'invalid',
    );
  }

  /** `outcome`: what has been created when this cannot be noted. */
  write(record: CreateRecord, outcome: string): void {
    try {
      writeWhole(this.path, `${JSON.stringify(record, undefined, 2)}\n`);
    } catch (error) {
      const { message, kind } = error as Error & { kind?: string };
      const reason = /\(([^)]+)\)/.exec(message)?.[1] ?? message;
      throw new ToolError(
        `[Create] ${this.shown} cannot be written (${reason}). ${outcome} ${kind === 'full' ? 'Free some space' : 'Make it writable for you'}, then run the same command again.`,
        'failed',
        { cause: error },
      );
    }
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}

function parse(text: string): CreateRecord | undefined {
  try {
    const { v, step, marker, title, ...rest } = JSON.parse(text) as Partial<CreateRecord>;
    if (v !== 1 || step === undefined || !STEPS.includes(step)) return undefined;
    if (typeof marker !== 'string' || !/^[\w-]+$/.test(marker) || typeof title !== 'string') return undefined;
    return { v, step, marker, title, ...rest };
  } catch {
    return undefined;
  }
}
