import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { MessageChannel, receiveMessageOnPort, type MessagePort, type Worker } from 'node:worker_threads';
import type { Row, Value } from '../../../src/Core/Schema';
import { DestinationException } from '../../../src/Core/Exceptions';
import type { ColumnType, Database } from '../../../src/Storages/DuckDB/Database';
import { startWorker } from '../WorkerFile';
import { isWriteProtected } from '../WriteProtection';
import type { DuckDBAnswer, DuckDBCall, DuckDBTask, DuckDBWorkerData } from './DuckDBProtocol';
import { explainOpening } from './DuckDBFailures';
import { packColumns, transferablesOf } from './PackedColumns';

/** Rows of one message to the worker. */
const ROWS_PER_MESSAGE = 10_240;

/** Milliseconds that a statement may take to notice that it is to stop. */
const INTERRUPT_LIMIT = 5_000;

export interface DuckDBOptions {
  /** What DuckDB may keep in memory, e.g. `256MB` (default); beyond it, it works in a folder beside the file. */
  memoryLimit?: string;
  /** Default 2. Each thread takes memory of its own. */
  threads?: number;
  /** Milliseconds after which a statement is given up and the worker ended. Default 600,000. */
  waitLimit?: number;
}

/**
 * Files that this thread holds. DuckDB's lock keeps other processes out, not a second opening by the same process,
 * which would silently lose what the first one writes.
 */
const held = new Set<string>();

/** Opens the file, or makes it. Blocks; throws a `DestinationException` that says why it cannot be opened. */
export function openDuckDB(path: string, options: DuckDBOptions = {}): Database {
  const file = trueName(path);
  if (held.has(file))
    throw new DestinationException(
      `[DuckDB] ${path} is open in this process already. Nothing was written. Close it first, or share the open database.`,
    );
  if (isWriteProtected(file)) throw explainOpening(new Error('Permission denied'), path);
  const database = new DuckDBDatabase(path, options, () => held.delete(file));
  held.add(file);
  database.open();
  return database;
}

/** One name for one file, also before it exists. */
function trueName(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const folder = dirname(resolve(path));
  return join(existsSync(folder) ? realpathSync(folder) : folder, basename(path));
}

class DuckDBDatabase implements Database {
  private readonly worker: Worker;
  private readonly port: MessagePort;
  private readonly waitLimit: number;
  private isOpen = true;

  constructor(
    readonly location: string,
    { memoryLimit = '256MB', threads = 2, waitLimit = 600_000 }: DuckDBOptions,
    private readonly onEnd: () => void,
  ) {
    this.waitLimit = waitLimit;
    const { port1, port2 } = new MessageChannel();
    const settings = {
      memory_limit: memoryLimit,
      threads: String(threads),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    };
    const data: DuckDBWorkerData = { path: location, settings };
    this.worker = startWorker('storages/DuckDBWorker', {
      workerData: { ...data, port: port2 },
      transferList: [port2],
    });
    this.worker.unref();
    this.port = port1;
  }

  open(): void {
    try {
      this.ask({ kind: 'open' });
    } catch (error) {
      this.end();
      throw explainOpening(error, this.location);
    }
  }

  run(sql: string, parameters: readonly Value[] = []): number {
    const answer = this.ask({ kind: 'run', sql, parameters });
    return 'changed' in answer ? answer.changed : 0;
  }

  all(sql: string, parameters: readonly Value[] = []): Row[] {
    const answer = this.ask({ kind: 'all', sql, parameters });
    return 'rows' in answer ? answer.rows : [];
  }

  append(table: string, types: readonly ColumnType[], rows: readonly (readonly Value[])[]): void {
    for (let start = 0; start < rows.length; start += ROWS_PER_MESSAGE) {
      const end = Math.min(rows.length, start + ROWS_PER_MESSAGE);
      const columns = packColumns(types, rows, start, end);
      const task: DuckDBTask = { kind: 'append', table, types, columns, isLast: end === rows.length };
      this.ask(task, transferablesOf(columns));
    }
  }

  close(): void {
    if (!this.isOpen) return;
    try {
      this.ask({ kind: 'close' });
    } finally {
      this.end();
    }
  }

  private ask(task: DuckDBTask, transfer: ArrayBuffer[] = []): DuckDBAnswer {
    if (!this.isOpen) throw new Error('The database is closed.');
    const call: DuckDBCall = { task, done: new SharedArrayBuffer(4) };
    this.port.postMessage(call, transfer);
    const waited = Atomics.wait(new Int32Array(call.done), 0, 0, this.waitLimit);
    const answer =
      waited === 'timed-out'
        ? undefined
        : (receiveMessageOnPort(this.port)?.message as DuckDBAnswer | undefined);
    if (!answer) {
      this.interrupt(call.done);
      this.end();
      throw new DestinationException(
        `[DuckDB] ${this.location} gave no answer within ${Math.round(this.waitLimit / 1000)} s. The save that was under way was not written. Run again.`,
      );
    }
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  }

  /** Ending the worker alone would leave the statement running. */
  private interrupt(done: SharedArrayBuffer): void {
    const call: DuckDBCall = { task: { kind: 'interrupt' }, done: new SharedArrayBuffer(4) };
    this.port.postMessage(call);
    Atomics.wait(new Int32Array(done), 0, 0, INTERRUPT_LIMIT);
  }

  private end(): void {
    this.isOpen = false;
    this.onEnd();
    this.port.close();
    void this.worker.terminate();
  }
}
