import { DestinationException } from '../../../src/Core/Exceptions';
import type { SpreadsheetModel } from '../../emulator/google/spreadsheet/SpreadsheetModel';
import { exportXlsx } from '../../emulator/google/spreadsheet/XlsxExport';
import { refuseWriteProtected } from '../WriteProtection';

/** Writes the .xlsx for people, streamed; what was there stays when that fails. `keptIn` has the rows already. */
export async function writeWorkbook(model: SpreadsheetModel, path: string, keptIn: string): Promise<void> {
  try {
    refuseWriteProtected(path);
    await exportXlsx(model, path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new DestinationException(
      `[Storage] ${path} cannot be written (${code ?? message}). The rows are saved in ${keptIn}; run the same command again to write it.`,
    );
  }
}
