#!/usr/bin/env node
import { DEPLOYMENT } from 'sheetbound:deployment';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { addToolchainCommands } from '../../toolchain/cli/Commands';
import { runProgram } from './cli/Program';
import { createNodeEnvironment } from './NodeEnvironment';

// `... | head` stops reading when it has enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});
installEnvironment(createNodeEnvironment());
const { version } = DEPLOYMENT;
const terminal = { out: process.stdout, err: process.stderr, variables: process.env };
process.exitCode = await runProgram(process.argv.slice(2), version, terminal, (program, end) =>
  addToolchainCommands(program, { terminal, root: process.cwd(), version, end }),
);
