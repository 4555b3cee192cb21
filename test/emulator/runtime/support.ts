import { Emulator, type EmulatorOptions } from '../../../environments/emulator/google/Emulator';
import type { ExecutionRecord } from '../../../environments/emulator/google/EmulatorState';
import type { EmulatedUser } from '../../../environments/emulator/google/EmulatedUser';

export const OWNER = 'ann@example.com';

export interface TestWorld {
  emulator: Emulator;
  ann: EmulatedUser;
  /** Runs in the editor as the owner; throws what the script threw. */
  value(functionName: string, ...args: unknown[]): unknown;
  /** Runs and answers `Name: message` of the failure. */
  failure(functionName: string, ...args: unknown[]): string;
}

export function failureOf(record: ExecutionRecord): string {
  return record.error ? `${record.error.name}: ${record.error.message}` : record.status;
}

/** An emulator with this script and its first user. */
export function worldOf(code: string, options: Partial<EmulatorOptions> = {}): TestWorld {
  const emulator = new Emulator({ code, ...options });
  const ann = emulator.user(OWNER);
  return {
    emulator,
    ann,
    value(functionName, ...args) {
      const record = ann.run(functionName, ...args);
      if (record.status !== 'completed') throw new Error(failureOf(record));
      return record.result;
    },
    failure: (functionName, ...args) => failureOf(ann.run(functionName, ...args)),
  };
}
