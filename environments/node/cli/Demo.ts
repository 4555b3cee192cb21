import { join } from 'node:path';
import { messageOf } from '../../../src/Core/Exceptions';
import { startSimulators } from '../../emulator/apis/Simulators';
import { EmulatedFile } from './EmulatedFile';
import { EXIT_CODE, type ExitCode } from './ExitCode';
import { sheetText } from './SheetText';
import { duration, oneLine, printLine } from './Terminal';

const FOLDER = 'output';
const FILE = join(FOLDER, 'sheetbound-demo.xlsx');
const STATE = join(FOLDER, 'sheetbound-demo.state.json');
const SOURCES = ['OpenHolidays', 'BankOfCanada'];

const INTRODUCTION =
  'The built script (dist/apps-script/Code.js) in an emulated Google Sheet, with made-up data of simulated APIs.\n';

/** What the menu's answer says of each import. */
interface RunsResult {
  status: string;
  message: string;
  runs?: { importName: string; status: string; message: string }[];
}

/**
 * The main job on this machine: the built script in an emulated spreadsheet, used by its menu, against simulators of
 * two public APIs. A second time it goes on with the same spreadsheet.
 */
export async function runDemo(out: NodeJS.WritableStream): Promise<ExitCode> {
  const startedAt = Date.now();
  const simulators = await startSimulators(SOURCES);
  try {
    const now = new Date().toISOString();
    for (const name of SOURCES) await simulators.configure(name, { now });
    const file = new EmulatedFile({ path: FILE, state: STATE, hosts: simulators.hosts, now });
    const result = useMenu(file);
    file.save();
    await file.export();
    for (const line of [
      INTRODUCTION,
      ...sheetText(file.emulator.spreadsheet),
      ...resultText(result),
      ...adviceText(),
    ])
      printLine(out, line);
    printLine(out, `\nDone in ${duration(Date.now() - startedAt)}.`);
    return result.status === 'DONE' ? EXIT_CODE.DONE : EXIT_CODE.FAILED;
  } catch (error) {
    printLine(out, `The demonstration failed: ${messageOf(error)}`);
    printLine(out, `To start afresh, remove the folder ${FOLDER}.`);
    return EXIT_CODE.FAILED;
  } finally {
    await simulators.close();
  }
}

/** Adds the imports once, as the dialogs of the menu would, then clicks "Import new data". */
function useMenu(file: EmulatedFile): RunsResult {
  for (const source of SOURCES)
    if (!Object.hasOwn(file.imports, source)) {
      const { id } = file.call('saveImport', { source, userName: 'You' }) as { id: string };
      file.imports[source] = id;
    }
  return file.click('Import new data', 'All of them') as RunsResult;
}

function resultText({ runs, message }: RunsResult): string[] {
  const lines = runs?.map(run => `  ${run.importName}: ${oneLine(run.message)}`) ?? [`  ${oneLine(message)}`];
  return ['Sheetbound > Import new data:', ...lines, ''];
}

function adviceText(): string[] {
  return [
    `Open it: ${FILE} (it is written anew by each run; edit a copy). Run npm start again: it updates rows, it never doubles them.`,
    '',
    'The same with real data, no key needed:',
    '  npx sheetbound run OpenHolidays --param CountryIsoCode=DE --runtime apps-script --storage xlsx:holidays.xlsx',
    '  npx sheetbound run BankOfCanada --storage duckdb:rates.duckdb',
    'All sources, and the settings of one:',
    '  npx sheetbound sources',
    '  npx sheetbound describe GitHub',
  ];
}
