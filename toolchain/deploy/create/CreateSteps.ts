import { randomUUID } from 'node:crypto';
import type { DriveApi, DriveFile } from '../../google/DriveApi';
import type { GoogleApiError } from '../../google/GoogleErrors';
import type { ScriptApi } from '../../google/ScriptApi';
import { ToolError } from '../../ToolError';
import type { CreateJournal, CreateRecord, CreateStep } from './CreateJournal';

/** Milliseconds before each look for a spreadsheet that may exist: Drive's index lags behind by seconds. */
const LOOKS = [0, 2_000, 4_000];

export interface CreateStepsOptions {
  script: ScriptApi;
  drive: DriveApi;
  journal: CreateJournal;
  /** Tells the person what is going on. */
  say: (line: string) => void;
  wait: (milliseconds: number) => Promise<void>;
}

export interface Created {
  title: string;
  spreadsheetId: string;
  scriptId: string;
}

/**
 * Makes a spreadsheet and its script, or goes on where an earlier call was stopped. Each request is noted before it is
 * sent and after its answer, so that whenever this ends, the next call knows what exists: it leaves no orphan.
 */
export class CreateSteps {
  constructor(private readonly options: CreateStepsOptions) {}

  async run(begin: Pick<CreateRecord, 'title' | 'account'>): Promise<Created> {
    const { journal } = this.options;
    let record = journal.read() ?? this.begin(begin);
    if (record.step === 'asked-script') record = await this.discard(record);
    if (record.step === 'sheet' && !(await this.isThere(record))) record = this.again(record);
    if (record.spreadsheetId === undefined) record = await this.makeSpreadsheet(record);
    if (record.scriptId === undefined) record = await this.makeScript(record);
    await this.removeTwins(record);
    const { title, spreadsheetId = '', scriptId = '' } = record;
    return { title, spreadsheetId, scriptId };
  }

  private begin({ title, account }: Pick<CreateRecord, 'title' | 'account'>): CreateRecord {
    const record: CreateRecord = {
      v: 1,
      step: 'begun',
      marker: randomUUID(),
      title,
      ...(account === undefined ? {} : { account }),
    };
    return this.note(record, 'begun', {}, 'Nothing was created.');
  }

  private async makeSpreadsheet(before: CreateRecord): Promise<CreateRecord> {
    const found = before.step === 'asked-sheet' ? await this.lookFor(before) : undefined;
    if (found)
      this.options.say(`Going on with the spreadsheet that an earlier call made: ${sheetLink(found.id)}`);
    const isInDoubt = before.step === 'asked-sheet';
    const asked = this.note(
      before,
      'asked-sheet',
      isInDoubt ? { isInDoubt } : {},
      'Nothing more was created.',
    );
    const { id } = found ?? (await this.askForSpreadsheet(asked));
    return this.note(asked, 'sheet', { spreadsheetId: id }, `The spreadsheet was created: ${sheetLink(id)}.`);
  }

  private async askForSpreadsheet(asked: CreateRecord): Promise<DriveFile> {
    const { drive, journal } = this.options;
    try {
      return await drive.createSpreadsheet(asked.title, asked.marker);
    } catch (error) {
      if ((error as Partial<GoogleApiError>).effect !== 'unknown') {
        // Refused: unless an earlier request may have been carried out, there is nothing to go on with.
        if (!asked.isInDoubt) journal.remove();
        throw error;
      }
      const found = await this.lookFor(asked).catch(() => undefined);
      if (found) return found;
      throw new ToolError(
        `${(error as Error).message} Run the same command again: it looks for the spreadsheet and goes on with it, or makes it.`,
        'failed',
        { cause: error },
      );
    }
  }

  private async makeScript(before: CreateRecord): Promise<CreateRecord> {
    const { script } = this.options;
    const { spreadsheetId = '', title } = before;
    const made = `The spreadsheet was created: ${sheetLink(spreadsheetId)}.`;
    const asked = this.note(before, 'asked-script', {}, made);
    try {
      const { scriptId } = await script.createBoundProject(title, spreadsheetId);
      return this.note(asked, 'script', { scriptId }, made);
    } catch (error) {
      if (error instanceof ToolError) throw await this.withoutScript(asked, error);
      throw error;
    }
  }

  /** Refused: the spreadsheet waits for the next call. Not known: Google tells no one which script a sheet has. */
  private async withoutScript(asked: CreateRecord, error: ToolError): Promise<ToolError> {
    const { effect, status } = error as Partial<GoogleApiError>;
    const link = sheetLink(asked.spreadsheetId ?? '');
    const again = (text: string): ToolError =>
      new ToolError(`${error.message} ${text}`, error.kind, { cause: error });
    if (effect === 'none' && status === 404) {
      this.options.journal.remove();
      return again('Run the same command again to start anew.');
    }
    if (effect === 'none') {
      this.note(asked, 'sheet', {}, `The spreadsheet was created: ${link}.`);
      return again(`The spreadsheet ${link} waits for its script: the same command goes on with it.`);
    }
    if (effect !== 'unknown') return error;
    try {
      await this.discard(asked);
      return again('Run the same command again: it starts anew.');
    } catch {
      return again(`The same command moves ${link} to the bin and starts anew.`);
    }
  }

  /** A spreadsheet of ours whose script may exist without our knowing its id: into the bin with both. */
  private async discard(record: CreateRecord): Promise<CreateRecord> {
    const { drive, say } = this.options;
    const ids = [
      record.spreadsheetId ?? '',
      ...(await drive.findByMarker(record.marker)).map(({ id }) => id),
    ];
    for (const id of new Set(ids.filter(Boolean)))
      if (await drive.trash(id))
        say(`Moved ${sheetLink(id)} to the bin: the answer that names its script was lost.`);
    return this.again(record);
  }

  /** The marker stays, for what may turn up late. */
  private again({ v, marker, title, account, isInDoubt }: CreateRecord): CreateRecord {
    const rest = { ...(account === undefined ? {} : { account }), ...(isInDoubt ? { isInDoubt } : {}) };
    return this.note({ v, step: 'begun', marker, title, ...rest }, 'begun', {}, 'Nothing more was created.');
  }

  private isThere({ spreadsheetId = '' }: CreateRecord): Promise<boolean> {
    return this.options.drive.isThere(spreadsheetId);
  }

  /** A request whose answer was lost can have been carried out after the last look. */
  private async removeTwins({ isInDoubt, marker, spreadsheetId }: CreateRecord): Promise<void> {
    if (!isInDoubt) return;
    const { drive, say } = this.options;
    for (const { id } of await drive.findByMarker(marker)) {
      if (id !== spreadsheetId && (await drive.trash(id)))
        say(`Moved ${sheetLink(id)} to the bin: it was created twice.`);
    }
  }

  private async lookFor({ marker }: CreateRecord): Promise<DriveFile | undefined> {
    for (const delay of LOOKS) {
      if (delay) await this.options.wait(delay);
      const [found] = await this.options.drive.findByMarker(marker);
      if (found) return found;
    }
    return undefined;
  }

  private note(
    record: CreateRecord,
    step: CreateStep,
    changes: Partial<CreateRecord>,
    outcome: string,
  ): CreateRecord {
    const next = { ...record, ...changes, step };
    this.options.journal.write(next, outcome);
    return next;
  }
}

export function sheetLink(spreadsheetId: string): string {
  return `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`;
}

export function scriptLink(scriptId: string): string {
  return `https://script.google.com/d/${scriptId}/edit`;
}
