import type { Command } from 'commander';
import type { CommandContext, CommandGroup } from './CommandContext';
import { addDeployCommands } from './DeployCommands';
import { addNewCommands } from './NewCommands';
import { addPushCommands } from './PushCommands';
import { addTraceCommands } from './TraceCommands';
import { addVerifyCommands } from './VerifyCommands';

const GROUPS: readonly CommandGroup[] = [
  addDeployCommands,
  addNewCommands,
  addPushCommands,
  addTraceCommands,
  addVerifyCommands,
];

/** The commands of the toolchain: verify, create, push, diff, versions, deploy, trace, new, dev. */
export function addToolchainCommands(program: Command, context: CommandContext): void {
  for (const add of GROUPS) add(program, context);
}
