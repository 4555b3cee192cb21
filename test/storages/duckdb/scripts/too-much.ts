import { openDuckDB } from '../../../../environments/node/storages/DuckDBDatabase';
import type { DestinationException } from '../../../../src/Core/Exceptions';
import { DuckDBStorage } from '../../../../src/Storages/DuckDB/Storage';
import { target } from './target';

const storage = new DuckDBStorage(target, openDuckDB(process.argv[2] ?? ''));
const rows = Array.from({ length: 60_000 }, (_, n) => ({
  id: `${n}-${Math.sin(n)}-${Math.cos(n)}`,
  day: null,
  n,
}));
try {
  storage.saveData(rows);
} catch (error) {
  process.stdout.write(`${(error as DestinationException).reason}: ${(error as Error).message}`);
}
