import { GONE_FIELD, type StorageTarget } from '../../../src/Core/AbstractStorage';
import type { FieldType, Row, Value } from '../../../src/Core/Schema';
import { markerOf } from '../../../src/Storages/GoogleSheets/Markers';
import { GoogleSheetsStorage } from '../../../src/Storages/GoogleSheets/Storage';
import { isCellError, type CellValue } from '../../../environments/emulator/google/spreadsheet/Cell';
import { instantOfSerial } from '../../../environments/emulator/google/spreadsheet/TimeZone';
import { SheetBench } from '../../storages/google-sheets/SheetBench';
import { describeStorage } from './StorageContract';
import type { StorageFixture } from './StorageFixture';

const ZONE = 'America/Sao_Paulo';

function toValue(cell: CellValue, type: FieldType): Value {
  if (cell === null) return null;
  if (isCellError(cell)) return cell.error;
  if (typeof cell !== 'number') return cell;
  if (type === 'date') return new Date((cell - 25_569) * 86_400_000).toISOString().slice(0, 10);
  if (type === 'datetime') return new Date(instantOfSerial(cell, ZONE)).toISOString();
  return cell;
}

function read(bench: SheetBench, target: StorageTarget): Row[] {
  const id = bench.memory.get(target.id)?.sheetId;
  if (id === undefined) return [];
  const sheet = bench.model.sheet(id);
  const columnOf = (field: string) => {
    const marker = markerOf(target.id, field);
    for (let column = 1; column <= sheet.grid.maxColumns; column += 1)
      if (sheet.grid.note(1, column).endsWith(marker)) return column;
    return undefined;
  };
  const gone = columnOf(GONE_FIELD);
  const rows: Row[] = [];
  for (let row = 2; row <= sheet.grid.lastRow(); row += 1) {
    if (!sheet.grid.row(row)?.values.some(value => value !== null)) continue;
    const values = Object.entries(target.fields).map(([field, { type }]): [string, Value] => {
      const column = columnOf(field);
      return [field, column === undefined ? null : toValue(sheet.value(row, column), type)];
    });
    const isGone = gone !== undefined && sheet.value(row, gone) === true;
    rows.push({ ...Object.fromEntries(values), ...(isGone ? { [GONE_FIELD]: true } : {}) });
  }
  return rows;
}

const fixtureOf = (maxCellsReadAtOnce?: number) => (): StorageFixture => {
  const bench = new SheetBench({ timeZone: ZONE });
  bench.maxCellsReadAtOnce = maxCellsReadAtOnce;
  return {
    create: target => bench.execute(services => new GoogleSheetsStorage(target, services)),
    read: target => {
      bench.model.commitWrites();
      return read(bench, target);
    },
    distinguishesEmptyText: false,
    cleanup: () => undefined,
  };
};

describeStorage('GoogleSheets', fixtureOf());
describeStorage('GoogleSheets, in a tab too large to be read at once,', fixtureOf(1));
