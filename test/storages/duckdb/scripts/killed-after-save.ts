import { openDuckDB } from '../../../../environments/node/storages/DuckDBDatabase';
import { DuckDBStorage } from '../../../../src/Storages/DuckDB/Storage';
import { target } from './target';

const storage = new DuckDBStorage(target, openDuckDB(process.argv[2] ?? ''));
storage.saveData([1, 2, 3].map(n => ({ id: `r${n}`, day: `2026-01-0${n}`, n })));
process.kill(process.pid, 'SIGKILL');
