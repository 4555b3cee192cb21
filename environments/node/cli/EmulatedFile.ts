import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { StateException } from '../../../src/Core/Exceptions';
import { Emulator } from '../../emulator/google/Emulator';
import type { EmulatorState, ExecutionRecord } from '../../emulator/google/EmulatorState';
import type { HostMap } from '../HostMap';
import { readBuiltScript } from '../PackageFiles';
import { workbookPath } from './StorageSpec';
import { writeWhole } from './WriteWhole';
import { writeWorkbook } from './WriteWorkbook';

/** The state file of the runtime apps-script: all of the emulated file, its progress included. */
interface StoredFile {
  version: 1;
  runtime: 'apps-script';
  /** Ids that the script gave to imports, by their name on the command line. */
  imports: Record<string, string>;
  emulator: EmulatorState;
}

export interface EmulatedFileOptions {
  /** Path of the .xlsx. */
  path: string;
  /** Path of the state file. */
  state: string;
  hosts: HostMap;
  /** ISO time at which the clock of a new file starts. Default: now. A kept file never goes back in time. */
  now?: string;
}

const USER = 'you@example.com';

/** Real milliseconds that one execution may take: requests to live APIs block it. */
const REAL_TIME_LIMIT = 30 * 60_000;

/** Properties in which the script keeps secrets. They are given anew by every command, and never written to disk. */
const SECRET_PROPERTIES = 'sheetbound.secrets.';

/** The built script in the emulated Google Sheets, kept in a file between commands. */
export class EmulatedFile {
  readonly emulator: Emulator;
  readonly imports: Record<string, string>;

  constructor(private readonly options: EmulatedFileOptions) {
    const stored = readStored(options);
    const now = Date.parse(options.now ?? new Date().toISOString());
    this.imports = stored?.imports ?? {};
    this.emulator = new Emulator({
      ...readBuiltScript(),
      hosts: options.hosts,
      realTimeLimit: REAL_TIME_LIMIT,
      ...(stored
        ? { state: { ...stored.emulator, now: Math.max(stored.emulator.now, now) } }
        : {
            now: new Date(now).toISOString(),
            spreadsheet: {
              name: basename(options.path).replace(/\.xlsx$/i, ''),
              timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            },
          }),
    });
  }

  /** Calls a server function as a page does. Throws what its failure handler would be told. */
  call(functionName: string, request: Record<string, unknown>): unknown {
    return resultOf(this.emulator.user(USER).call(functionName, request));
  }

  /** Opens the file and clicks an item of the menu, answering its dialogs in turn. */
  click(item: string, ...answers: string[]): unknown {
    const user = this.emulator.user(USER);
    user.open();
    for (const text of answers) user.answer({ button: 'OK', text });
    const record = user.clickMenu('Sheetbound', item);
    user.close();
    return resultOf(record);
  }

  /** Durable when it returns. */
  save(): void {
    const { imports } = this;
    const stored: StoredFile = { version: 1, runtime: 'apps-script', imports, emulator: this.keptState() };
    writeWhole(this.options.state, JSON.stringify(stored));
  }

  async export(): Promise<void> {
    await writeWorkbook(this.emulator.spreadsheet, this.options.path, this.options.state);
  }

  /** Without logs, caches and secrets. */
  private keptState(): EmulatorState {
    const state = this.emulator.toJSON();
    const withoutSecrets = (properties: Record<string, string>) =>
      Object.fromEntries(Object.entries(properties).filter(([key]) => !key.startsWith(SECRET_PROPERTIES)));
    return {
      ...state,
      executions: [],
      caches: {},
      documentProperties: withoutSecrets(state.documentProperties),
      users: state.users.map(user => ({ ...user, properties: withoutSecrets(user.properties) })),
    };
  }
}

function resultOf(record: ExecutionRecord): unknown {
  if (record.status === 'completed') return record.result;
  throw new Error(record.error?.message ?? `${record.functionName} ended as ${record.status}.`);
}

function readStored({ path, state }: EmulatedFileOptions): StoredFile | undefined {
  if (existsSync(state)) return parseStored(readFileSync(state, 'utf8'), state);
  const other = existsSync(workbookPath(path))
    ? 'it was made by --runtime node'
    : 'its state file is missing';
  if (!existsSync(path)) return undefined;
  throw new StateException(
    `[Storage] ${path} was not made by this command (${other}: ${basename(state)}). It was left as it is; name another file.`,
  );
}

function parseStored(text: string, state: string): StoredFile {
  let value: Partial<StoredFile> | null;
  try {
    value = JSON.parse(text) as Partial<StoredFile> | null;
  } catch {
    throw stateProblem(state, 'is not valid JSON; it may be cut short', 'Restore a copy, or move it away.');
  }
  const version: unknown = value?.version;
  if (typeof version === 'number' && version > 1)
    throw stateProblem(state, `was written by a newer version (form ${version})`, 'Update sheetbound.');
  if (value?.runtime !== 'apps-script' || !value.emulator || !value.imports)
    throw stateProblem(state, 'is not a state file of --runtime apps-script', 'Name another file.');
  return value as StoredFile;
}

function stateProblem(state: string, what: string, advice: string): StateException {
  return new StateException(`[State] ${basename(state)} ${what}. It was left as it is. ${advice}`);
}
