import { openDuckDB } from '../../../../environments/node/storages/DuckDBDatabase';
import type { Database } from '../../../../src/Storages/DuckDB/Database';
import { DuckDBStorage } from '../../../../src/Storages/DuckDB/Storage';
import { target } from './target';

const database = openDuckDB(process.argv[2] ?? '');
const dying: Database = {
  location: database.location,
  run: (sql, parameters) => {
    if (sql === 'COMMIT') process.kill(process.pid, 'SIGKILL');
    return database.run(sql, parameters);
  },
  all: (sql, parameters) => database.all(sql, parameters),
  append: (table, types, rows) => database.append(table, types, rows),
  close: () => database.close(),
};
new DuckDBStorage(target, dying).saveData([{ id: 'new', day: null, n: 9 }]);
