import type { Simulators } from '../../../environments/emulator/apis/Simulators';
import { Emulator } from '../../../environments/emulator/google/Emulator';
import { createNodeEnvironment } from '../../../environments/node/NodeEnvironment';
import type { HostMap } from '../../../environments/node/HostMap';
import type { ExecutionRecord } from '../../../environments/emulator/google/EmulatorState';
import { installEnvironment } from '../../../src/Core/EnvironmentAdapter';
import type { FieldType, Row, Value } from '../../../src/Core/Schema';
import type { RunReport } from '../../../src/Core/RunReport';
import { toValue } from '../../../src/Storages/GoogleSheets/Cells';
import { SheetClock } from '../../../src/Storages/GoogleSheets/SheetClock';
import { CODE, MANIFEST } from '../../apps-script/harness';
import { START } from './Checklist';
import { textsOf } from './NodeRuntime';
import type { ImportUnderTest, Ran, RunOrder, Runtime, World } from './Runtime';

const USER = 'anna@example.com';

/** The built script in the emulated spreadsheet, by the functions that its page calls. */
export const scriptRuntime: Runtime = {
  name: 'Apps Script',
  open: (simulators, subject) => new ScriptWorld(simulators, subject),
};

interface RunsResult {
  runs: readonly { status: string; message: string; report?: RunReport }[];
}

class ScriptWorld implements World {
  private emulator: Emulator;
  private importId: string | undefined;
  private saved = '';
  private isPaused = false;
  private readonly clock: SheetClock;
  private readonly hosts: HostMap;

  constructor(
    simulators: Simulators,
    private readonly subject: ImportUnderTest,
  ) {
    this.hosts = simulators.hostsOf(subject.source);
    const { timeZone } = subject;
    this.clock = new SheetClock(() => timeZone);
    installEnvironment(createNodeEnvironment({ timeZone }));
    this.emulator = new Emulator({ ...this.options, now: START, spreadsheet: { timeZone } });
  }

  private get options() {
    return { code: CODE, manifest: MANIFEST, hosts: this.hosts };
  }

  run({ values, at, seconds }: RunOrder): Promise<Ran> {
    if (at !== undefined) this.goTo(Date.parse(at));
    const startedAt = this.emulator.now;
    const record = this.save(values) ?? this.import(seconds);
    const ran = this.ranOf(record);
    return Promise.resolve({ ...ran, elapsed: this.emulator.now - startedAt, traces: this.traces() });
  }

  /** Without triggers going off meanwhile: the file is put away and opened again. */
  private goTo(now: number): void {
    const state = this.emulator.toJSON();
    this.emulator = Emulator.fromJSON({ ...state, now: Math.max(state.now, now) }, this.options);
  }

  /** The execution, where it failed. */
  private save(values: Readonly<Record<string, unknown>>): ExecutionRecord | undefined {
    const text = JSON.stringify(values);
    if (text === this.saved) return undefined;
    const { importId: id } = this;
    const request = { ...(id === undefined ? {} : { id }), source: this.subject.source, values };
    const record = this.emulator.user(USER).call('saveImport', request);
    if (record.error) return record;
    this.saved = text;
    this.importId = (record.result as { id: string }).id;
    return undefined;
  }

  private import(seconds: number | undefined): ExecutionRecord {
    const request = { importId: this.importId, ...(seconds === undefined ? {} : { seconds }) };
    return this.emulator.user(USER).call(this.isPaused ? 'continueRun' : 'importNewData', request);
  }

  private ranOf(record: ExecutionRecord): Pick<Ran, 'status' | 'texts' | 'rows'> {
    if (record.error) return { status: 'ERROR', texts: [record.error.message], rows: this.rows() };
    const [run] = (record.result as RunsResult).runs;
    if (!run) throw new Error('The script did not say what became of the import.');
    this.isPaused = run.status === 'PAUSED';
    const texts = run.report ? textsOf(run.report) : [run.message];
    return { status: run.status, texts, rows: this.rows() };
  }

  /** Rows of the tab as cast values, so that both runtimes can be compared. */
  private rows(): Row[] {
    const { node } = this.subject;
    const sheet = this.emulator.spreadsheet.findSheet(node.destination);
    if (!sheet) return [];
    const fields = Object.entries(node.fields);
    const captions = fields.map(([id, { name }]) => name ?? id);
    const header = fields.map((_, index) => sheet.display(1, index + 1));
    if (JSON.stringify(header) !== JSON.stringify(captions))
      throw new Error(`The header of ${node.destination} is ${header.join(', ')}.`);
    return Array.from({ length: sheet.grid.lastRow() - 1 }, (_, row) =>
      Object.fromEntries(
        fields.map(([field, { type }], column) => [
          field,
          castCell(sheet.value(row + 2, column + 1), type, this.clock),
        ]),
      ),
    );
  }

  /** All that outlives the executions and all that they said, but the stores that are there for secrets. */
  private traces(): string {
    const { users, ...state } = this.emulator.toJSON();
    const seen = users.map(user => ({ ...user, properties: {} }));
    return JSON.stringify({ ...state, caches: {}, users: seen });
  }
}

/** Civil days and instants from the serial numbers of the sheet. */
function castCell(value: unknown, type: FieldType, clock: SheetClock): Value {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'object') throw new Error(`A cell holds ${JSON.stringify(value)}.`);
  return typeof value === 'number' ? toValue(value, type, clock) : (value as Value);
}
