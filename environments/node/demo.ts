import { runDemo } from './cli/Demo';

process.exitCode = await runDemo(process.stdout);
