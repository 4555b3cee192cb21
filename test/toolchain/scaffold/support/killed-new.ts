import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Writes a connector and kills itself before the nth call that creates or moves a file. */
const [root = '', count = '0'] = process.argv.slice(2);
let left = Number(count);

function counted<A extends unknown[], R>(call: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    // Synchronous, and no handler runs: as when the machine goes down.
    if (left-- === 0) process.kill(process.pid, 'SIGKILL');
    return call(...args);
  };
}

fs.openSync = counted(fs.openSync);
fs.renameSync = counted(fs.renameSync);
syncBuiltinESMExports();

const { writeConnector } = await import('../../../../toolchain/scaffold/WriteConnector');
const { FILES } = await import('./SomeFiles');
writeConnector(root, 'Shop', FILES);
process.stdout.write('whole');
