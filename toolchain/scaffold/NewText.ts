import { lines } from './Text';
import type { NewConnector } from './NewConnector';

/** What to type next, in this order. */
export function nextCommands({ design: { name } }: NewConnector): string[] {
  return [`npm run dev ${name}`, `npm run build && npx sheetbound run ${name} --simulate`, 'npm test'];
}

/** What was made, what to do with it, and where it has to be adapted. */
export function newText(made: NewConnector): string {
  const { design, files, isLeftOut, completed } = made;
  const { name } = design;
  const [first = '', second = '', third = ''] = nextCommands(made);
  const width = Math.max(first.length, second.length, third.length);
  return lines(
    ...completed.map(one => `The making of ${one} had been interrupted; it is complete now.`),
    `Made the connector ${name}, ${files.length} files:`,
    ...files.map(file => `  ${file}`),
    '',
    'It works as it stands, against a simulator of its API. Next:',
    `  ${first.padEnd(width)}   rebuild, test and import whenever you save a file`,
    `  ${second.padEnd(width)}   one import, without the network${design.auth === 'none' ? '' : ' and without credentials'}`,
    `  ${third.padEnd(width)}   build, types, lint, all tests`,
    '',
    'Then make it that of the real API:',
    `  the fields          src/Sources/${name}/FieldsSchema.json`,
    `  requests, answers   src/Sources/${name}/Source.ts: fetchData, recordsOf`,
    `  the made-up data    environments/emulator/apis/${name}/Records.ts`,
    `  what people read    src/Sources/${name}/README.md, GETTING_STARTED.md${design.auth === 'none' ? '' : ', CREDENTIALS.md'}; the link in manifest.json`,
    isLeftOut
      ? `\nsheetbound.config.json lists the connectors that are deployed: add "${name}" to "connectors" there.`
      : undefined,
  );
}
