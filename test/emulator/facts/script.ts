import type { EmulatorOptions } from '../../../environments/emulator/google/Emulator';
import { worldOf } from '../runtime/support';

/** What this text, the body of a function, returns when the owner of the file runs it in the editor. */
export function resultOf(body: string, options: Partial<EmulatorOptions> = {}): unknown {
  return worldOf(`function run() { ${body} }`, options).value('run');
}

/** `Name: message` of what this text throws. */
export function errorOf(body: string, options: Partial<EmulatorOptions> = {}): string {
  return worldOf(`function run() { ${body} }`, options).failure('run');
}
