#!/usr/bin/env node
import { DEPLOYMENT } from 'sheetbound:deployment';
import { installEnvironment } from '../../src/Core/EnvironmentAdapter';
import { runProgram } from './cli/Program';
import { createNodeEnvironment } from './NodeEnvironment';

installEnvironment(createNodeEnvironment());
process.exitCode = await runProgram(process.argv.slice(2), DEPLOYMENT.version, {
  out: process.stdout,
  err: process.stderr,
  variables: process.env,
});
