import { openDuckDB } from '../../../../environments/node/storages/DuckDBDatabase';

try {
  openDuckDB(process.argv[2] ?? '').close();
  process.stdout.write('opened');
} catch (error) {
  process.stdout.write((error as Error).message);
}
